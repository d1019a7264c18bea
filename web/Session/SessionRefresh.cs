using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Session;

/// <summary>
/// Gets a new pair of tokens when the access token is about to end. Several requests may do so at once with one refresh token, here or on another
/// replica: Users gives them all the same successor.
/// </summary>
internal sealed class SessionRefresh(UsersApi users, TimeProvider clock) : CookieAuthenticationEvents
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (WebSession.AccessTokenOf(context.Properties, clock, Ahead) is not null)
            return;
        try
        {
            WebSession.Keep(context.Properties, await Refresh(context.Properties), clock);
            context.ShouldRenew = true;
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(WebSession.Scheme);
        }
        catch (Exception e) when (e is ApiException or TimeoutException)
        {
            // Users is away: the visitor stays signed in, and what needs the token is told so by SessionBearer.
        }
    }

    // Every request of the visitor waits for it. What is given up may have spent the token: then the next try gets the same successor.
    private Task<TokenPair> Refresh(AuthenticationProperties properties) =>
        users.Refresh(WebSession.RefreshTokenOf(properties) ?? "").WaitAsync(Patience, clock);
}
