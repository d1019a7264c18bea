using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Begins to sign in with a passkey: what the browser is to show one for. It names no account and no passkey: the browser offers those that it has for the
/// site.
/// </summary>
public sealed class AskForPasskeySignIn(PasskeySite site, PasskeyCeremonies ceremonies, SealedStates states, RateLimits limits)
{
    [Function(nameof(AskForPasskeySignIn))]
    [Limited("login")]
    [Answer<PasskeyAsked>]
    [Refuses(501, "passkeys.off")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/login/passkey/options")] HttpRequest request)
    {
        limits.Require("login", request);
        site.Require();
        var asked = await ceremonies.AskToShow(request.HttpContext);
        return TypedResults.Ok(PasskeyAsked.Of(asked.RequestOptionsJson, states.Seal(SealedStates.Passkeys, asked.AssertionState!)));
    }
}
