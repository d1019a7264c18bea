using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Keeps each quiz's analytics, every result counted once however often and in whatever order it is told. Those of the quiz's author do not
/// count; one that came after its player's account was gone is about to be erased and counts nowhere (<see cref="Traces"/>).
/// </summary>
public sealed class UpdateAnalytics(IDbContextFactory<ResultsDb> databases, TimeProvider clock)
{
    [Function(nameof(UpdateAnalytics))]
    public async Task Run(
        [ServiceBusTrigger("results", "analytics", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation)
    {
        using var batch = new Batch("analytics", messages, submitted => submitted.QuizId, databases, clock);
        await batch.ForEach(Update, cancellation);
        batch.End();
    }

    private async Task Update(ResultsDb db, string quizId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        // What its author played as a guest was counted as anybody's.
        var counting = told.Where(t => !t.ByAuthor || t.KeptFrom is not null).ToList();
        if (counting.Count == 0)
            return;
        var left = await Count(db, quizId, counting, cancellation);
        var leftNow = await WhoLeft(db, counting, cancellation);
        if (counting.Any(t => leftNow.IsLate(t.UserId, t.SubmittedAt) && !left.IsLate(t.UserId, t.SubmittedAt)))
            await databases.Repeat(fresh => Count(fresh, quizId, counting, cancellation), cancellation);
    }

    /// <summary>Counts results of a quiz or, where these are not to count, takes them back.</summary>
    /// <returns>Who of the players has left, and when.</returns>
    internal static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> Count(
        ResultsDb db, string quizId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        var left = await WhoLeft(db, told, cancellation);
        var counts = told.ToLookup(t => !t.ByAuthor && !left.IsLate(t.UserId, t.SubmittedAt));

        var analytics = await Find(db, quizId, cancellation);
        await CountedResults.Keep(db, quizId, analytics.Forgetting ?? [], cancellation);
        var kept = await CountedResults.Around(db, quizId, analytics.Unsure(told), cancellation);
        if (!analytics.TryCount([.. counts[true]], [.. counts[false]], kept))
            analytics.CountAnew(await All(db, quizId, cancellation));
        await db.SaveChangesAsync(cancellation);
        return left;
    }

    /// <summary>Counts the quiz's figures from what is stored.</summary>
    internal static async Task CountAnew(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var analytics = await Find(db, quizId, cancellation);
        analytics.CountAnew(await All(db, quizId, cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    private static Task<IReadOnlyDictionary<string, DateTimeOffset?>> WhoLeft(
        ResultsDb db, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation) =>
        db.WhoLeft([.. told.Select(t => t.UserId).Distinct()], cancellation);

    private static async Task<QuizAnalytics> Find(ResultsDb db, string quizId, CancellationToken cancellation) =>
        await db.Find<QuizAnalytics>(quizId, QuizAnalytics.IdOf(quizId), cancellation) ?? db.Add(new QuizAnalytics(quizId)).Entity;

    // In a store of an older version, of whose results it is not known which were counted.
    private static async Task<List<ResultSubmitted>> All(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var keys = await db.KeysOf(quizId, cancellation);
        var results = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && (!r.ByAuthor || r.KeptFrom != null)).ToListAsync(cancellation);
        var moved = results.Select(r => r.KeptFrom).ToHashSet(StringComparer.Ordinal); // of which the guest's own may still be there
        var left = await db.WhoLeft(cancellation);
        var counting = results.Where(r => !r.ByAuthor && !moved.Contains(r.PublicId) && !left.IsLate(r.UserId, r.SubmittedAt));
        return [.. counting.Select(r => r.ToEvent(keys[r.QuizVersion]))];
    }
}
