using System.Net;

namespace QuizPlatform.Platform;

/// <summary>A failure of a store that may be over a moment later.</summary>
/// <param name="RetryAfter">When the store says that it is worth asking again, if it does.</param>
public sealed record PassingFailure(TimeSpan? RetryAfter)
{
    /// <summary>For what a store answered over HTTP: null when asking again would change nothing.</summary>
    public static PassingFailure? Of(HttpStatusCode status, TimeSpan? retryAfter) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone
            or (HttpStatusCode)449 // "retry with": somebody else wrote the item at this moment
            ? new(retryAfter)
            : null;
}
