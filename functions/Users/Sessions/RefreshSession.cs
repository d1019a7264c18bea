using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record RefreshSessionRequest([property: Required] string? RefreshToken);

public sealed record RefreshedSession(UserProfile User, string Token, string RefreshToken, int ExpiresIn, string TokenType = "Bearer");

/// <summary>Exchanges a refresh token, once, for new tokens. For 30 s it gets the same ones again; later use ends its whole session.</summary>
public sealed class RefreshSession(UsersDb db, AccessTokens tokens, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(RefreshSession))]
    [Body<RefreshSessionRequest>, Limited("refresh")]
    [Answer<RefreshedSession>]
    [Refuses(401, "auth.refresh-token")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/refresh")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("refresh", request);
        var body = await RequestBody.Read<RefreshSessionRequest>(request, cancellation);
        if (string.IsNullOrEmpty(body.RefreshToken))
            throw Problem.Field("refreshToken", "'refreshToken' is required.");
        var presented = RefreshToken.Parse(body.RefreshToken) ?? throw Refused();

        // Of two that come with the same token one saves first; the other then finds it just spent, and gets the same.
        return await db.Repeat(() => Exchange(presented, cancellation), cancellation);
    }

    private async Task<IResult> Exchange(RefreshToken presented, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var session = await db.FindSession(presented.UserId, presented.SessionId, cancellation);
        var user = await db.FindUser(presented.UserId, cancellation);
        if (session is null || user is null || !session.IsLive(now) || !user.Allows(session))
            throw Refused();

        if (session.Exchange(presented, RefreshToken.NewSalt(), now, user.GuestUntil) is not { } next)
        {
            session.Revoke(now);
            await db.SaveAndSend(cancellation);
            audit.RefreshTokenReused(user.UserId, session.SessionId);
            SignInFailures.SpentToken();
            throw Refused();
        }

        await db.SaveAndSend(cancellation);
        return TypedResults.Ok(new RefreshedSession(
            UserProfile.Of(user), tokens.Issue(user, session.SessionId, now), next.Reveal(), (int)AccessTokens.Lifetime.TotalSeconds));
    }

    private static ProblemException Refused() =>
        new(401, "The refresh token is not valid any more. Sign in again.", "auth.refresh-token") { Challenge = "Bearer error=\"invalid_token\"" };
}
