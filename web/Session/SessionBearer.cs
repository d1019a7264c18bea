using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;
using QuizPlatform.Web.Layout;

namespace QuizPlatform.Web.Session;

/// <summary>
/// Gives a request that comes with a session's cookie the session's access token, as if the page had one. What changes something must come from a page of
/// ours: browsers tell by <c>Sec-Fetch-Site</c> or <c>Origin</c>, and no other site can make them tell otherwise.
/// </summary>
internal sealed class SessionBearer(RequestDelegate next, TimeProvider clock)
{
    public async Task Invoke(HttpContext context)
    {
        var isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        if ((isApi || Pages.IsOurs(context)) && context.Request.Headers.Authorization.Count == 0
            && await context.AuthenticateAsync(WebSession.Scheme) is { Succeeded: true } session)
        {
            context.User = session.Principal;
            if (isApi && !IsSafe(context.Request) && !IsSameOrigin(context.Request))
                throw new ProblemException(403, "A session in a cookie changes something only from a page of this address.", "session.cross-origin");
            if (WebSession.AccessTokenOf(session.Properties, clock, TimeSpan.Zero) is { } token)
                context.Request.Headers.Authorization = $"Bearer {token}";
            else if (isApi)
                throw Problem.Unavailable("The session cannot be renewed just now. Try again in a moment.", TimeSpan.FromSeconds(2));
        }

        await next(context);
    }

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsSameOrigin(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site]
        ? site == "same-origin"
        : request.Headers.Origin == $"{request.Scheme}://{request.Host.Value}";
}
