namespace QuizPlatform.Platform;

/// <summary>The store cannot be written or read just now (disk full, throttled, unreachable); the request may be repeated.</summary>
public sealed class StoreUnavailableException(string sentence, Exception? cause = null) : Exception(sentence, cause);
