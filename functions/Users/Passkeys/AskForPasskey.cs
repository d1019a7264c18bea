using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">The one you have now.</param>
/// <param name="Code">Where the account has a second factor: of the app that generates codes, or a recovery code.</param>
public sealed record AskForPasskeyRequest([property: Required] string? Password, string? Code);

/// <param name="Options">For the browser: <c>navigator.credentials.create</c> takes them, or <c>get</c> (Web Authentication, section 5).</param>
/// <param name="State">To be sent back with the browser's answer, within five minutes.</param>
public sealed record PasskeyAsked(IReadOnlyDictionary<string, JsonElement> Options, string State)
{
    internal static PasskeyAsked Of(string options, string state) => new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(options)!, state);
}

/// <summary>Begins to add a passkey to one's own account: what the browser is to make one by.</summary>
public sealed class AskForPasskey(
    UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, SecondFactorCheck secondFactor, PasskeySite site, PasskeyCeremonies ceremonies,
    SealedStates states)
{
    [Function(nameof(AskForPasskey))]
    [Body<AskForPasskeyRequest>]
    [Answer<PasskeyAsked>]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.guest"), Refuses(501, "passkeys.off")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/passkeys/options")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<AskForPasskeyRequest>(
            request, caller => caller.RequireAccount("A guest has nothing to sign in to. Register to have passkeys."), cancellation);
        site.Require();
        var requestId = Guid.NewGuid().ToString("N");
        string? confirmed = null;
        var user = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            confirmed = await confirmation.Require(caller, user, "password", body.Password, confirmed, request, cancellation);
            await secondFactor.Require(user, body.Code, requestId, 403, cancellation);
            return true;
        }, cancellation) ?? throw Problem.SessionEnded();

        var asked = await ceremonies.AskToMake(user, request.HttpContext);
        return TypedResults.Ok(PasskeyAsked.Of(
            asked.CreationOptionsJson, states.Seal(SealedStates.Passkeys, asked.AttestationState!, StateOwner.Of(user, caller))));
    }
}
