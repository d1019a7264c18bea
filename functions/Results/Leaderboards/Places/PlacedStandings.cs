using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>What is to become of standings that were changed.</summary>
internal enum Outcome
{
    Save,
    Remove,

    /// <summary>They stay as they were.</summary>
    Discard,
}

/// <summary>The standings on the boards of a quiz, or over all quizzes, and the counts that places are told by (<see cref="PlacedShard"/>).</summary>
/// <param name="quizId">Null for those over all quizzes.</param>
internal sealed class PlacedStandings(IDbContextFactory<ResultsDb> databases, BoardLayout layout, string? quizId, TimeProvider clock)
{
    /// <summary>Changes the standings of some players.</summary>
    /// <param name="change">
    /// Is given those of each player, new ones where there are none; again where a save lost a race. Of players in different shards at once.
    /// </param>
    public Task Change(IReadOnlyCollection<string> userIds, Func<Standings, Outcome> change, CancellationToken cancellation) => Task.WhenAll(
        userIds.GroupBy(userId => layout.PartitionOf(quizId, userId))
            .Select(shard => new PlacedShard(databases, shard.Key, clock).Change([.. shard], change, cancellation)));
}
