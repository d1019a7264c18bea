using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record DeleteAccountRequest(string? Password);

public sealed class DeleteAccount(UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(DeleteAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/profile")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        var body = await RequestBody.Read<DeleteAccountRequest>(request, cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
        await confirmation.Require(user, "password", body.Password, request, cancellation);

        await Delete(db, cleanup, caller.UserId, clock.GetUtcNow(), cancellation);
        audit.Deleted(caller.UserId, caller.UserId);
        return TypedResults.NoContent();
    }

    /// <returns>False when there is no such account (any more).</returns>
    internal static async Task<bool> Delete(UsersDb db, AccountCleanup cleanup, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        var deleted = await db.Change<User>(userId, User.IdOf(userId), user =>
        {
            if (user.IsDeleted)
                return false;
            user.Delete(now);
            return true;
        }, cancellation);
        if (deleted is null)
            return false;
        await cleanup.Finish(userId, cancellation);
        return true;
    }
}
