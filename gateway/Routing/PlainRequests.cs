using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Lets only requests pass that can be read in one way. Whoever stands behind might read <c>//</c>, <c>..</c>, a backslash or an encoded slash in another
/// than the routing here, and find a route that nobody may call from outside; no route of the platform needs them. A header that is not ASCII the
/// Functions host cannot hand on, and of a host that is none no address can be made.
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
        if (!IsPlain(context.Request))
            throw new ProblemException(400, "The header Host names no host.", "request.unreadable");
        if (context.Request.Headers.FirstOrDefault(header => header.Value.Any(value => !Ascii.IsValid(value))).Key is { } name)
            throw new ProblemException(400, $"The header {name} holds characters that are not ASCII.", "request.unreadable");
        return next(context);
    }

    // Addresses are made of it, in pages too: what the server lets pass there need not be the host of one.
    private static bool IsPlain(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}/", UriKind.Absolute, out var uri) && uri is { UserInfo: "", PathAndQuery: "/", Fragment: "" };

    /// <summary>The path as it came, from a target in origin form (<c>/a?b</c>) or in absolute form (<c>http://host/a?b</c>).</summary>
    private static string PathOf(string target)
    {
        var path = target.Split('?', 2)[0];
        return path.StartsWith('/') || path.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var scheme) ? path
            : path.IndexOf('/', scheme + 3) is >= 0 and var slash ? path[slash..]
            : "/";
    }
}
