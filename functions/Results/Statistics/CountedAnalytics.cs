using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>
/// Counts results in the analytics of their quiz and, while everything is recounted, in those of the next generation too: a result is told after it is stored,
/// so either its telling finds the recount begun, or the recount finds the result stored.
/// </summary>
internal static class CountedAnalytics
{
    /// <summary>Counts results of a quiz or, where these are not to count, takes them back.</summary>
    /// <returns>Who of the players has left, and when.</returns>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> Count(
        ResultsDb db, string quizId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        var recount = await Recounts.OfAll(db, cancellation);
        var left = await db.WhoLeft(told, cancellation);
        var analytics = await Find(db, quizId, cancellation);
        // In this order, from the look at those of now to their save, changed or not: whoever switches between the two has the next ones with these, or makes
        // that save fail.
        var hasNext = recount is { Done: false } && (analytics?.Generation ?? 0) < recount.Generation;
        if (hasNext)
            await CountNext(db, quizId, recount!.Generation, told, left, cancellation);

        analytics ??= db.Add(new QuizAnalytics(quizId)).Entity;
        if (!await TryCount(db, analytics, told, left, cancellation) && !hasNext)
            analytics.CountAnew(await All(db, quizId, cancellation));
        if (hasNext && db.Entry(analytics).State != EntityState.Added)
            db.Entry(analytics).State = EntityState.Modified;
        await db.SaveChangesAsync(cancellation);
        return left;
    }

    /// <summary>Counts stored results of a quiz in the analytics of the next generation only.</summary>
    /// <param name="generation">That of the recount.</param>
    public static async Task CountStored(
        ResultsDb db, string quizId, long generation, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        var analytics = await Find(db, quizId, cancellation);
        if (analytics?.Generation >= generation)
            return;
        await CountNext(db, quizId, generation, told, await db.WhoLeft(told, cancellation), cancellation);
        if (analytics is null)
            db.Add(new QuizAnalytics(quizId));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Puts the recounted analytics in the place of those of now, once all results are counted in them.</summary>
    public static async Task Switch(ResultsDb db, string quizId, long generation, CancellationToken cancellation)
    {
        if (await Find(db, quizId, cancellation) is { } analytics && analytics.Generation < generation)
        {
            var recount = await Recounts.OfAll(db, cancellation);
            await CountUnknown(db, analytics, generation, cancellation);
            var next = await FindNext(db, quizId, cancellation);
            if (next is null || next.Generation < generation)
                next = QuizAnalytics.Next(quizId, generation); // where it has no results any more
            if (recount?.Generation != generation || next.Generation != generation)
                return; // overtaken by another recount
            analytics.Become(next);
            await db.SaveChangesAsync(cancellation);
        }

        if (await FindNext(db, quizId, cancellation) is { } done && done.Generation <= generation)
            db.Remove(done); // also where somebody made them after the switch
        var kept = db.Set<CountedResults>().Where(c => c.Partition == quizId && c.Generation < generation).OrderByDescending(c => c.From).Take(50);
        do
            await db.SaveChangesAsync(cancellation);
        while (await RemoveSome());

        async Task<bool> RemoveSome()
        {
            var some = await kept.ToListAsync(cancellation);
            db.RemoveRange(some);
            return some.Count > 0;
        }
    }

    private static ValueTask<QuizAnalytics?> Find(ResultsDb db, string quizId, CancellationToken cancellation) =>
        db.Find<QuizAnalytics>(quizId, QuizAnalytics.IdOf(quizId), cancellation);

    private static ValueTask<QuizAnalytics?> FindNext(ResultsDb db, string quizId, CancellationToken cancellation) =>
        db.Find<QuizAnalytics>(quizId, QuizAnalytics.NextIdOf(quizId), cancellation);

    private static async Task CountNext(
        ResultsDb db, string quizId, long generation, IReadOnlyCollection<ResultSubmitted> told, IReadOnlyDictionary<string, DateTimeOffset?> left,
        CancellationToken cancellation)
    {
        var next = await FindNext(db, quizId, cancellation) ?? db.Add(QuizAnalytics.Next(quizId, generation)).Entity;
        if (next.Generation > generation)
            return; // of a later recount, which finds these stored
        if (next.Generation < generation)
            next.Become(QuizAnalytics.Next(quizId, generation));
        if (!await TryCount(db, next, told, left, cancellation))
            throw new InvalidOperationException($"Of the analytics of {quizId} that are being recounted it is not known what they count.");
        await db.SaveChangesAsync(cancellation);
    }

    // Instances of versions that know of no next ones may have counted some in those of now alone, since the recount went past these.
    private static async Task CountUnknown(ResultsDb db, QuizAnalytics analytics, long generation, CancellationToken cancellation)
    {
        var quizId = analytics.Partition;
        var next = await FindNext(db, quizId, cancellation);
        var unknown = analytics.Remembered.Concat(analytics.Forgetting ?? []).Except(next?.Remembered ?? []).Except(next?.Forgetting ?? []);
        if (unknown.Min(StringComparer.Ordinal) is not { } first)
            return;
        var since = TimeMark.Read(first);
        var results = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && r.SubmittedAt >= since).ToListAsync(cancellation);
        var told = await db.Told(quizId, results, cancellation);
        await CountNext(db, quizId, generation, told, await db.WhoLeft(told, cancellation), cancellation);
    }

    private static async Task<bool> TryCount(
        ResultsDb db, QuizAnalytics analytics, IReadOnlyCollection<ResultSubmitted> told, IReadOnlyDictionary<string, DateTimeOffset?> left,
        CancellationToken cancellation)
    {
        // What its author did counts nowhere, and has counted only where they played as a guest.
        var counting = told.Where(t => !t.ByAuthor || t.KeptFrom is not null).ToList();
        var counts = counting.ToLookup(t => !t.ByAuthor && !left.IsLate(t.UserId, t.SubmittedAt));
        await CountedResults.Keep(db, analytics, cancellation);
        var kept = await CountedResults.Around(db, analytics, analytics.Unsure(counting), cancellation);
        return analytics.TryCount([.. counts[true]], [.. counts[false]], kept);
    }

    // In a store of an older version, of whose results it is not known which were counted.
    private static async Task<List<ResultSubmitted>> All(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var results = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && (!r.ByAuthor || r.KeptFrom != null)).ToListAsync(cancellation);
        var moved = results.Select(r => r.KeptFrom).ToHashSet(StringComparer.Ordinal); // of which the guest's own may still be there
        var left = await db.WhoLeft(cancellation);
        var counting = results.Where(r => !r.ByAuthor && !moved.Contains(r.PublicId) && !left.IsLate(r.UserId, r.SubmittedAt));
        return await db.Told(quizId, counting, cancellation);
    }
}
