using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">Needed of who has one; a guest needs nothing, an account without a password to have signed in within ten minutes.</param>
/// <param name="Code">Where the account has a second factor: of the app that generates codes, or a recovery code.</param>
public sealed record DeleteAccountRequest(string? Password, string? Code = null);

/// <summary>Deletes one's own account, or the guest that one is, for good; the other apps forget the person by event.</summary>
public sealed class DeleteAccount(
    UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, SecondFactorCheck secondFactor, AccountCleanup cleanup, Audit audit,
    TimeProvider clock)
{
    [Function(nameof(DeleteAccount))]
    [Body<DeleteAccountRequest>]
    [Answer(204)]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.sign-in-again")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/profile")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<DeleteAccountRequest>(request, _ => { }, cancellation);
        var requestId = Guid.NewGuid().ToString("N");
        string? confirmed = null;
        if (!await Delete(db, cleanup, caller.UserId, Confirm, clock.GetUtcNow(), cancellation))
            throw Problem.SessionEnded();
        audit.Deleted(caller.UserId, caller.UserId);
        return TypedResults.NoContent();

        async Task Confirm(User user)
        {
            if (!user.IsGuest)
                confirmed = await confirmation.Require(caller, user, "password", body.Password, confirmed, request, cancellation);
            await secondFactor.Require(user, body.Code, requestId, 403, cancellation); // a guest has none
            await db.RequireAllowed(caller, cancellation);
        }
    }

    /// <param name="allow">Throws when the account, as it is when it is to be saved, may not be deleted.</param>
    /// <returns>False when there is no such account (any more).</returns>
    internal static async Task<bool> Delete(
        UsersDb db, AccountCleanup cleanup, string userId, Func<User, Task> allow, DateTimeOffset now, CancellationToken cancellation)
    {
        var deleted = await db.Change<User>(userId, User.IdOf(userId), async user =>
        {
            if (user.IsDeleted)
                return false;
            await allow(user);
            user.Delete(now);
            return true;
        }, cancellation);
        if (deleted is null)
            return false;
        await cleanup.Finish(userId, cancellation);
        return true;
    }
}
