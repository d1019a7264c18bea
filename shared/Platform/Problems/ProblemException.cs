namespace QuizPlatform.Platform;

/// <summary>Ends a request with an RFC 9457 problem. <paramref name="detail"/> is a sentence fit for people.</summary>
/// <param name="status">The HTTP status code, 4xx or 503.</param>
/// <param name="detail">One sentence fit for people.</param>
/// <param name="code">What a client or a test can tell the case by, e.g. <c>quiz.not-found</c>; ends up in <c>type</c>.</param>
public sealed class ProblemException(int status, string detail, string? code = null) : Exception(detail)
{
    public int Status => status;
    public string? Code => code;

    /// <summary>Sentences by field, where a field is to blame.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Members of its own that a client may use, such as the version to take instead (RFC 9457, section 3.2).</summary>
    public IReadOnlyDictionary<string, object>? Extensions { get; init; }

    /// <summary>How long the client should wait before it tries again; becomes <c>Retry-After</c>, in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The value of <c>WWW-Authenticate</c> on a 401.</summary>
    public string? Challenge { get; init; }
}
