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
        if (told.Any(s => s is { ByAuthor: true, KeptFrom: not null }))
        {
            await CountAnew(db, quizId, cancellation); // played as a guest, it was counted as anybody's
            return;
        }

        var submitted = told.Where(s => !s.ByAuthor).ToList();
        if (submitted.Count == 0)
            return;
        if (await AnyLate(db, submitted, cancellation))
        {
            await CountAnew(db, quizId, cancellation);
            return;
        }

        var analytics = await Find(db, quizId, cancellation);
        if (!analytics.TryCount(submitted))
            analytics.CountAnew(await All(db, quizId, cancellation));
        await db.SaveChangesAsync(cancellation);

        if (await AnyLate(db, submitted, cancellation))
            await databases.Repeat(fresh => CountAnew(fresh, quizId, cancellation), cancellation);
    }

    private static async Task<bool> AnyLate(ResultsDb db, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        var left = await db.WhoLeft([.. submitted.Select(s => s.UserId).Distinct()], cancellation);
        return submitted.Any(s => left.IsLate(s.UserId, s.SubmittedAt));
    }

    /// <summary>Counts the quiz's figures from what is stored.</summary>
    internal static async Task CountAnew(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var analytics = await Find(db, quizId, cancellation);
        analytics.CountAnew(await All(db, quizId, cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task<QuizAnalytics> Find(ResultsDb db, string quizId, CancellationToken cancellation) =>
        await db.Find<QuizAnalytics>(quizId, QuizAnalytics.IdOf(quizId), cancellation) ?? db.Add(new QuizAnalytics(quizId)).Entity;

    // Rare: a result told again long after it was counted, or told for the first time long after it was stored, or an erased one.
    private static async Task<List<ResultSubmitted>> All(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var keys = await db.Set<AnswerKey>().AsNoTracking().Where(k => k.Partition == quizId).ToDictionaryAsync(k => k.QuizVersion, cancellation);
        var results = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && (!r.ByAuthor || r.KeptFrom != null)).ToListAsync(cancellation);
        var moved = results.Select(r => r.KeptFrom).ToHashSet(StringComparer.Ordinal); // of which the guest's own may still be there
        var left = await db.WhoLeft(cancellation);
        var counting = results.Where(r => !r.ByAuthor && !moved.Contains(r.PublicId) && !left.IsLate(r.UserId, r.SubmittedAt));
        return [.. counting.Select(r => r.ToEvent(keys[r.QuizVersion]))];
    }
}
