namespace QuizPlatform.Users;

/// <summary>Keeps, for somebody who signs in, the guest that they have been until now.</summary>
public sealed class GuestKeeper(UsersDb db, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    /// <param name="refreshToken">The guest's; one that shows no guest (any more) is no reason to refuse.</param>
    /// <returns>Whether the account keeps the guest.</returns>
    public async Task<bool> Keep(string? refreshToken, User user, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await db.FindGuest(refreshToken, now, cancellation) is not { } guest || !await db.Keep(guest.UserId, user.UserId, now, cancellation))
            return false;
        audit.GuestKept(guest.UserId, user.UserId);
        await cleanup.Finish(guest.UserId, cancellation);
        return true;
    }
}
