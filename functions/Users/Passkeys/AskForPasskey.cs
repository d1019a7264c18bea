using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">The one you have now.</param>
public sealed record AskForPasskeyRequest([property: Required] string? Password);

/// <param name="Options">For the browser: <c>navigator.credentials.create</c> takes them, or <c>get</c> (Web Authentication, section 5).</param>
/// <param name="State">To be sent back with the browser's answer, within five minutes.</param>
public sealed record PasskeyAsked(IReadOnlyDictionary<string, JsonElement> Options, string State)
{
    internal static PasskeyAsked Of(string options, string state) => new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(options)!, state);
}

/// <summary>Begins to add a passkey to one's own account: what the browser is to make one by.</summary>
public sealed class AskForPasskey(
    UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, PasskeySite site, PasskeyCeremonies ceremonies, PasskeyChallenges challenges)
{
    [Function(nameof(AskForPasskey))]
    [Body<AskForPasskeyRequest>]
    [Answer<PasskeyAsked>]
    [Refuses(403, "auth.wrong-password", "auth.guest"), Refuses(501, "passkeys.off")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/passkeys/options")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<AskForPasskeyRequest>(
            request, caller => caller.RequireAccount("A guest has nothing to sign in to. Register to have passkeys."), cancellation);
        site.Require();
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.SessionEnded();
        await confirmation.Require(user, "password", body.Password, confirmed: null, request, cancellation);

        var asked = await ceremonies.AskToMake(user, request.HttpContext);
        return TypedResults.Ok(PasskeyAsked.Of(
            asked.CreationOptionsJson, challenges.Seal(asked.AttestationState!, new(user.UserId, caller.SessionId, user.Generation))));
    }
}
