using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>An admin closes somebody else's account: it goes the way it goes when its owner deletes it, who is asked for the password.</summary>
public sealed class CloseAccount(UsersDb db, BearerTokens bearer, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(CloseAccount))]
    [AdminsOnly]
    [Answer(204)]
    [Refuses(404, "user.not-found"), Refuses(409, "user.own-account")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may close somebody's account.");
        if (caller.Owns(id))
            throw Problem.Conflict("Your own account goes by DELETE /api/users/profile, with your password.", "user.own-account");

        if (!await DeleteAccount.Delete(
                db, cleanup, id, user => db.RequireAdmin(caller, user, cancellation), clock.GetUtcNow(), cancellation))
            throw Problem.NotFound("user");
        audit.Deleted(id, caller.UserId);
        return TypedResults.NoContent();
    }
}
