using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps the boards: what a batch of submissions changes for each player is counted anew from that player's attempts.</summary>
public sealed class UpdateLeaderboard(IDbContextFactory<ResultsDb> databases)
{
    [Function(nameof(UpdateLeaderboard))]
    public Task Run(
        [ServiceBusTrigger("results", "leaderboard", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation) =>
        Batch.ForEach(messages, databases, submitted => submitted.UserId, Update, cancellation);

    private async Task Update(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        var counting = submitted.Where(s => s.CountsOnBoard).ToList();
        if (counting.Count == 0)
            return;
        if (!await db.HasLeft(userId, cancellation))
            await Count(db, userId, counting, cancellation);
        if (await db.HasLeft(userId, cancellation))
            await databases.EraseTraces(userId, cancellation);
    }

    private static async Task Count(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        // The standings are read before the attempts: should another instance save them in between, ours is refused and done again.
        var standings = new Dictionary<string, Standing?>();
        foreach (var board in submitted.SelectMany(Board.KeysOf).Distinct())
            standings[board] = await db.Find<Standing>(Standing.PartitionOf(board), Standing.IdOf(board, userId), cancellation);

        var attempts = await Attempts.Of(db, userId, submitted, cancellation);
        var byBoard = attempts.SelectMany(Board.KeysOf, (attempt, board) => (attempt, board)).ToLookup(pair => pair.board, pair => pair.attempt);
        foreach (var (board, standing) in standings)
        {
            if (byBoard.Contains(board))
                (standing ?? db.Add(new Standing(board, userId)).Entity).Count([.. byBoard[board]]);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
