using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps the boards: each counting result changes its player's standings on the quiz and, where it is ranked, over all quizzes.</summary>
public sealed class UpdateLeaderboard(IDbContextFactory<ResultsDb> databases, CountedStandings standings, TimeProvider clock)
{
    [Function(nameof(UpdateLeaderboard))]
    public Task Run(
        [ServiceBusTrigger("results", "leaderboard", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation) =>
        new Batch("leaderboard", databases, clock).ForEach(messages, submitted => submitted.UserId, Update, cancellation);

    private async Task Update(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        var counting = submitted.Where(s => s.CountsOnBoard).ToList();
        if (counting.Count > 0)
            await databases.WriteAbout(userId, db, () => standings.Count(db, userId, counting, cancellation), clock, cancellation);
    }
}
