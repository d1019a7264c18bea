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

        db.RemoveRange(await RunOut(db, now).ToListAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The sessions and people whose last token has expired, and whom the next <see cref="KeepRevocation"/> at that time forgets.</summary>
    public static Task<List<string>> RevocationsRunOut(this DocumentDb db, DateTimeOffset now, CancellationToken cancellation) =>
        RunOut(db, now).Select(r => r.Subject).ToListAsync(cancellation);

    private static IQueryable<Revocation> RunOut(DocumentDb db, DateTimeOffset now) =>
        db.Set<Revocation>().Where(r => r.Partition == Revocation.PartitionValue && r.Until < now).OrderBy(r => r.Until).Take(50);
}
