namespace QuizPlatform.Users;

/// <summary>
/// What somebody did as a guest goes over to the account that they register or sign in with. That is decided by one save of the guest's own document: a
/// guest is kept by one account, once, or is erased, and its event tells which.
/// </summary>
internal static class KeptGuests
{
    /// <summary>The guest whose session that refresh token is from; null where it shows nobody, or nobody any more.</summary>
    public static async Task<User?> FindGuest(this UsersDb db, string? refreshToken, DateTimeOffset now, CancellationToken cancellation) =>
        RefreshToken.Parse(refreshToken) is { } presented
        && await db.FindUser(presented.UserId, cancellation) is { IsGuest: true } guest
        && await db.FindSession(presented.UserId, presented.SessionId, cancellation) is { } session
        && guest.Allows(session) && session.IsHeldBy(presented, now)
            ? guest
            : null;

    /// <returns>Whether that account keeps the guest; not where the guest had gone before.</returns>
    public static async Task<bool> Keep(this UsersDb db, string guestId, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        var kept = await db.Change<User>(guestId, User.IdOf(guestId), guest =>
        {
            if (guest.IsDeleted)
                return false;
            guest.KeepFor(userId, now);
            return true;
        }, cancellation);
        return kept is not null || (await db.FindUser(guestId, cancellation))?.KeptBy == userId; // before, and the answer was lost
    }
}
