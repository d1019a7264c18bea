using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace QuizPlatform.Platform;

/// <summary>Conditional requests (RFC 9110, section 13) on strong entity tags such as <c>"7"</c>.</summary>
public static class ETags
{
    public static string Of(object revision) => $"\"{revision}\"";

    /// <summary>Refuses a change whose <c>If-Match</c> does not name the current revision.</summary>
    /// <exception cref="ProblemException">428 without the header, 412 when it names another revision.</exception>
    public static void RequireMatch(HttpRequest request, string current)
    {
        var ifMatch = request.Headers.IfMatch;
        if (ifMatch.Count == 0)
            throw new ProblemException(428, "Send If-Match with the ETag you read, so that you overwrite nobody else's change.", "request.if-match-required");
        if (!EntityTagHeaderValue.TryParseList(ifMatch, out var tags))
            throw Problem.Field("If-Match", "'If-Match' must be the ETag of what you read, quotes included.");
        if (!tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag == current)))
            throw Problem.Stale();
    }

    /// <summary>Whether the client already has the current representation: answer 304.</summary>
    public static bool NotModified(HttpRequest request, string current)
    {
        var ifNoneMatch = request.Headers.IfNoneMatch;
        return ifNoneMatch.Count != 0
            && (ifNoneMatch.ToString() == current
                || (EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
                    && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == current)));
    }
}
