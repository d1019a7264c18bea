using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Ends the session that the token belongs to.</summary>
public sealed class LogOut(UsersDb db, BearerTokens bearer, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(LogOut))]
    [Query("everywhere", "Whether all sessions end, and not only this one.", "true", "false")]
    [Answer(204)]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/logout")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        if (request.Query.OneOf("everywhere", "true", "false") == "true")
            await EndUserSessions.EndAll(db, cleanup, caller.UserId, clock.GetUtcNow(), cancellation);
        else
            await RevokeSession.Revoke(db, caller.UserId, caller.SessionId, "logged out", audit, clock.GetUtcNow(), cancellation);
        return TypedResults.NoContent();
    }
}
