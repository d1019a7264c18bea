using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Organisation;

/// <summary>
/// Sends a visitor to the provider. A link leads here and no form, for the policy of our pages lets no form lead to another site; so another site may lead
/// here as well, and is only taken to the page with that link.
/// </summary>
internal sealed class BeginOrganisation
{
    public const string Path = "/sign-in/organisation";

    /// <param name="back">Where to be afterwards.</param>
    /// <param name="link">Given: the visitor links the account of the session; without one they sign in first, and begin again.</param>
    /// <param name="again">Given: the provider is to ask who that is even of somebody whom it knows.</param>
    public static async Task Do(
        HttpContext context, ILogger<BeginOrganisation> log, [FromQuery(Name = "return")] string? back, string? link = null, string? again = null)
    {
        if (context.Request.Headers["Sec-Fetch-Site"] is [not ("same-origin" or "none")])
        {
            context.Response.Redirect($"/sign-in?return={Uri.EscapeDataString(Links.Back(back))}");
            return;
        }

        if (link is not null && context.User is not { IsSignedIn: true, IsGuest: false })
        {
            context.Response.Redirect("/sign-in?return=/account");
            return;
        }

        var properties = PendingLink.Begin(Links.Back(back));
        if (link is not null)
            properties.Items[OrganisationEvents.Linking] = "";
        if (again is not null)
            properties.Items[OrganisationEvents.Again] = "";
        try
        {
            await context.ChallengeAsync(OrganisationExtensions.Scheme, properties);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("The organisation's provider cannot be asked to sign somebody in: {Reason}", e.InnerException?.Message ?? e.Message);
            context.Response.Redirect(OrganisationEvents.Failed("away", Links.Back(back)));
        }
    }
}
