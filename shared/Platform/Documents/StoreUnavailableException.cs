namespace QuizPlatform.Platform;

/// <summary>The store cannot be written or read just now (disk full, throttled, unreachable); the request may be repeated.</summary>
public sealed class StoreUnavailableException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>When the store says that it is worth asking again, if it does.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
