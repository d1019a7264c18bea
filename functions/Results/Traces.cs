using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// What shows that somebody was here. A deletion wins whenever it comes: <see cref="OnUserEvent"/> marks the player and then erases;
/// whoever writes a trace looks for the mark once more after the save, and erases too. Results from before the deletion stay, under an
/// id that names nobody any more; one submitted later, with a token that outlived the account, goes.
/// </summary>
internal static class Traces
{
    /// <summary>Whether the person has left, read anew whatever the context has loaded before.</summary>
    public static async Task<bool> HasLeft(this ResultsDb db, string userId, CancellationToken cancellation)
    {
        var id = Player.IdOf(userId);
        return await db.Players.AsNoTracking().FirstOrDefaultAsync(p => p.Partition == Player.PartitionValue && p.Id == id, cancellation) is { Deleted: true };
    }

    /// <summary>When the accounts of those players were deleted, by user id; who is still there is not in it.</summary>
    public static async Task<Dictionary<string, DateTimeOffset>> WhoLeft(
        this ResultsDb db, Func<IQueryable<Player>, IQueryable<Player>> which, CancellationToken cancellation)
    {
        var players = await which(db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue))
            .Select(p => new { p.UserId, p.DeletedAt })
            .ToListAsync(cancellation);
        return players.Where(p => p.DeletedAt is not null).ToDictionary(p => p.UserId, p => p.DeletedAt!.Value);
    }

    /// <summary>Whether something came in after its player's account was gone.</summary>
    public static bool IsLate(this IReadOnlyDictionary<string, DateTimeOffset> left, string userId, DateTimeOffset submittedAt) =>
        left.TryGetValue(userId, out var deletedAt) && submittedAt > deletedAt;

    /// <summary>
    /// Writes something about a person who may be leaving meanwhile: nothing once they have left, and nothing stays if they leave while it is written.
    /// </summary>
    public static async Task WriteAbout(
        this IDbContextFactory<ResultsDb> databases, string userId, ResultsDb db, Func<Task> write, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await db.HasLeft(userId, cancellation))
            await write();
        if (await db.HasLeft(userId, cancellation))
            await databases.EraseTraces(userId, clock, cancellation);
    }

    /// <summary>
    /// Takes away standings, statistics, and results that came after the deletion. Of a guest whom an account keeps nothing is late: all results go over to
    /// the account. May be repeated, and broken off anywhere.
    /// </summary>
    public static async Task EraseTraces(
        this IDbContextFactory<ResultsDb> databases, string userId, TimeProvider clock, CancellationToken cancellation)
    {
        await databases.Repeat(async db =>
        {
            db.RemoveRange(await db.Standings.Where(s => s.UserId == userId).ToListAsync(cancellation));
            db.RemoveRange(await db.Set<Standing>().Where(s => s.UserId == userId).ToListAsync(cancellation));
            if (await db.Find<PlayerStatistics>(userId, PlayerStatistics.IdOf(userId), cancellation) is { } statistics)
                db.Remove(statistics);
            await db.SaveChangesAsync(cancellation);
        }, cancellation);

        // The figures first: should this be broken off between the two, the results still say which figures to count.
        var late = await databases.Repeat(db => db.Late(userId, cancellation), cancellation);
        foreach (var quizId in late.Select(r => r.QuizId).Distinct())
            await databases.Repeat(db => UpdateAnalytics.CountAnew(db, quizId, cancellation), cancellation);
        await databases.Repeat(async db =>
        {
            db.RemoveRange(await db.Late(userId, cancellation));
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
        await databases.MoveKept(userId, clock, cancellation);
    }

    private static async Task<List<Result>> Late(this ResultsDb db, string userId, CancellationToken cancellation) =>
        await db.Find<Player>(Player.PartitionValue, Player.IdOf(userId), cancellation) is { DeletedAt: { } deletedAt, KeptBy: null }
            ? await db.Results.Where(r => r.Partition == userId && r.SubmittedAt > deletedAt).ToListAsync(cancellation)
            : [];
}
