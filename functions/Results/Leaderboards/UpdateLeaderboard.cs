using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>Keeps the boards: each counting result changes its player's standings on the quiz and, where it is ranked, over all quizzes.</summary>
public sealed class UpdateLeaderboard(IDbContextFactory<ResultsDb> databases, CountedStandings standings, TimeProvider clock)
{
    [Function(nameof(UpdateLeaderboard))]
    public async Task Run(
        [ServiceBusTrigger("results", "leaderboard", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation)
    {
        using var batch = new Batch("leaderboard", messages, submitted => submitted.UserId, databases, clock);
        await batch.WriteAbout(async () =>
        {
            foreach (var userId in await standings.Count([.. batch.Submitted.Where(s => s.CountsOnBoard)], cancellation))
                await batch.Try(userId, submitted => standings.CountAnew([userId], [.. submitted.Where(s => s.CountsOnBoard)], cancellation));
        }, cancellation);
        batch.End();
    }
}
