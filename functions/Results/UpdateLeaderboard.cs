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
        if (!await db.HasLeft(userId, cancellation))
            await Count(db, userId, submitted, cancellation);
        if (await db.HasLeft(userId, cancellation))
            await databases.EraseTraces(userId, cancellation);
    }

    private static async Task Count(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        // The standings are read before the attempts: should another instance save them in between, ours is refused and done again.
        var boards = submitted.SelectMany(s => Board.KeysOf(s.QuizId, s.SubmittedAt)).Distinct().ToList();
        var standings = new Dictionary<string, Standing>();
        foreach (var board in boards)
        {
            standings[board] = await db.Find<Standing>(Standing.PartitionOf(board), Standing.IdOf(board, userId), cancellation)
                ?? db.Add(new Standing(board, userId)).Entity;
        }

        var attempts = await Attempts.Of(db, userId, submitted, cancellation);
        var byBoard = attempts.SelectMany(a => Board.KeysOf(a.QuizId, a.SubmittedAt), (attempt, board) => (attempt, board))
            .ToLookup(pair => pair.board, pair => pair.attempt);
        foreach (var (board, standing) in standings)
            standing.Count([.. byBoard[board]]);
        await db.SaveChangesAsync(cancellation);
    }
}
