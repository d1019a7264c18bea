using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
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
    public static async Task<bool> HasLeft(this ResultsDb db, string userId, CancellationToken cancellation) =>
        await db.FindStored<Player>(Player.PartitionValue, Player.IdOf(userId), cancellation) is { Deleted: true };

    /// <summary>
    /// Which of those people have left and, where what they submitted afterwards is erased, when (<see cref="IsLate"/>), by user id, read anew.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> WhoLeft(
        this ResultsDb db, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var ids = userIds.Select(Player.IdOf).ToList();
        if (ids.Count > 2)
            return await Left(
                db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue && ids.Contains(p.Id) && p.Deleted), cancellation);
        var left = new Dictionary<string, DateTimeOffset?>();
        foreach (var id in ids)
        {
            if (await db.FindStored<Player>(Player.PartitionValue, id, cancellation) is { Deleted: true } player)
                left[player.UserId] = player.EndedAt;
        }

        return left;
    }

    /// <summary>Which of the players of those results have left.</summary>
    public static Task<IReadOnlyDictionary<string, DateTimeOffset?>> WhoLeft(
        this ResultsDb db, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation) =>
        db.WhoLeft([.. told.Select(t => t.UserId).Distinct()], cancellation);

    /// <summary>All who have left.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> WhoLeft(this ResultsDb db, CancellationToken cancellation) =>
        await Left(db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue && p.DeletedAt != null), cancellation);

    /// <summary>Whether something came in after its player's account was gone.</summary>
    public static bool IsLate(this IReadOnlyDictionary<string, DateTimeOffset?> left, string userId, DateTimeOffset submittedAt) =>
        left.TryGetValue(userId, out var deletedAt) && submittedAt > deletedAt;

    /// <summary>
    /// Writes something about people who may be leaving meanwhile: nothing about those who have left, and nothing stays of those who leave while it is
    /// written.
    /// </summary>
    /// <param name="write">Is told who has left.</param>
    /// <param name="quizIds">By user id, what may have been written about before, where nothing else tells of it any more.</param>
    public static async Task WriteAbout(
        this IDbContextFactory<ResultsDb> databases, IReadOnlyCollection<string> userIds, Func<IReadOnlySet<string>, Task> write, TimeProvider clock,
        CancellationToken cancellation, ILookup<string, string>? quizIds = null)
    {
        await write(await Left());
        foreach (var userId in await Left())
            await databases.EraseTraces(userId, clock, cancellation, quizIds?[userId]);

        Task<HashSet<string>> Left() => databases.Repeat(
            async db => (await db.WhoLeft(userIds, cancellation)).Keys.ToHashSet(StringComparer.Ordinal), cancellation);
    }

    /// <summary>
    /// Takes away standings, statistics, and results that came after the deletion. Of a guest whom an account keeps nothing is late: all results go over to
    /// the account. May be repeated, and broken off anywhere.
    /// </summary>
    /// <param name="quizIds">Where the person may have been about to stand, beside what the store tells.</param>
    public static async Task EraseTraces(
        this IDbContextFactory<ResultsDb> databases, string userId, TimeProvider clock, CancellationToken cancellation, IEnumerable<string>? quizIds = null)
    {
        foreach (var shard in await databases.Repeat(db => db.Shards(userId, quizIds ?? [], cancellation), cancellation))
            await new PlacedShard(databases, shard, clock).Change([userId], _ => Outcome.Remove, cancellation);
        await databases.Repeat(async db =>
        {
            db.RemoveRange(await db.Set<Standing>().Where(s => s.UserId == userId).ToListAsync(cancellation));
            if (await db.Find<PlayerStatistics>(userId, PlayerStatistics.IdOf(userId), cancellation) is { } statistics)
                db.Remove(statistics);
            await db.SaveChangesAsync(cancellation);
        }, cancellation);

        // The figures first: should this be broken off between the two, the results still say which figures to count.
        var late = await databases.Repeat(db => db.Late(userId, cancellation), cancellation);
        foreach (var quiz in late.GroupBy(r => r.QuizId))
        {
            await databases.Repeat(async db =>
            {
                var told = await db.Told(quiz.Key, quiz, cancellation);
                await CountedAnalytics.Count(db, quiz.Key, told, cancellation);
            }, cancellation);
        }

        await databases.Repeat(async db =>
        {
            db.RemoveRange(await db.Late(userId, cancellation));
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
        await databases.MoveKept(userId, clock, cancellation);
    }

    // The partitions where the player has standings, or may have been about to.
    private static async Task<HashSet<string>> Shards(this ResultsDb db, string userId, IEnumerable<string> quizIds, CancellationToken cancellation)
    {
        var layouts = BoardLayout.Counting(await Recounts.OfAll(db, cancellation));
        var standings = await db.Standings.Where(s => s.UserId == userId).Select(s => s.Partition).ToListAsync(cancellation);
        var results = await db.Results.Where(r => r.Partition == userId).Select(r => r.QuizId).ToListAsync(cancellation);
        HashSet<string?> boards = [null, .. standings.Select(BoardLayout.QuizOf), .. results, .. quizIds];
        return [.. standings, .. layouts.SelectMany(_ => boards, (layout, quizId) => layout.PartitionOf(quizId, userId))];
    }

    private static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> Left(IQueryable<Player> left, CancellationToken cancellation) =>
        await left.ToDictionaryAsync(p => p.UserId, p => p.EndedAt, cancellation);

    private static async Task<List<Result>> Late(this ResultsDb db, string userId, CancellationToken cancellation) =>
        await db.Find<Player>(Player.PartitionValue, Player.IdOf(userId), cancellation) is { EndedAt: { } endedAt }
            ? await db.Results.Where(r => r.Partition == userId && r.SubmittedAt > endedAt).ToListAsync(cancellation)
            : [];
}
