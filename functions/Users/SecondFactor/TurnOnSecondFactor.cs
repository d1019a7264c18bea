using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="State">As it was given with the secret.</param>
/// <param name="Code">What the app generates from it now.</param>
public sealed record TurnOnSecondFactorRequest([property: Required] string? State, [property: Required] string? Code);

/// <param name="Codes">Each good once instead of a code of the app. They are shown here and never again.</param>
public sealed record RecoveryCodesMade(string Message, IReadOnlyList<string> Codes);

/// <summary>
/// Turns the second factor on, by the first code of the app: from now on the password needs one beside it. The other sessions end, and a letter tells of it.
/// Once more with the same state tells the same recovery codes, while they are all good.
/// </summary>
public sealed class TurnOnSecondFactor(
    UsersDb db, BearerTokens bearer, SealedStates states, AccountCleanup cleanup, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(TurnOnSecondFactor))]
    [Body<TurnOnSecondFactorRequest>]
    [Answer<RecoveryCodesMade>]
    [Refuses(403, "auth.guest"), Refuses(409, "second-factor.on"), Refuses(422, "second-factor.refused", "second-factor.wrong-code")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/users/second-factor")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<TurnOnSecondFactorRequest>(
            request, caller => caller.RequireAccount("A guest has nothing to sign in to. Register to have a second factor."), cancellation);
        var code = Read(body);
        if (await states.Open(SealedStates.Codes, body.State) is not { For: { } owner } state || !owner.Is(caller))
            throw Refused();

        var (now, requestId) = (clock.GetUtcNow(), Guid.NewGuid().ToString("N"));
        var codes = RecoveryCodes.For(body.State!);
        var turnedOn = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            await db.RequireAllowed(caller, cancellation);
            if (user.Authenticators is [var there])
            {
                // Sent before: the answer was lost, or the page that shows them is loaded anew.
                return there.AuthenticatorId == state.Id && there.IsJustOn(code, codes, now) ? false : throw IsOn();
            }

            if (owner.Generation != user.Generation)
                throw Refused();
            var authenticator = new Authenticator(state.Id, state.State, now);
            if (!authenticator.Use(code, requestId, now))
                throw WrongCode();
            user.TurnOnSecondFactor(authenticator, codes, caller.SessionId, now);
            if (mail.Value.IsOn)
                user.Write(state.Id, LetterKind.SecondFactorOn, PreferredLanguage.Of(request), now);
            return true;
        }, cancellation);

        if (turnedOn is not null)
            audit.SecondFactorOn(caller.UserId);
        await cleanup.Finish(caller.UserId, cancellation);
        return TypedResults.Ok(new RecoveryCodesMade("The second factor is on. Keep the recovery codes where you find them without your phone.", codes));
    }

    internal static ProblemException IsOn() => Problem.Conflict("The second factor is on already. Turn it off to use another app.", "second-factor.on");

    private static string Read(TurnOnSecondFactorRequest body)
    {
        var validation = new Validation();
        validation.Check(!string.IsNullOrEmpty(body.State), "state", "'state' is required: it came with the secret.");
        validation.Check(!string.IsNullOrWhiteSpace(body.Code), "code", "'code' is required: the one that the app shows now.");
        validation.Check(body.Code is null or { Length: <= 100 }, "code", "'code' is too long.");
        validation.ThrowIfAny();
        return body.Code!;
    }

    private static ProblemException Refused() => new(422, "This took too long, or something else has changed. Begin anew.", "second-factor.refused");

    private static ProblemException WrongCode()
    {
        const string Wrong = "The code is wrong: look whether the clock of the device is right.";
        return new(422, Wrong, "second-factor.wrong-code") { Errors = new Dictionary<string, string[]> { ["code"] = [Wrong] } };
    }
}
