using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Organisation;

/// <summary>What is ours in a sign-in at the provider: where it leads back to, and what comes of it.</summary>
internal sealed class OrganisationEvents(OrganisationApi users, IOptions<OrganisationSettings> settings, ILogger<OrganisationEvents> log) : OpenIdConnectEvents
{
    /// <summary>In properties: the owner of the session links the account.</summary>
    public const string Linking = "linking";

    /// <summary>In properties: the provider is to ask for the password again.</summary>
    public const string Again = "again";

    private const string Secret = "nonce_secret";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.Properties.Items[Secret] = SecretNonces.Of(context.HttpContext);
        if (settings.Value.Site is { Length: > 0 } site)
            context.ProtocolMessage.RedirectUri = site.TrimEnd('/') + context.Options.CallbackPath;
        if (context.Properties.Items.Remove(Again))
            context.ProtocolMessage.Prompt = "login";
        return Task.CompletedTask;
    }

    // The access token, which we did not ask for, goes no further than here.
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var (idToken, properties) = (context.TokenEndpointResponse?.IdToken, context.Properties!);
        if (idToken is null || !properties.Items.Remove(Secret, out var secret) || secret is null)
        {
            context.Fail("There is no ID token from the token endpoint.");
            return Task.CompletedTask;
        }

        context.Principal = PendingLink.Keep(properties, idToken, secret, context.Principal?.FindFirst("email")?.Value);
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        if (context.Properties!.Items.Remove(Linking))
            return; // on to the page that asks
        var pending = PendingLink.Of(context.Principal, context.Properties);
        try
        {
            var token = await WebSession.GuestToken(context.HttpContext);
            var signedIn = await users.SignIn(pending.IdToken, pending.NonceSecret, token);
            await WebSession.Start(context.HttpContext, signedIn);
            await Leave(context, Links.Back(pending.Return, signedIn));
        }
        catch (ApiException e) when (e.Code is "organisation.link" or "organisation.no-account")
        {
            PendingLink.SetKnown(context.Properties, e.Code);
        }
        catch (ApiException e)
        {
            var why = e.Code == "organisation.unavailable" ? "away" : e.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? "busy"
                : "failed";
            await Leave(context, Failed(why, pending.Return));
        }
    }

    public override Task AccessDenied(AccessDeniedContext context) => Leave(context, Failed("cancelled", PendingLink.ReturnOf(context.Properties)));

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        log.LogWarning("A sign-in through the organisation came to nothing: {Reason}", context.Failure?.GetType().Name);
        var why = context.Failure is HttpRequestException or TaskCanceledException or InvalidOperationException ? "away" : "failed";
        return Leave(context, Failed(why, PendingLink.ReturnOf(context.Properties)));
    }

    /// <summary>The page for signing in, which says what went wrong.</summary>
    /// <param name="why"><c>failed</c>; <c>away</c>, the provider; <c>busy</c>, we; or <c>cancelled</c>.</param>
    public static string Failed(string why, string back) => $"/sign-in?organisation={why}&return={Uri.EscapeDataString(Links.Back(back))}";

    private static Task Leave(HandleRequestContext<RemoteAuthenticationOptions> context, string to)
    {
        context.Response.Redirect(to);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
