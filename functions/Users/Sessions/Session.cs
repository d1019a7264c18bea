using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>One sign-in on one device, kept alive by a refresh token that is spent each time it is used.</summary>
public sealed class Session : EventfulDocument
{
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);
    public static readonly TimeSpan Absolute = TimeSpan.FromDays(30);

    /// <summary>How long a token that was just spent is answered as it was the first time: the answer was lost, or two tabs ask at once.</summary>
    public static readonly TimeSpan Repeatable = TimeSpan.FromSeconds(30);

    private const int MaxUserAgent = 200;

    private Session()
    {
    }

    private Session(string sessionId, string userId)
        : base(IdOf(sessionId), userId)
    {
    }

    public string SessionId => Id["session-".Length..];
    public int Generation { get; private set; }
    public string RefreshHash { get; private set; } = null!;

    /// <summary>What the last exchange added to the token that it spent (<see cref="RefreshToken.Successor"/>).</summary>
    public string? RefreshSalt { get; private set; }

    public string? UserAgent { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When it runs out if it is not used again; once revoked, when it can be forgotten.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static string IdOf(string sessionId) => $"session-{sessionId}";

    public static Session Start(User user, RefreshToken token, string? userAgent, DateTimeOffset now) => new(token.SessionId, user.UserId)
    {
        Generation = user.Generation,
        RefreshHash = token.Hash,
        UserAgent = Visible(userAgent),
        CreatedAt = now,
        LastUsedAt = now,
        ExpiresAt = Earliest(now + Idle, user.GuestUntil),
    };

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>
    /// Exchanges the current refresh token for its successor; the one it was exchanged for just now gives the same successor again. Any other token
    /// of this session was spent before (RFC 9700, 4.14.2), and nobody but its holders knows the session's id: null, and the session is to be revoked.
    /// </summary>
    /// <param name="guestUntil">A guest's session ends with the guest.</param>
    public RefreshToken? Exchange(RefreshToken presented, string salt, DateTimeOffset now, DateTimeOffset? guestUntil = null)
    {
        if (!IsCurrent(presented))
            return WasJustSpent(presented, now) ? presented.Successor(RefreshSalt!) : null;
        var next = presented.Successor(salt);
        (RefreshHash, RefreshSalt) = (next.Hash, salt);
        LastUsedAt = now;
        ExpiresAt = Earliest(Earliest(now + Idle, CreatedAt + Absolute), guestUntil);
        return next;
    }

    /// <summary>Whether that token is the session's of now: shows whose session it is without spending it.</summary>
    public bool IsHeldBy(RefreshToken token, DateTimeOffset now) => IsLive(now) && (IsCurrent(token) || WasJustSpent(token, now));

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        RevokedAt = now;
        // An access token is issued whenever the session is used, and while that is repeated.
        var tokensExpireAt = LastUsedAt + Repeatable + AccessTokens.MaxAge;
        ExpiresAt = tokensExpireAt > now ? tokensExpireAt : now;
        Raise(SessionRevoked.Type, new SessionRevoked(Partition, SessionId, now, tokensExpireAt), now);
    }

    private static DateTimeOffset Earliest(DateTimeOffset end, DateTimeOffset? other) => other < end ? other.Value : end;

    // The time goes both ways, since another instance's clock may be ahead, and a clock that was set back keeps no spent token alive.
    private bool WasJustSpent(RefreshToken token, DateTimeOffset now) =>
        RefreshSalt is not null && (now - LastUsedAt).Duration() <= Repeatable && IsCurrent(token.Successor(RefreshSalt));

    private bool IsCurrent(RefreshToken token) => token.Matches(RefreshHash);

    // Shown to its owner in a list and in nothing else; still no control characters from a stranger's header.
    private static string? Visible(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
            return null;
        var text = new string([.. userAgent.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return text.Length <= MaxUserAgent ? text : text[..MaxUserAgent];
    }
}
