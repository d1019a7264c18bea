using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Lets only requests pass that can be read in one way. Whoever stands behind might read <c>//</c>, <c>..</c>, a backslash or an encoded slash in another
/// than the routing here, and find a route that nobody may call from outside; no route of the platform needs them. And a header that is not ASCII the
/// Functions host cannot hand on.
/// </summary>
internal sealed class PlainRequests(RequestDelegate next)
{
    private static readonly SearchValues<string> Ambiguous =
        SearchValues.Create(["//", "\\", "/./", "/../", "%2e", "%2f", "%5c", "%25", "%00", ";"], StringComparison.OrdinalIgnoreCase);

    public Task Invoke(HttpContext context)
    {
        var path = PathOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (path.AsSpan().ContainsAny(Ambiguous) || path.EndsWith("/..", StringComparison.Ordinal))
            throw Problem.NotFound("route");
        if (context.Request.Headers.FirstOrDefault(header => header.Value.Any(value => !Ascii.IsValid(value))).Key is { } name)
            throw new ProblemException(400, $"The header {name} holds characters that are not ASCII.", "request.unreadable");
        return next(context);
    }

    /// <summary>The path as it came, from a target in origin form (<c>/a?b</c>) or in absolute form (<c>http://host/a?b</c>).</summary>
    private static string PathOf(string target)
    {
        var path = target.Split('?', 2)[0];
        return path.StartsWith('/') || path.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var scheme) ? path
            : path.IndexOf('/', scheme + 3) is >= 0 and var slash ? path[slash..]
            : "/";
    }
}
