using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>A board in several partitions: all are asked at once, each as if it were the board, and their answers are put together.</summary>
/// <param name="db">Asked for single players.</param>
internal sealed class ShardedRanking(
    ResultsDb db, IDbContextFactory<ResultsDb> databases, BoardLayout layout, Board board, CancellationToken cancellation) : Ranking
{
    private static readonly Comparer<BoardEntry> BestFirst = Comparer<BoardEntry>.Create((a, b) =>
        (b.TotalScore, a.ReachedAt).CompareTo((a.TotalScore, b.ReachedAt)) is var order && order != 0 ? order : string.CompareOrdinal(a.UserId, b.UserId));

    public override async Task<DateTimeOffset?> LastActivity(CancellationToken cancellation) =>
        (await Each(shard => shard.LastActivity(cancellation))).Max();

    public override Task<BoardEntry?> Find(string userId) => ShardOf(userId).Find(userId);

    public override Task<int> BestUpTo(DateTimeOffset time, string userId) => ShardOf(userId).BestUpTo(time, userId);

    public override async Task<TotalPlace> PlaceOf(double total, CancellationToken cancellation)
    {
        var places = await Each(shard => shard.PlaceOf(total, cancellation));
        return new(1 + places.Sum(of => of.Place - 1), places.Sum(of => of.Sharing), places.Sum(of => of.Users));
    }

    public override async Task<List<BoardEntry>> After(BoardPlace? after, int count, CancellationToken cancellation) =>
        [.. (await Each(shard => shard.After(after, count, cancellation))).SelectMany(shard => shard).Order(BestFirst).Take(count)];

    public override async Task<List<BoardEntry>> Before(BoardPlace before, int count, CancellationToken cancellation) =>
        [.. (await Each(shard => shard.Before(before, count, cancellation))).SelectMany(shard => shard).Order(BestFirst).TakeLast(count)];

    private Ranking ShardOf(string userId) => OfShard(db, layout.PartitionOf(board.QuizId, userId), board, cancellation);

    private Task<T[]> Each<T>(Func<Ranking, Task<T>> ask) => Task.WhenAll(layout.PartitionsOf(board.QuizId).Select(async partition =>
    {
        await using var own = await databases.CreateDbContextAsync(cancellation);
        return await ask(OfShard(own, partition, board, cancellation));
    }));
}
