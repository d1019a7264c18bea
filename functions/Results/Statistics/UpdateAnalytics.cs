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
        if (told.All(t => t is { ByAuthor: true, KeptFrom: null }))
            return;
        var left = await CountedAnalytics.Count(db, quizId, told, cancellation);
        var leftNow = await db.WhoLeft(told, cancellation);
        if (told.Any(t => leftNow.IsLate(t.UserId, t.SubmittedAt) && !left.IsLate(t.UserId, t.SubmittedAt)))
            await databases.Repeat(fresh => CountedAnalytics.Count(fresh, quizId, told, cancellation), cancellation);
    }
}
