using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Begins recounts and works them off in slices. What comes in meanwhile is counted by the rules of now anyway.</summary>
public sealed class Recounts(
    IDbContextFactory<ResultsDb> databases, CountedStandings standings, AnswerKeys keys, RankedQuizzes ranked, IOptions<ResultsOptions> options,
    TimeProvider clock, ILogger<Recounts> log)
{
    // Grows when boards, statistics or analytics come to be counted in another way.
    private const int Rules = 4;

    private const int RemovedAtOnce = 500;
    private const int CountsAtOnce = 1_000;

    private const int SwitchedAtOnce = 5_000; // analytics: to find them, all are listed

    /// <summary>Everybody, if the boards were last counted by other rules, or in other shards: before an upgrade, or before a setting was changed.</summary>
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

    /// <summary>Takes away the standings of layouts that nobody is shown any more, with their counts.</summary>
    /// <param name="until">When nothing more is taken away.</param>
    public async Task RemoveDisused(DateTimeOffset until, CancellationToken cancellation)
    {
        var partitions = await Partitions(cancellation); // first: what is in no layout then is in none any more
        var recount = await databases.Repeat(async db => await OfAll(db, cancellation), cancellation);
        if (recount?.HasDisused(clock.GetUtcNow()) != true)
            return;
        var layouts = BoardLayout.Counting(recount);
        foreach (var partition in partitions.Where(partition => !layouts.Any(layout => layout.Has(partition))))
        {
            while (await RemoveSome(partition, cancellation))
            {
                if (clock.GetUtcNow() > until)
                    return;
            }
        }

        await databases.Repeat(async db =>
        {
            if (await OfAll(db, cancellation) is { } now && now.DisusedSince == recount.DisusedSince)
                now.RemovedDisused();
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
    }

    // The counts last, by which the others are found.
    private async Task<bool> RemoveSome(string partition, CancellationToken cancellation)
    {
        var ids = await databases.Repeat(
            db => db.Standings.Where(s => s.Partition == partition).OrderBy(s => s.UserId).Select(s => s.Id).Take(RemovedAtOnce).ToListAsync(cancellation),
            cancellation);
        await databases.RepeatEach(ids.Chunk(RemovedAtOnce / 8), async (db, some, token) =>
        {
            db.RemoveRange(await db.Standings.Where(s => s.Partition == partition && some.Contains(s.Id)).ToListAsync(token));
            await db.SaveChangesAsync(token);
        }, cancellation);
        if (ids.Count > 0)
            return true;

        await databases.Repeat(async db =>
        {
            db.RemoveRange(await db.Set<PlaceNode>().Where(n => n.Partition == partition).ToListAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            db.RemoveRange(await db.Set<PlaceCounts>().Where(c => c.Partition == partition).ToListAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
        return false;
    }

    private Task<Recount> Begin(string? quizId, string cause, CancellationToken cancellation) => databases.Repeat(async db =>
    {
        var recount = await db.Find<Recount>(Recount.PartitionValue, Recount.IdOf(quizId), cancellation)
            ?? db.Add(new Recount(quizId, standingsCounted: quizId is not null || !await BoardsInUse.AnyOld(db, cancellation))).Entity;
        recount.Begin(cause, clock.GetUtcNow(), quizId is null ? options.Value.BoardShards : null);
        await db.SaveChangesAsync(cancellation);
        return recount;
    }, cancellation);

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> Slice(ResultsDb db, string id, CancellationToken cancellation)
    {
        if (await db.Find<Recount>(Recount.PartitionValue, id, cancellation) is not { Done: false } recount)
            return false;
        recount.GoOn();
        var layout = recount.QuizId is null ? BoardLayout.Counting(recount)[^1] : null;
        if (layout is not null && recount.UpTo == DateTimeOffset.MinValue && recount.NextLayout is null
            && await RestartPlaces(layout, recount.Generation, cancellation))
            return true;

        var (results, upTo) = await ResultsInOrder.From(db, recount.UpTo, recount.QuizId, cancellation);
        var players = results.Select(r => r.UserId).Distinct().ToList();
        var uncounted = layout is null ? players : [.. players.Except(await Counted(db, layout, players, recount.Generation, cancellation))];
        // About all of them: who is counted already may have left just then, and whoever was to take that away was killed.
        await databases.WriteAbout(
            players, left => Count(layout, [.. uncounted.Where(userId => !left.Contains(userId))], recount.Generation, cancellation), clock, cancellation);
        if (layout is not null)
            await CountAnalytics(results, recount.Generation, cancellation);

        if (upTo is { } reached && !(layout is not null && recount.IsEnough(reached)))
            recount.Reached(reached);
        else if (layout is null)
            recount.End(clock.GetUtcNow());
        else if (recount.StandingsCounted)
        {
            if (await RemoveOld(cancellation) || await SwitchAnalytics(db, recount.Generation, cancellation))
                return true;
            if (await CompletePlaces(layout, recount.Generation, cancellation) is not { } areComplete)
                return true;
            if (areComplete)
                recount.End(clock.GetUtcNow());
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
    private async Task Count(BoardLayout? layout, IReadOnlyCollection<string> userIds, long generation, CancellationToken cancellation)
    {
        await databases.RepeatEach(userIds, (db, userId, token) => UpdateStatistics.CountAnew(db, userId, [], token), cancellation);
        if (layout is null)
            await standings.CountAnew(userIds, [], cancellation);
        else
            await standings.CountAnewIn(layout, userIds, [], generation, cancellation);
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

    // Until all are counted anew, places are told by counting standings. Some at once, and tells whether there may be more.
    private async Task<bool> RestartPlaces(BoardLayout layout, long generation, CancellationToken cancellation)
    {
        var older = await databases.Repeat(
            db => db.Set<PlaceCounts>().Where(c => c.Generation < generation).Select(c => c.Partition).ToListAsync(cancellation), cancellation);
        return await ChangeCounts(older.Where(layout.Has), (_, counts) =>
        {
            if (counts.Generation < generation)
                counts.Restart(generation);
            return Task.CompletedTask;
        }, cancellation);
    }

    // Whom nothing has led to, since there are no results of theirs. Some at once, and tells whether there may be more.
    private async Task<bool> RemoveWithoutResults(BoardLayout layout, IReadOnlyCollection<string> partitions, long generation, CancellationToken cancellation)
    {
        var found = new ConcurrentBag<string>();
        await databases.RepeatEach(partitions, async (db, partition, token) =>
        {
            foreach (var userId in await Uncounted(db, partition).OrderBy(s => s.UserId).Select(s => s.UserId).Take(RemovedAtOnce).ToListAsync(token))
                found.Add(userId);
        }, cancellation);
        var players = found.Distinct().Take(RemovedAtOnce).ToList();
        if (players.Count == 0)
            return false;

        await databases.WriteAbout(
            players, left => Count(layout, [.. players.Where(userId => !left.Contains(userId))], generation, cancellation), clock, cancellation);
        await databases.RepeatEach(partitions, async (db, partition, token) =>
        {
            db.RemoveRange(await Uncounted(db, partition).Where(s => players.Contains(s.UserId)).ToListAsync(token)); // where nobody looks for theirs
            await db.SaveChangesAsync(token);
        }, cancellation);
        return true;

        IQueryable<Standings> Uncounted(ResultsDb db, string partition) =>
            db.Standings.Where(s => s.Partition == partition && s.PlacesGeneration != generation);
    }

    // Some at once; null where there may be more. False where a writer that knew nothing of the recount has begun counts of a generation before meanwhile.
    private async Task<bool?> CompletePlaces(BoardLayout layout, long generation, CancellationToken cancellation)
    {
        var parts = await databases.Repeat(
            db => db.Set<PlaceCounts>().Where(c => !c.Whole).Select(c => new { c.Partition, c.Generation }).ToListAsync(cancellation), cancellation);
        parts.RemoveAll(c => !layout.Has(c.Partition));
        if (parts.Exists(c => c.Generation < generation))
            return false;
        var partitions = parts.ConvertAll(c => c.Partition);
        if (await RemoveWithoutResults(layout, [.. partitions.Take(CountsAtOnce)], generation, cancellation))
            return null;
        var isMore = await ChangeCounts(partitions, async (db, counts) =>
        {
            if (counts.Whole || counts.Generation != generation)
                return;
            counts.Complete();
            db.RemoveRange(await db.Set<PlaceNode>().Where(n => n.Partition == counts.Partition && n.Generation != generation).ToListAsync(cancellation));
        }, cancellation);
        return isMore ? null : true;
    }

    // Of the first of them; tells whether there are more.
    private async Task<bool> ChangeCounts(IEnumerable<string> partitions, Func<ResultsDb, PlaceCounts, Task> change, CancellationToken cancellation)
    {
        var all = partitions.ToList();
        await databases.RepeatEach(all.Take(CountsAtOnce), async (db, partition, token) =>
        {
            if (await db.Find<PlaceCounts>(partition, PlaceCounts.IdOf(BoardLayout.QuizOf(partition)), token) is { } counts)
                await change(db, counts);
            await db.SaveChangesAsync(token);
        }, cancellation);
        return all.Count > CountsAtOnce;
    }

    // Of standings: those are counted before they come.
    private Task<List<string>> Partitions(CancellationToken cancellation) =>
        databases.Repeat(db => db.Set<PlaceCounts>().Select(c => c.Partition).ToListAsync(cancellation), cancellation);

    // A player comes up with each of their results.
    private static async Task<List<string>> Counted(
        ResultsDb db, BoardLayout layout, List<string> players, long generation, CancellationToken cancellation)
    {
        var partitions = layout.PartitionsOf(null).ToList();
        return await db.Standings.Where(s => partitions.Contains(s.Partition) && players.Contains(s.UserId) && s.RecountedIn == generation)
            .Select(s => s.UserId).ToListAsync(cancellation);
    }
}
