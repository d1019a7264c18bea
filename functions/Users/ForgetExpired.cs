using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Removes what nothing depends on any more: sessions that ran out, failures long past, names no longer held, traces of deleted accounts.</summary>
public sealed class ForgetExpired(UsersDb db, TimeProvider clock)
{
    private const int Batch = 100;

    // Longer than any token of the account can last, and than any registration that was broken off can still be under way.
    private static readonly TimeSpan TombstoneKept = TimeSpan.FromDays(1);

    [Function(nameof(ForgetExpired))]
    public async Task Run([TimerTrigger("20 10 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var deletedBefore = now - TombstoneKept;
        await Remove(db.Sessions.Where(s => s.ExpiresAt < now && s.PendingSince == null).OrderBy(s => s.ExpiresAt), cancellation);
        await Remove(db.Attempts.Where(a => a.ForgetAt < now).OrderBy(a => a.ForgetAt), cancellation);
        await Remove(db.Reservations.Where(r => r.HeldUntil != null && r.HeldUntil < now).OrderBy(r => r.HeldUntil), cancellation);
        await Remove(db.Forgotten.Where(f => f.AskedAt < deletedBefore).OrderBy(f => f.AskedAt), cancellation);
        var gone = db.Users.Where(u => u.DeletedAt != null && u.DeletedAt < deletedBefore && u.CleanupSince == null && u.PendingSince == null);
        await Remove(gone.OrderBy(u => u.DeletedAt), cancellation);
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
