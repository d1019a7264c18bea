using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps each player's statistics, counted anew from the player's attempts.</summary>
public sealed class UpdateStatistics(IDbContextFactory<ResultsDb> databases, RankedQuizzes ranked, TimeProvider clock)
{
    [Function(nameof(UpdateStatistics))]
    public Task Run(
        [ServiceBusTrigger("results", "statistics", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation) =>
        new Batch("statistics", databases, clock).ForEach(messages, submitted => submitted.UserId, Update, cancellation);

    private Task Update(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation) =>
        databases.WriteAbout(userId, db, () => Count(db, userId, submitted, ranked, cancellation), clock, cancellation);

    /// <param name="told">The results that made this be counted again.</param>
    internal static async Task Count(
        ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> told, RankedQuizzes ranked, CancellationToken cancellation)
    {
        // Read before the attempts, as in UpdateLeaderboard.
        var statistics = await db.Find<PlayerStatistics>(userId, PlayerStatistics.IdOf(userId), cancellation);
        var attempts = (await Attempts.Of(db, userId, told, ranked, cancellation)).Where(a => !a.ByAuthor).ToList();
        if (attempts.Count > 0)
            (statistics ?? db.Add(new PlayerStatistics(userId)).Entity).Count(attempts);
        else if (statistics is not null)
            db.Remove(statistics);
        await db.SaveChangesAsync(cancellation);
    }
}
