using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps each player's statistics, counted anew from the player's attempts.</summary>
public sealed class UpdateStatistics(IDbContextFactory<ResultsDb> databases)
{
    [Function(nameof(UpdateStatistics))]
    public Task Run(
        [ServiceBusTrigger("results", "statistics", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation) =>
        Batch.ForEach(messages, databases, submitted => submitted.UserId, Update, cancellation);

    private async Task Update(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        if (!await db.HasLeft(userId, cancellation))
        {
            // Read before the attempts, as in UpdateLeaderboard.
            var statistics = await db.Find<PlayerStatistics>(userId, PlayerStatistics.IdOf(userId), cancellation);
            var attempts = (await Attempts.Of(db, userId, submitted, cancellation)).Where(a => !a.ByAuthor).ToList();
            if (attempts.Count > 0)
                (statistics ?? db.Add(new PlayerStatistics(userId)).Entity).Count(attempts);
            await db.SaveChangesAsync(cancellation);
        }

        if (await db.HasLeft(userId, cancellation))
            await databases.EraseTraces(userId, cancellation);
    }
}
