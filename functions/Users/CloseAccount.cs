using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>An admin closes an account: it goes the way it goes when its owner deletes it.</summary>
public sealed class CloseAccount(UsersDb db, BearerTokens bearer, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(CloseAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        if (!caller.Is(Role.Admin))
            throw Problem.Forbidden("Only an admin may close somebody's account.");

        if (!await DeleteAccount.Delete(db, cleanup, id, clock.GetUtcNow(), cancellation))
            throw Problem.NotFound("user");
        audit.Deleted(id, caller.UserId);
        return TypedResults.NoContent();
    }
}
