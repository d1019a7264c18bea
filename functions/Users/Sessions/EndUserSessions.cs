using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>An admin signs somebody out everywhere, for instance when a token was seen in the wrong hands.</summary>
public sealed class EndUserSessions(UsersDb db, BearerTokens bearer, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(EndUserSessions))]
    [AdminsOnly]
    [Answer(204)]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/{id:length(32)}/sessions")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may end somebody else's sessions.");

        await EndAll(db, cleanup, id, clock.GetUtcNow(), cancellation);
        audit.SessionsEnded(id, caller.UserId);
        return TypedResults.NoContent();
    }

    internal static async Task EndAll(UsersDb db, AccountCleanup cleanup, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        _ = await db.Change<User>(userId, User.IdOf(userId), user =>
        {
            user.EndSessions(null, now);
            return !user.IsDeleted;
        }, cancellation) ?? throw Problem.NotFound("user");
        await cleanup.Finish(userId, cancellation);
    }
}
