using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Ends one of one's own sessions.</summary>
public sealed class RevokeSession(UsersDb db, BearerTokens bearer, Audit audit, TimeProvider clock)
{
    [Function(nameof(RevokeSession))]
    [Answer(204)]
    [Refuses(404, "session.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/sessions/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        // Looked for among the caller's own: somebody else's session is as unknown as one that never was.
        var caller = await bearer.Require(request, cancellation);
        return await Revoke(db, caller.UserId, id, "revoked by its owner", audit, clock.GetUtcNow(), cancellation)
            ? TypedResults.NoContent()
            : throw Problem.NotFound("session");
    }

    internal static async Task<bool> Revoke(
        UsersDb db, string userId, string sessionId, string reason, Audit audit, DateTimeOffset now, CancellationToken cancellation)
    {
        var revoked = await db.Change<Session>(userId, Session.IdOf(sessionId), session =>
        {
            if (!session.IsLive(now))
                return false;
            session.Revoke(now);
            return true;
        }, cancellation);
        if (revoked is null)
            return false;
        audit.SessionRevoked(userId, sessionId, reason);
        return true;
    }
}
