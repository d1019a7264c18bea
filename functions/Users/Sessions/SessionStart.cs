using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Users;

/// <param name="Token">For <c>Authorization: Bearer</c>.</param>
/// <param name="RefreshToken">To be exchanged once, for the next ones.</param>
/// <param name="ExpiresIn">Seconds for which the token is good.</param>
/// <param name="KeptGuest">Whether what was done as a guest goes over to the account.</param>
public sealed record SignedIn(
    string Message, UserProfile User, string Token, string RefreshToken, int ExpiresIn, string TokenType = "Bearer", bool KeptGuest = false);

/// <summary>Begins a session of somebody who has shown who they are.</summary>
public sealed class SessionStart(UsersDb db, AccessTokens tokens, Audit audit, TimeProvider clock)
{
    private const int MaxSessions = 100;

    public async Task<SignedIn> Begin(User user, string message, HttpRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var token = RefreshToken.ForNewSession(user.UserId);
        // Nobody else has its id: where it is taken, the save was done and its answer lost.
        await db.TryAdd(Session.Start(user, token, request.Headers.UserAgent, now), cancellation);
        foreach (var oldest in (await db.LiveSessions(user.UserId, now, cancellation)).Skip(MaxSessions))
            await RevokeSession.Revoke(db, user.UserId, oldest.SessionId, "too many sessions", audit, now, cancellation);

        audit.SignedIn(user.UserId, token.SessionId);
        return new SignedIn(
            message, UserProfile.Of(user), tokens.Issue(user, token.SessionId, now), token.Reveal(), (int)AccessTokens.Lifetime.TotalSeconds);
    }
}
