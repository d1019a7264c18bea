using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>
/// Places on a board. Cosmos cannot compare strings in a query, so the last tie-break, the user id, is settled here among the
/// few who reached the same total at the very same moment. Each condition starts with a plain range of the total, for an index to be
/// entered by.
/// </summary>
public sealed class Ranking(ResultsDb db)
{
    /// <summary>The place, from 1, of somebody with that total on that board.</summary>
    public async Task<int> Place(string board, string userId, int total, DateTimeOffset reachedAt, CancellationToken cancellation)
    {
        var partition = Standing.PartitionOf(board);
        var ahead = await db.Standings.CountAsync(
            s => s.Partition == partition && s.TotalScore >= total && (s.TotalScore > total || s.ReachedAt < reachedAt) && s.UserId != userId,
            cancellation);
        var tied = await db.Standings.Where(s => s.Partition == partition && s.TotalScore == total && s.ReachedAt == reachedAt)
            .Select(s => s.UserId).ToListAsync(cancellation);
        return ahead + tied.Count(other => string.CompareOrdinal(other, userId) < 0) + 1;
    }

    /// <summary>
    /// The place on the board of all time that <paramref name="result"/>, not stored yet, will have once the boards are updated, including
    /// for what the same player submitted a moment ago and the boards do not show yet.
    /// </summary>
    public async Task<int> PlaceWith(Result result, CancellationToken cancellation)
    {
        var userId = result.UserId;
        var standing = await Find(Board.AllTime, userId, cancellation);
        var since = standing?.LastActivity ?? DateTimeOffset.MinValue;
        var uncounted = await db.Results.AsNoTracking()
            .Where(r => r.Partition == userId && r.SubmittedAt > since)
            .Select(r => new { r.QuizId, r.Score, r.SubmittedAt })
            .ToListAsync(cancellation);
        uncounted.Add(new { result.QuizId, result.Score, result.SubmittedAt });

        var (total, reachedAt) = (standing?.TotalScore ?? 0, standing?.ReachedAt ?? uncounted.Min(r => r.SubmittedAt));
        var best = new Dictionary<string, int>();
        foreach (var attempt in uncounted.OrderBy(r => r.SubmittedAt))
        {
            // A player's total on the board of one quiz is the player's best score on it.
            if (!best.TryGetValue(attempt.QuizId, out var known))
                known = (await Find(Board.OfQuiz(Board.AllTime, attempt.QuizId), userId, cancellation))?.TotalScore ?? 0;
            best[attempt.QuizId] = Math.Max(known, attempt.Score);
            if (attempt.Score > known)
                (total, reachedAt) = (total + attempt.Score - known, attempt.SubmittedAt);
        }

        return await Place(Board.AllTime, userId, total, reachedAt, cancellation);
    }

    /// <summary>Those after <paramref name="after"/> (from the top, when it is null), best first.</summary>
    public async Task<List<Standing>> After(string board, BoardPlace? after, int count, CancellationToken cancellation)
    {
        var standings = InOrder(board);
        if (after is null)
            return await standings.Take(count).ToListAsync(cancellation);

        var (total, reachedAt) = (after.TotalScore, after.ReachedAt);
        var rest = standings.Where(s => s.TotalScore <= total && (s.TotalScore < total || s.ReachedAt >= reachedAt));
        return await Beyond(rest, s => s.ReachedAt == reachedAt && s.TotalScore == total && string.CompareOrdinal(s.UserId, after.UserId) <= 0, count, cancellation);
    }

    /// <summary>The <paramref name="count"/> just ahead of <paramref name="before"/>, best first.</summary>
    public async Task<List<Standing>> Before(string board, BoardPlace before, int count, CancellationToken cancellation)
    {
        var partition = Standing.PartitionOf(board);
        var (total, reachedAt) = (before.TotalScore, before.ReachedAt);
        var ahead = db.Standings.AsNoTracking()
            .Where(s => s.Partition == partition && s.TotalScore >= total && (s.TotalScore > total || s.ReachedAt <= reachedAt))
            .OrderBy(s => s.TotalScore).ThenByDescending(s => s.ReachedAt).ThenByDescending(s => s.UserId);
        var nearestFirst = await Beyond(
            ahead, s => s.ReachedAt == reachedAt && s.TotalScore == total && string.CompareOrdinal(s.UserId, before.UserId) >= 0, count, cancellation);
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

    // The query can only start at the tie; those of it that lie before the place are dropped here, and made up for.
    private static async Task<List<Standing>> Beyond(IQueryable<Standing> ordered, Func<Standing, bool> notYet, int count, CancellationToken cancellation)
    {
        for (var take = count + 1; ; take *= 2)
        {
            var rows = await ordered.Take(take).ToListAsync(cancellation);
            var beyond = rows.SkipWhile(notYet).Take(count).ToList();
            if (beyond.Count == count || rows.Count < take)
                return beyond;
        }
    }
}

/// <summary>A place in a board's order; with <paramref name="Rank"/>, where the page before ended.</summary>
public sealed record BoardPlace(int TotalScore, DateTimeOffset ReachedAt, string UserId, int Rank)
{
    public static BoardPlace Of(Standing standing, int rank) => new(standing.TotalScore, standing.ReachedAt, standing.UserId, rank);
}
