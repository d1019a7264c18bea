namespace QuizPlatform.Platform;

/// <summary>The problems that more than one function answers with, each said once.</summary>
public static class Problem
{
    public static ProblemException NotFound(string what) =>
        new(404, $"There is no such {what}.", $"{what.Replace(' ', '-')}.not-found");

    public static ProblemException Field(string field, string sentence) =>
        new(400, sentence, "request.invalid") { Errors = new Dictionary<string, string[]> { [field] = [sentence] } };

    /// <param name="sentence">One sentence fit for people.</param>
    /// <param name="error">The RFC 6750 error code; null when no credentials were sent at all.</param>
    public static ProblemException Unauthorized(string sentence, string? error = null) =>
        new(401, sentence, "auth.required") { Challenge = error is null ? "Bearer" : $"Bearer error=\"{error}\"" };

    public static ProblemException SessionEnded() => Unauthorized("This session has ended. Sign in again.", "invalid_token");

    public static ProblemException Forbidden(string sentence) => new(403, sentence, "auth.forbidden");

    public static ProblemException Conflict(string sentence, string code = "request.conflict") => new(409, sentence, code);

    public static ProblemException Stale() =>
        new(412, "It has changed since you read it. Read it again and repeat your change.", "request.stale");

    public static ProblemException TooLarge(int maxBytes) => new(413, $"The body is larger than {maxBytes / 1024} KiB.", "request.too-large");

    /// <summary>A body that was not whole after <see cref="RequestBody.Patience"/>.</summary>
    public static ProblemException TooSlow() => new(408, "The body took too long to come.", "request.unreadable");

    /// <param name="status">What the server found wrong with it, e.g. 400 or 408.</param>
    public static ProblemException Unreadable(int status) => new(status, "The request could not be read.", "request.unreadable");

    /// <summary>A fault of ours; what it was is in the log.</summary>
    public static ProblemException Internal() =>
        new(500, "Something went wrong on our side. Quote the traceId when you report it.", "internal");

    public static ProblemException TooManyRequests(TimeSpan retryAfter) =>
        new(429, "Too many requests. Wait a little, then try again.", "request.too-many") { RetryAfter = retryAfter };

    public static ProblemException Unavailable(string sentence, TimeSpan retryAfter) =>
        new(503, sentence, "service.unavailable") { RetryAfter = retryAfter };
}
