using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Places on a board, which equal totals share, and the order in which it is listed: among equals, who reached the total first, then the
/// user id. Cosmos cannot compare strings in a query, so that last tie-break is settled here among the few who reached the same total at the
/// very same moment. Each condition starts with a plain range of the total, for an index to be entered by.
/// </summary>
public sealed class Ranking(ResultsDb db)
{
    /// <summary>The place, from 1, of somebody with that total: equal totals share one.</summary>
    public async Task<int> Place(string board, string userId, int total, CancellationToken cancellation)
    {
        var partition = Standing.PartitionOf(board);
        return 1 + await db.Standings.CountAsync(s => s.Partition == partition && s.TotalScore > total && s.UserId != userId, cancellation);
    }

    /// <summary>How many come before somebody when the board is listed, those of the same place included.</summary>
    public async Task<int> Ahead(string board, Standing of, CancellationToken cancellation)
    {
        var (partition, userId, total, reachedAt) = (Standing.PartitionOf(board), of.UserId, of.TotalScore, of.ReachedAt);
        var ahead = await db.Standings.CountAsync(
            s => s.Partition == partition && s.TotalScore >= total && (s.TotalScore > total || s.ReachedAt < reachedAt), cancellation);
        var tied = await db.Standings.Where(s => s.Partition == partition && s.TotalScore == total && s.ReachedAt == reachedAt)
            .Select(s => s.UserId).ToListAsync(cancellation);
        return ahead + tied.Count(other => string.CompareOrdinal(other, userId) < 0);
    }

    /// <summary>Those after <paramref name="after"/> (from the top, when it is null), best first.</summary>
    public async Task<List<Standing>> After(string board, BoardPlace? after, int count, CancellationToken cancellation)
    {
        var standings = InOrder(board);
        if (after is null)
            return await standings.Take(count).ToListAsync(cancellation);

        var (total, reachedAt) = (after.TotalScore, after.ReachedAt);
        var rest = standings.Where(s => s.TotalScore <= total && (s.TotalScore < total || s.ReachedAt >= reachedAt));
        return await rest.TakeBeyond(
            s => s.ReachedAt == reachedAt && s.TotalScore == total && string.CompareOrdinal(s.UserId, after.UserId) <= 0, count, cancellation);
    }

    /// <summary>The <paramref name="count"/> just ahead of <paramref name="before"/>, best first.</summary>
    public async Task<List<Standing>> Before(string board, BoardPlace before, int count, CancellationToken cancellation)
    {
        var partition = Standing.PartitionOf(board);
        var (total, reachedAt) = (before.TotalScore, before.ReachedAt);
        var ahead = db.Standings.AsNoTracking()
            .Where(s => s.Partition == partition && s.TotalScore >= total && (s.TotalScore > total || s.ReachedAt <= reachedAt))
            .OrderBy(s => s.TotalScore).ThenByDescending(s => s.ReachedAt).ThenByDescending(s => s.UserId);
        var nearestFirst = await ahead.TakeBeyond(
            s => s.ReachedAt == reachedAt && s.TotalScore == total && string.CompareOrdinal(s.UserId, before.UserId) >= 0, count, cancellation);
        nearestFirst.Reverse();
        return nearestFirst;
    }

    public Task<Standing?> Find(string board, string userId, CancellationToken cancellation) =>
        db.Find<Standing>(Standing.PartitionOf(board), Standing.IdOf(board, userId), cancellation).AsTask();

    private IQueryable<Standing> InOrder(string board)
    {
        var partition = Standing.PartitionOf(board);
        return db.Standings.AsNoTracking().Where(s => s.Partition == partition)
            .OrderByDescending(s => s.TotalScore).ThenBy(s => s.ReachedAt).ThenBy(s => s.UserId);
    }
}

/// <summary>Where somebody stands when the board is listed.</summary>
/// <param name="Rank">The place, which equal totals share.</param>
/// <param name="Position">How many are listed up to there.</param>
public sealed record BoardPlace(int TotalScore, DateTimeOffset ReachedAt, string UserId, int Rank, int Position)
{
    public static BoardPlace Of(Standing standing, int rank, int position) => new(standing.TotalScore, standing.ReachedAt, standing.UserId, rank, position);

    /// <summary>The place of the one that is listed next.</summary>
    public BoardPlace Next(Standing standing) => Of(standing, standing.TotalScore == TotalScore ? Rank : Position + 1, Position + 1);
}
