using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Begins recounts and works them off in slices. What comes in meanwhile is counted by the rules of now anyway.</summary>
public sealed class Recounts(
    IDbContextFactory<ResultsDb> databases, CountedStandings standings, AnswerKeys keys, RankedQuizzes ranked, TimeProvider clock, ILogger<Recounts> log)
{
    // Grows when boards, statistics or analytics come to be counted in another way.
    private const int Rules = 4;

    private const int SwitchedAtOnce = 5_000; // analytics: to find them, all are listed

    /// <summary>Everybody, if the boards were last counted by other rules: before an upgrade, or before the setting was changed.</summary>
    /// <returns>That of everybody.</returns>
    public Task<Recount> BeginForRules(CancellationToken cancellation) =>
        Begin(null, CauseOf(ranked.OnlyFeatured), cancellation);

    /// <summary>Everybody once more or, while they are being counted, still.</summary>
    public async Task BeginAgain(CancellationToken cancellation)
    {
        await BeginForRules(cancellation);
        await databases.Repeat(async db =>
        {
            if (await OfAll(db, cancellation) is { Done: true } done)
                done.Restart(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
    }

    /// <summary>That of everybody; null where none was ever begun.</summary>
    public static ValueTask<Recount?> OfAll(ResultsDb db, CancellationToken cancellation) =>
        db.Find<Recount>(Recount.PartitionValue, Recount.IdOf(null), cancellation);

    /// <summary>What makes everybody be counted anew, once: the rules of this version.</summary>
    public static string CauseOf(bool onlyFeatured) => $"rules {Rules}, {(onlyFeatured ? "featured" : "all")} quizzes";

    /// <summary>The players of a quiz that was marked, or is no longer; nothing where marks do not matter.</summary>
    /// <param name="revision">The quiz's revision that the mark is from.</param>
    public async Task BeginForMark(string quizId, int revision, CancellationToken cancellation)
    {
        if (ranked.OnlyFeatured)
            await Begin(quizId, $"revision {revision}", cancellation);
    }

    /// <summary>Goes on with what was begun.</summary>
    /// <param name="until">When no slice is begun any more.</param>
    /// <returns>Whether all is done.</returns>
    public async Task<bool> Continue(DateTimeOffset until, CancellationToken cancellation)
    {
        // Where marks do not matter, nothing but everybody is counted anew.
        foreach (var id in ranked.OnlyFeatured ? await databases.Repeat(Unfinished, cancellation) : [Recount.IdOf(null)])
        {
            while (await databases.Repeat(db => Slice(db, id, cancellation), cancellation))
            {
                if (clock.GetUtcNow() > until)
                    return false;
            }
        }

        return true;

        Task<List<string>> Unfinished(ResultsDb db) =>
            db.Set<Recount>().AsNoTracking().Where(r => r.Partition == Recount.PartitionValue && !r.Done).Select(r => r.Id).ToListAsync(cancellation);
    }

    private Task<Recount> Begin(string? quizId, string cause, CancellationToken cancellation) => databases.Repeat(async db =>
    {
        var recount = await db.Find<Recount>(Recount.PartitionValue, Recount.IdOf(quizId), cancellation)
            ?? db.Add(new Recount(quizId, standingsCounted: quizId is not null || !await BoardsInUse.AnyOld(db, cancellation))).Entity;
        recount.Begin(cause, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return recount;
    }, cancellation);

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> Slice(ResultsDb db, string id, CancellationToken cancellation)
    {
        if (await db.Find<Recount>(Recount.PartitionValue, id, cancellation) is not { Done: false } recount)
            return false;
        recount.GoOn();
        if (recount.QuizId is null && recount.UpTo == DateTimeOffset.MinValue)
            await RestartPlaces(recount.Generation, cancellation);

        var (results, upTo) = await ResultsInOrder.From(db, recount.UpTo, recount.QuizId, cancellation);
        var players = results.Select(r => r.UserId).Distinct().ToList();
        long? generation = recount.QuizId is null ? recount.Generation : null;
        var uncounted = players.Except(await Counted(db, players, generation, cancellation)).ToList();
        await databases.WriteAbout(
            uncounted, left => Count([.. uncounted.Where(userId => !left.Contains(userId))], generation, cancellation), clock, cancellation);
        if (recount.QuizId is null)
            await CountAnalytics(results, recount.Generation, cancellation);

        if (upTo is { } reached)
            recount.Reached(reached);
        else if (recount.QuizId is not null)
            recount.End();
        else if (recount.StandingsCounted)
        {
            if (await RemoveOld(cancellation) || await SwitchAnalytics(db, recount.Generation, cancellation))
                return true;
            if (await CompletePlaces(recount.Generation, cancellation))
                recount.End();
            else
                recount.Restart(clock.GetUtcNow());
        }
        else
            recount.Counted();

        await db.SaveChangesAsync(cancellation);
        if (recount.Done)
        {
            var what = recount.QuizId is null ? "All boards, statistics and analytics" : $"Boards and statistics of the players of {recount.QuizId}";
            log.LogInformation("{What} are counted anew: {Cause}", what, recount.Cause);
        }

        return !recount.Done;
    }

    // In this order: who has standings over all quizzes of this generation has been counted.
    private async Task Count(IReadOnlyCollection<string> userIds, long? generation, CancellationToken cancellation)
    {
        await databases.RepeatEach(userIds, (db, userId, token) => UpdateStatistics.CountAnew(db, userId, [], token), cancellation);
        await standings.CountAnew(userIds, [], cancellation, generation);
    }

    private async Task CountAnalytics(List<Result> results, long generation, CancellationToken cancellation)
    {
        var told = new List<ResultSubmitted>();
        foreach (var result in results)
        {
            try
            {
                told.Add(result.ToEvent(await keys.Version(result.QuizId, result.QuizVersion, cancellation)));
            }
            catch (ProblemException e) when (e.Status == 404)
            {
                log.LogError("No analytics count {Result}: there is no version {Version} of {Quiz}", result.Id, result.QuizVersion, result.QuizId);
            }
        }

        await databases.RepeatEach(
            told.GroupBy(t => t.QuizId),
            (db, quiz, token) => CountedAnalytics.CountStored(db, quiz.Key, generation, [.. quiz], token), cancellation);
    }

    // Once all results are counted in the next ones; some at once, and tells whether there may be more. Also where somebody was slow, and made next ones after
    // the switch.
    private async Task<bool> SwitchAnalytics(ResultsDb db, long generation, CancellationToken cancellation)
    {
        var all = await db.Set<QuizAnalytics>().Select(a => new { a.Partition, a.IsNext, a.Generation }).ToListAsync(cancellation);
        var some = all.Where(a => a.Generation < generation || (a.IsNext && a.Generation == generation)).Select(a => a.Partition).Distinct()
            .Take(SwitchedAtOnce).ToList();
        await databases.RepeatEach(some, (fresh, quizId, token) => CountedAnalytics.Switch(fresh, quizId, generation, token), cancellation);
        return some.Count > 0;
    }

    // The boards of older versions, which nobody is shown any more; some at once, and tells whether there may be more.
    private async Task<bool> RemoveOld(CancellationToken cancellation) => await databases.Repeat(async db =>
    {
        var old = await db.Set<Standing>().OrderBy(s => s.UserId).Take(2_000).ToListAsync(cancellation);
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

    // A player comes up with each of their results.
    private static async Task<List<string>> Counted(ResultsDb db, List<string> players, long? generation, CancellationToken cancellation)
    {
        if (generation is null)
            return [];
        var partition = Standings.PartitionOf(null);
        return await db.Standings.Where(s => s.Partition == partition && players.Contains(s.UserId) && s.RecountedIn == generation)
            .Select(s => s.UserId).ToListAsync(cancellation);
    }
}
