using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">The one you have now.</param>
/// <param name="Code">Where the account has a second factor: of the app that generates codes, or a recovery code.</param>
public sealed record RemovePasskeyRequest([property: Required] string? Password, string? Code = null);

/// <summary>Removes a passkey from one's own account. The other sessions end, and a letter tells of it.</summary>
public sealed class RemovePasskey(
    UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, SecondFactorCheck secondFactor, AccountCleanup cleanup, IOptions<MailOptions> mail,
    Audit audit, TimeProvider clock)
{
    [Function(nameof(RemovePasskey))]
    [Body<RemovePasskeyRequest>]
    [Answer(204)]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.guest"), Refuses(404, "passkey.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/passkeys/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<RemovePasskeyRequest>(
            request, caller => caller.RequireAccount("A guest has no passkeys."), cancellation);
        var now = clock.GetUtcNow();
        var letterId = PublicId.New(now); // and the request's
        string? confirmed = null;
        _ = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            if (!user.Passkeys.Exists(passkey => passkey.PasskeyId == id))
                return false;
            confirmed = await confirmation.Require(caller, user, "password", body.Password, confirmed, request, cancellation);
            await secondFactor.Require(user, body.Code, letterId, 403, cancellation);
            await db.RequireAllowed(caller, cancellation);
            user.RemovePasskey(id, caller.SessionId, now);
            if (mail.Value.IsOn)
                user.Write(letterId, LetterKind.PasskeyRemoved, PreferredLanguage.Of(request), now);
            return true;
        }, cancellation) ?? throw Problem.NotFound("passkey");

        audit.PasskeyRemoved(caller.UserId, id);
        await cleanup.Finish(caller.UserId, cancellation);
        return TypedResults.NoContent();
    }
}
