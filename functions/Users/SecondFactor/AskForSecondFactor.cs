using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">The one you have now.</param>
public sealed record AskForSecondFactorRequest([property: Required] string? Password);

/// <param name="Secret">For an app that generates codes, in Base32.</param>
/// <param name="Uri">The same as an <c>otpauth:</c> address, to be shown as a QR code.</param>
/// <param name="State">To be sent back with a code, within five minutes.</param>
public sealed record SecondFactorAsked(string Secret, string Uri, string State);

/// <summary>Begins to turn the second factor on: what an app generates codes from. Nothing has changed until it has generated one.</summary>
public sealed class AskForSecondFactor(UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, SealedStates states)
{
    [Function(nameof(AskForSecondFactor))]
    [Body<AskForSecondFactorRequest>]
    [Answer<SecondFactorAsked>]
    [Refuses(403, "auth.wrong-password", "auth.guest"), Refuses(409, "second-factor.on")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/second-factor/options")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<AskForSecondFactorRequest>(
            request, caller => caller.RequireAccount("A guest has nothing to sign in to. Register to have a second factor."), cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.SessionEnded();
        await confirmation.Require(caller, user, "password", body.Password, confirmed: null, request, cancellation);
        if (user.HasSecondFactor)
            throw TurnOnSecondFactor.IsOn();

        var secret = Authenticator.NewSecret();
        return TypedResults.Ok(new SecondFactorAsked(
            secret, Authenticator.UriOf(secret, user), states.Seal(SealedStates.Codes, secret, StateOwner.Of(user, caller))));
    }
}
