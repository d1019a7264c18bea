using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Removes what nothing depends on any more: guests whose time is over, sessions that ran out, failures long past, ID tokens that were used, names no longer
/// held, reports, addresses of before, traces of deleted accounts.
/// </summary>
public sealed class ForgetExpired(UsersDb db, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    private const int Batch = 100;

    // Longer than any token of the account can last, and than any registration that was broken off can still be under way.
    private static readonly TimeSpan TombstoneKept = TimeSpan.FromDays(1);

    // Longer than a token of the guest can last, and than any registration can still be under way that was to keep the guest.
    private static readonly TimeSpan GuestKept = TimeSpan.FromHours(1);

    [Function(nameof(ForgetExpired))]
    public async Task Run([TimerTrigger("20 10 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var deletedBefore = now - TombstoneKept;
        await EraseGuests(now, cancellation);
        await Remove(db.Sessions.Where(s => s.ExpiresAt < now && s.PendingSince == null).OrderBy(s => s.ExpiresAt), cancellation);
        await Remove(db.Attempts.Where(a => a.ForgetAt < now).OrderBy(a => a.ForgetAt), cancellation);
        await Remove(db.Reservations.Where(r => r.HeldUntil != null && r.HeldUntil < now).OrderBy(r => r.HeldUntil), cancellation);
        await Remove(db.AddressLetters.Where(a => a.ForgetAt < now).OrderBy(a => a.ForgetAt), cancellation);
        await Remove(db.Forgotten.Where(f => f.AskedAt < deletedBefore).OrderBy(f => f.AskedAt), cancellation);
        await GiveUpAddresses(now, cancellation);
        await Remove(db.Spent.Where(s => s.ForgetAt < now).OrderBy(s => s.ForgetAt), cancellation);
        await db.ForgetReports<NameReport>(now, cancellation);
        var gone = db.Users.Where(u => u.DeletedAt != null && u.DeletedAt < deletedBefore && u.CleanupSince == null && u.PendingSince == null);
        await Remove(gone.OrderBy(u => u.DeletedAt), cancellation);
    }

    // As if they had gone themselves: the other apps are told. Whom an account has promised to keep is left to the account's own cleanup; for all
    // others the guest's document decides, which is kept or erased by one save.
    private async Task EraseGuests(DateTimeOffset now, CancellationToken cancellation)
    {
        var before = now - GuestKept;
        var over = await db.Users.AsNoTracking().Where(u => u.GuestUntil != null && u.GuestUntil < before && u.DeletedAt == null)
            .OrderBy(u => u.GuestUntil).Select(u => u.Partition).Take(10 * Batch).ToListAsync(cancellation);
        if (over.Count == 0)
            return;
        var promised = await db.Users.AsNoTracking().Where(u => u.KeepsGuest != null).Select(u => u.KeepsGuest!).ToListAsync(cancellation);
        foreach (var guestId in over.Except(promised))
        {
            if (await DeleteAccount.Delete(db, cleanup, guestId, _ => Task.CompletedTask, now, cancellation))
                audit.GuestErased(guestId);
        }
    }

    private async Task GiveUpAddresses(DateTimeOffset now, CancellationToken cancellation)
    {
        var over = await db.Users.AsNoTracking().Where(u => u.FormerUntil != null && u.FormerUntil < now)
            .OrderBy(u => u.FormerUntil).Select(u => u.Partition).Take(Batch).ToListAsync(cancellation);
        foreach (var userId in over)
        {
            await db.Change<User>(userId, User.IdOf(userId), user =>
            {
                user.ForgetFormer(now);
                return true;
            }, cancellation);
            await cleanup.Finish(userId, cancellation);
        }
    }

    private async Task Remove<T>(IQueryable<T> expired, CancellationToken cancellation)
        where T : Document
    {
        while (true)
        {
            db.ChangeTracker.Clear();
            var batch = await expired.Take(Batch).ToListAsync(cancellation);
            db.RemoveRange(batch);
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateConcurrencyException)
            {
                return; // one of them was used at this moment: next time
            }

            if (batch.Count < Batch)
                return;
        }
    }
}
