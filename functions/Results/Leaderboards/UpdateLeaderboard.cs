using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps the boards: what a batch of results changes for each player is counted anew from that player's attempts.</summary>
public sealed class UpdateLeaderboard(IDbContextFactory<ResultsDb> databases, RankedQuizzes ranked, TimeProvider clock)
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
            await databases.WriteAbout(userId, db, () => Count(db, userId, counting, cancellation), clock, cancellation);
    }

    // The standings are read before the attempts: should another instance save them in between, ours is refused and done again.
    private async Task Count(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation)
    {
        var standings = new Dictionary<string, Standing?>();
        foreach (var board in submitted.SelectMany(Board.KeysOf).Distinct())
            standings[board] = await db.Find<Standing>(Standing.PartitionOf(board), Standing.IdOf(board, userId), cancellation);

        var byBoard = ByBoard(await Attempts.Of(db, userId, submitted, ranked, cancellation));
        foreach (var (board, standing) in standings)
            Count(db, userId, board, standing, [.. byBoard[board]], clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Counts all of a player's standings, and takes away those that nothing counts for any more.</summary>
    internal static async Task CountAll(ResultsDb db, string userId, RankedQuizzes ranked, DateTimeOffset now, CancellationToken cancellation)
    {
        var standings = await db.Standings.Where(s => s.UserId == userId).ToDictionaryAsync(s => s.Board, cancellation);
        var byBoard = ByBoard(await Attempts.Of(db, userId, [], ranked, cancellation));
        foreach (var board in standings.Keys.Union(byBoard.Select(attempts => attempts.Key)))
            Count(db, userId, board, standings.GetValueOrDefault(board), [.. byBoard[board]], now);
        await db.SaveChangesAsync(cancellation);
    }

    private static ILookup<string, Attempt> ByBoard(IEnumerable<Attempt> attempts) =>
        attempts.SelectMany(Board.KeysOf, (attempt, board) => (attempt, board)).ToLookup(pair => pair.board, pair => pair.attempt);

    private static void Count(ResultsDb db, string userId, string board, Standing? standing, IReadOnlyCollection<Attempt> attempts, DateTimeOffset now)
    {
        if (attempts.Count > 0)
            (standing ?? db.Add(new Standing(board, userId)).Entity).Count(attempts, now);
        else if (standing is not null)
            db.Remove(standing);
    }
}
