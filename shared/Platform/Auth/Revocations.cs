using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform;

public static class Revocations
{
    /// <summary>Keeps what an event told, and forgets what has run out. Repeats and late arrivals change nothing.</summary>
    public static async Task KeepRevocation(
        this DocumentDb db, string subject, DateTimeOffset issuedBefore, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellation)
    {
        if (until > now)
        {
            if (await db.Find<Revocation>(Revocation.PartitionValue, Revocation.IdOf(subject), cancellation) is { } known)
                known.Widen(issuedBefore, until);
            else
                db.Add(new Revocation(subject, issuedBefore, until));
        }

        db.RemoveRange(await db.Set<Revocation>().Where(r => r.Partition == Revocation.PartitionValue && r.Until < now).Take(50).ToListAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
    }
}
