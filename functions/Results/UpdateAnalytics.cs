using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps each quiz's analytics, every result counted once however often and in whatever order it is told.</summary>
public sealed class UpdateAnalytics(IDbContextFactory<ResultsDb> databases)
{
    [Function(nameof(UpdateAnalytics))]
    public Task Run(
        [ServiceBusTrigger("results", "analytics", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation) =>
        Batch.ForEach(messages, databases, submitted => submitted.QuizId, Update, cancellation);

    private static async Task Update(ResultsDb db, string quizId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        var analytics = await db.Find<QuizAnalytics>(quizId, QuizAnalytics.IdOf(quizId), cancellation)
            ?? db.Add(new QuizAnalytics(quizId)).Entity;
        if (!analytics.TryCount(submitted))
            analytics.CountAnew(await All(db, quizId, cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    // Rare: a result told again long after it was counted, or told for the first time long after it was stored.
    private static async Task<List<ResultSubmitted>> All(ResultsDb db, string quizId, CancellationToken cancellation)
    {
        var keys = await db.Set<AnswerKey>().AsNoTracking().Where(k => k.Partition == quizId).ToDictionaryAsync(k => k.QuizVersion, cancellation);
        var results = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId).ToListAsync(cancellation);
        return results.ConvertAll(r => r.ToEvent(keys[r.QuizVersion]));
    }
}
