using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Begins recounts and works them off in slices. What comes in meanwhile is counted by the rules of now anyway.</summary>
public sealed class Recounts(
    IDbContextFactory<ResultsDb> databases, CountedStandings standings, BoardsInUse boards, RankedQuizzes ranked, TimeProvider clock, ILogger<Recounts> log)
{
    // Grows when boards or statistics come to be counted in another way.
    private const int Rules = 3;

    private const int SliceLength = 200; // results
    private const int Parallelism = 8;
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4); // the timer's five, but for some time to stop in

    /// <summary>Everybody, if the boards were last counted by other rules: before an upgrade, or before the setting was changed.</summary>
    public Task BeginForRules(CancellationToken cancellation) =>
        Begin(null, CauseOf(ranked.OnlyFeatured), cancellation);

    /// <summary>What makes everybody be counted anew, once: the rules of this version.</summary>
    public static string CauseOf(bool onlyFeatured) => $"rules {Rules}, {(onlyFeatured ? "featured" : "all")} quizzes";

    /// <summary>The players of a quiz that was marked, or is no longer; nothing where marks do not matter.</summary>
    /// <param name="revision">The quiz's revision that the mark is from.</param>
    public async Task BeginForMark(string quizId, int revision, CancellationToken cancellation)
    {
        if (ranked.OnlyFeatured)
            await Begin(quizId, $"revision {revision}", cancellation);
    }

    /// <summary>Goes on with what was begun, for some minutes at most.</summary>
    public async Task Continue(CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        // Where marks do not matter, nothing but everybody is counted anew.
        foreach (var id in ranked.OnlyFeatured ? await databases.Repeat(Unfinished, cancellation) : [Recount.IdOf(null)])
        {
            while (await databases.Repeat(db => Slice(db, id, cancellation), cancellation))
            {
                if (clock.GetElapsedTime(since) > LongestRun)
                    return;
            }
        }

        Task<List<string>> Unfinished(ResultsDb db) =>
            db.Set<Recount>().AsNoTracking().Where(r => r.Partition == Recount.PartitionValue && !r.Done).Select(r => r.Id).ToListAsync(cancellation);
    }

    private Task Begin(string? quizId, string cause, CancellationToken cancellation) => databases.Repeat(async db =>
    {
        var recount = await db.Find<Recount>(Recount.PartitionValue, Recount.IdOf(quizId), cancellation)
            ?? db.Add(new Recount(quizId, standingsCounted: quizId is not null || !await BoardsInUse.AnyOld(db, cancellation))).Entity;
        recount.Begin(cause, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
    }, cancellation);

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> Slice(ResultsDb db, string id, CancellationToken cancellation)
    {
        if (await db.Find<Recount>(Recount.PartitionValue, id, cancellation) is not { Done: false } recount)
            return false;
        if (recount.QuizId is null && recount.UpTo == DateTimeOffset.MinValue)
        {
            await CountQuizzesOfAuthors(db, cancellation);
            await RestartPlaces(recount.Generation, cancellation);
        }

        var (players, upTo) = await Next(db, recount, cancellation);
        var uncounted = players.Except(await Counted(db, players, recount.Generation, cancellation)).ToList();
        await databases.WriteAbout(uncounted, left => Count([.. uncounted.Where(userId => !left.Contains(userId))], cancellation), clock, cancellation);

        if (upTo is { } reached)
            recount.Reached(reached);
        else if (recount.QuizId is not null)
            recount.End();
        else if (recount.StandingsCounted)
        {
            if (await RemoveOld(cancellation))
                return true;
            if (await CompletePlaces(recount.Generation, cancellation))
                recount.End();
            else
                recount.Reached(DateTimeOffset.MinValue);
        }
        else
            recount.Counted();

        await db.SaveChangesAsync(cancellation);
        if (recount.Done)
        {
            var whom = recount.QuizId is null ? "everybody" : $"the players of {recount.QuizId}";
            log.LogInformation("Boards and statistics of {Whom} are counted anew: {Cause}", whom, recount.Cause);
        }

        return !recount.Done;
    }

    // In this order: who has standings over all quizzes has been counted.
    private async Task Count(IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            userIds, options, async (userId, token) => await databases.Repeat(db => UpdateStatistics.CountAnew(db, userId, [], token), token));
        await standings.CountAnew(userIds, [], cancellation);
    }

    // The boards of older versions, which nobody is shown any more; some at once, and tells whether there may be more.
    private async Task<bool> RemoveOld(CancellationToken cancellation) => await databases.Repeat(async db =>
    {
        var old = await db.Set<Standing>().OrderBy(s => s.UserId).Take(10 * SliceLength).ToListAsync(cancellation);
        db.RemoveRange(old);
        await db.SaveChangesAsync(cancellation);
        return old.Count > 0;
    }, cancellation);

    // Until all are counted anew, places are told by counting standings.
    private Task RestartPlaces(long generation, CancellationToken cancellation) => ForEachCounts((_, counts) =>
    {
        if (counts.Generation < generation)
            counts.Restart(generation);
        return Task.CompletedTask;
    }, cancellation);

    // False where a writer that knew nothing of the recount has begun counts of a generation before meanwhile.
    private async Task<bool> CompletePlaces(long generation, CancellationToken cancellation)
    {
        var all = true;
        await ForEachCounts(async (db, counts) =>
        {
            all &= counts.Whole || counts.Generation >= generation;
            if (counts.Whole || counts.Generation != generation)
                return;
            counts.Complete();
            db.RemoveRange(await db.Set<PlaceNode>().Where(n => n.Partition == counts.Partition && n.Generation != generation).ToListAsync(cancellation));
        }, cancellation);
        return all;
    }

    private async Task ForEachCounts(Func<ResultsDb, PlaceCounts, Task> change, CancellationToken cancellation)
    {
        var partitions = await databases.Repeat(db => db.Set<PlaceCounts>().Select(c => c.Partition).ToListAsync(cancellation), cancellation);
        foreach (var quizId in partitions.Select(Standings.QuizOf))
        {
            await databases.Repeat(async db =>
            {
                if (await db.Find<PlaceCounts>(Standings.PartitionOf(quizId), PlaceCounts.IdOf(quizId), cancellation) is { } counts)
                    await change(db, counts);
                await db.SaveChangesAsync(cancellation);
            }, cancellation);
        }
    }

    // In a store of an older version, where a player comes up with each result.
    private async Task<List<string>> Counted(ResultsDb db, List<string> players, long generation, CancellationToken cancellation)
    {
        if (await boards.AreCounted(db, cancellation))
            return [];
        var partition = Standings.PartitionOf(null);
        return await db.Standings.Where(s => s.Partition == partition && players.Contains(s.UserId) && s.AllKey != null && s.PlacesGeneration == generation)
            .Select(s => s.UserId).ToListAsync(cancellation);
    }

    // The players of the next results, and when the last of these came in; null when there are no more.
    private static async Task<(List<string> Players, DateTimeOffset? UpTo)> Next(ResultsDb db, Recount recount, CancellationToken cancellation)
    {
        var (quizId, upTo) = (recount.QuizId, recount.UpTo);
        var results = db.Results.AsNoTracking().Where(r => r.SubmittedAt >= upTo);
        if (quizId is not null)
            results = results.Where(r => r.QuizId == quizId);

        // More of them, where so many came in at one moment that nothing would be reached.
        for (var take = SliceLength; ; take *= 2)
        {
            var rows = await results.OrderBy(r => r.SubmittedAt).Select(r => new { r.Partition, r.SubmittedAt }).Take(take).ToListAsync(cancellation);
            var players = rows.Select(r => r.Partition).Distinct().ToList();
            if (rows.Count < take)
                return (players, null);
            if (rows[^1].SubmittedAt > upTo)
                return (players, rows[^1].SubmittedAt);
        }
    }

    // Analytics too leave out what authors did on their own quizzes; before there were these rules they did not.
    private async Task CountQuizzesOfAuthors(ResultsDb db, CancellationToken cancellation)
    {
        foreach (var quizId in await db.Results.AsNoTracking().Where(r => r.ByAuthor).Select(r => r.QuizId).Distinct().ToListAsync(cancellation))
            await databases.Repeat(fresh => UpdateAnalytics.CountAnew(fresh, quizId, cancellation), cancellation);
    }
}
