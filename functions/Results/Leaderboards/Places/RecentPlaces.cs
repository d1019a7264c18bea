using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Places as they were a moment ago, for who is told what to expect: of all who ask in that moment the first one reads the counts.</summary>
public sealed class RecentPlaces(IDbContextFactory<ResultsDb> databases, BoardsInUse boards, TimeProvider clock)
{
    internal static readonly TimeSpan Age = TimeSpan.FromMilliseconds(100);
    private const int MaxKept = 1_000; // partitions, some KB each
    private const int MaxTries = 3;

    private readonly Kept<(string Partition, string? QuizId), BoardPlaces?> _kept =
        new(of => Read(databases, of.Partition, of.QuizId), Age, MaxKept, clock, isWorthKeeping: places => places is not null);

    /// <summary>Where a total stands on a board. Null where nothing is counted yet, and standings have to be.</summary>
    public async Task<int?> Of(ResultsDb db, Board board, double total, CancellationToken cancellation)
    {
        if (!await boards.AreCounted(db, cancellation))
            return null;
        var layout = await boards.Shown(cancellation);
        var places = await Task.WhenAll(layout.PartitionsOf(board.QuizId).Select(partition => Find(partition, board, (decimal)total, cancellation)));
        return places.Contains(null) ? null : 1 + places.Sum(place => place!.Place - 1);
    }

    private async Task<TotalPlace?> Find(string partition, Board board, decimal total, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var key = (partition, board.QuizId);
            if (await _kept.Get(key, cancellation) is not { } places)
                return null;
            if (await RelaxedReads.Of(() => places.Find(databases, board, total, cancellation)) is { } found)
                return found;
            _kept.Drop(key); // some of what they need is newer
        }

        return null;
    }

    private static async Task<BoardPlaces?> Read(IDbContextFactory<ResultsDb> databases, string partition, string? quizId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await RelaxedReads.Of(() => BoardPlaces.Read(db, partition, quizId, CancellationToken.None));
    }
}
