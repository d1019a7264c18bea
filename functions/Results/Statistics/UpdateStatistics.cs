using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>Keeps each player's statistics.</summary>
public sealed class UpdateStatistics(IDbContextFactory<ResultsDb> databases, BoardsInUse boards, TimeProvider clock)
{
    [Function(nameof(UpdateStatistics))]
    public async Task Run(
        [ServiceBusTrigger("results", "statistics", Connection = "ServiceBus", IsBatched = true)] string[] messages,
        CancellationToken cancellation)
    {
        using var batch = new Batch("statistics", messages, submitted => submitted.UserId, databases, clock);
        await batch.WriteAbout(() => batch.ForEach(Count, cancellation), cancellation);
        batch.End();
    }

    private async Task Count(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        var attempts = told.Where(t => !t.ByAuthor).Select(Attempt.Of).InOrder().ToList();
        if (attempts.Count == 0)
            return;
        var statistics = await Find(db, userId, cancellation);
        if (statistics is null && !await boards.AreCounted(db, cancellation))
            await CountAnew(db, userId, told, cancellation); // what the player did before this version is not counted yet
        else if ((statistics ?? db.Add(new PlayerStatistics(userId)).Entity).TryCount(attempts))
            await db.SaveChangesAsync(cancellation);
        else
            await CountAnew(db, userId, told, cancellation);
    }

    /// <summary>Counts a player's statistics from the results.</summary>
    /// <param name="told">What must be among the results.</param>
    internal static async Task CountAnew(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        // Before the attempts: should another instance save these in between, ours is refused and done again.
        var statistics = await Find(db, userId, cancellation);
        var attempts = (await Attempts.Of(db, userId, told, cancellation)).Where(a => !a.ByAuthor).ToList();
        if (attempts.Count > 0)
            (statistics ?? db.Add(new PlayerStatistics(userId)).Entity).CountAnew(attempts);
        else if (statistics is not null)
            db.Remove(statistics);
        await db.SaveChangesAsync(cancellation);
    }

    private static ValueTask<PlayerStatistics?> Find(ResultsDb db, string userId, CancellationToken cancellation) =>
        db.Find<PlayerStatistics>(userId, PlayerStatistics.IdOf(userId), cancellation);
}
