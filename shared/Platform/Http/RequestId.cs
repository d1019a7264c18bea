using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>
/// What a client calls its request, or the gateway where the client does not: what the logs tell of the request has it beside the trace's id.
/// </summary>
public static class RequestId
{
    public const string Header = "X-Request-Id";
    private const int MaxLength = 128;

    /// <summary>The request's id; null where it has none, or none of 1–128 letters, digits, dots, hyphens and underscores, which can stand anywhere.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 and <= MaxLength } id] && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? id : null;
}
