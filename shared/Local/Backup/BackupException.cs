namespace QuizPlatform.Local.Backup;

/// <summary>The backup cannot be made or restored; the message is for whoever asked, and says what to do.</summary>
public sealed class BackupException(string sentence, Exception? inner = null) : Exception(sentence, inner);
