using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record SessionItem(string Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string? UserAgent, bool Current);

public sealed record SessionList(IReadOnlyList<SessionItem> Sessions);

/// <summary>The sessions of one's own that have not ended.</summary>
public sealed class ListSessions(UsersDb db, BearerTokens bearer, TimeProvider clock)
{
    [Function(nameof(ListSessions))]
    [Answer<SessionList>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/sessions")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
        var sessions = await db.LiveSessions(caller.UserId, clock.GetUtcNow(), cancellation);
        return TypedResults.Ok(new SessionList([.. sessions
            .Where(user.Allows)
            .Select(s => new SessionItem(s.SessionId, s.CreatedAt, s.LastUsedAt, s.UserAgent, s.SessionId == caller.SessionId))]));
    }
}
