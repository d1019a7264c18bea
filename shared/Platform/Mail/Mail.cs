namespace QuizPlatform.Platform;

/// <summary>A message to one person, the same text plain and as HTML.</summary>
/// <param name="Id">Of this message: the same when it is sent again.</param>
/// <param name="To">An e-mail address.</param>
/// <param name="Again">Whether it was tried before, and may have arrived. It need not be the same text then.</param>
public sealed record Mail(string Id, string To, string Subject, string Text, string Html, bool Again = false);
