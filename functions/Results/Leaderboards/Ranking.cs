using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Places on a board, which equal totals share, and the order in which it is listed: among equals, who reached the total first, then the user id.
/// </summary>
public abstract class Ranking
{
    /// <summary>Of that board, as it is shown now.</summary>
    public static async Task<Ranking> Of(ResultsDb db, Board board, BoardsInUse boards, CancellationToken cancellation)
    {
        if (await boards.AreCounted(db, cancellation))
        {
            var layout = await boards.Shown(cancellation);
            return layout.Shards == 1
                ? OfShard(db, layout.PartitionsOf(board.QuizId).Single(), board, cancellation)
                : new ShardedRanking(db, boards.Databases, layout, board, cancellation);
        }

        var lines = Standing.PartitionOf(board.Key);
        return new Ranking<Standing>(
            () => db.Set<Standing>().AsNoTracking().Where(s => s.Partition == lines),
            new(null, nameof(Standing.TotalScore), nameof(Standing.ReachedAt)), lines,
            Entry, userId => db.FindStored<Standing>(lines, Standing.IdOf(board.Key, userId), cancellation), (s, _) => s.BestScore,
            _ => Task.FromResult<TotalPlace?>(null));
    }

    /// <summary>When the newest result on the board came in; null where there is none.</summary>
    public abstract Task<DateTimeOffset?> LastActivity(CancellationToken cancellation);

    /// <summary>Null for somebody who is not on the board.</summary>
    public abstract Task<BoardEntry?> Find(string userId);

    /// <summary>The best percentage of what the player had submitted by then, as far as the board remembers; 0 where there is nothing.</summary>
    public abstract Task<int> BestUpTo(DateTimeOffset time, string userId);

    /// <summary>Where a total stands, whether somebody has it or not.</summary>
    public abstract Task<TotalPlace> PlaceOf(double total, CancellationToken cancellation);

    /// <summary>Those after <paramref name="after"/> (from the top, when it is null), best first.</summary>
    public abstract Task<List<BoardEntry>> After(BoardPlace? after, int count, CancellationToken cancellation);

    /// <summary>The <paramref name="count"/> just ahead of <paramref name="before"/>, best first.</summary>
    public abstract Task<List<BoardEntry>> Before(BoardPlace before, int count, CancellationToken cancellation);

    /// <summary>Of those on the board whose standings are in one partition.</summary>
    internal static Ranking OfShard(ResultsDb db, string partition, Board board, CancellationToken cancellation)
    {
        var period = board.Period;
        var prefix = period.Name switch { "month" => "Month", "week" => "Week", _ => "All" };
        return new Ranking<Standings>(
            () => db.Standings.AsNoTracking().Where(s => s.Partition == partition), new(prefix + "Key", prefix + "Total", prefix + "ReachedAt"), period.Key,
            s => s[period.Name].Key == period.Key ? Entry(s, s[period.Name]) : null,
            userId => db.FindStored<Standings>(partition, Standings.IdOf(board.QuizId, userId), cancellation),
            (s, time) => s.BestUpTo(time, period.Name),
            total => BoardPlaces.Find(db, partition, board, (decimal)total, cancellation));
    }

    private static BoardEntry Entry(Standings of, PeriodStanding standing) => new(
        of.UserId, standing.Total, standing.ReachedAt, standing.Quizzes, Attempts.Average(standing.Percentages, standing.Attempts), standing.Best,
        of.LastActivity, of.ByAuthor, of.ByGuest);

    private static BoardEntry Entry(Standing s) =>
        new(s.UserId, s.TotalScore, s.ReachedAt, s.TotalQuizzes, s.AverageScore, s.BestScore, s.LastActivity, s.ByAuthor, s.ByGuest);
}

/// <summary>The properties of a document by which it is ordered on a board.</summary>
/// <param name="Key">Comes first in the index, and is the same for all on the board; null where all in the partition are on it.</param>
internal sealed record BoardColumns(string? Key, string Total, string ReachedAt);

/// <summary>
/// Cosmos cannot compare strings in a query, so the last tie-break is settled here among the few who reached the same total at the very same moment. Each
/// condition starts with a plain range of the total, for an index to be entered by.
/// </summary>
/// <param name="all">What is in the board's partition; made where it is asked for.</param>
/// <param name="key">What is on the board has it.</param>
/// <param name="entry">Null for what is not on the board.</param>
/// <param name="find">The document of a player as it is stored, if there is one.</param>
/// <param name="bestUpTo">The best percentage in it of what was submitted up to then.</param>
/// <param name="counted">Where a total stands by what is counted; null where it is not, and standings have to be.</param>
internal sealed class Ranking<T>(
    Func<IQueryable<T>> all, BoardColumns columns, string key, Func<T, BoardEntry?> entry, Func<string, ValueTask<T?>> find,
    Func<T, DateTimeOffset, int> bestUpTo, Func<double, Task<TotalPlace?>> counted) : Ranking
    where T : Document
{
    private const string UserId = nameof(BoardEntry.UserId);
    private const string Activity = nameof(BoardEntry.LastActivity);

    private readonly string _total = columns.Total, _reachedAt = columns.ReachedAt;
    private IQueryable<T> Board => columns.Key is null ? all() : all().Where(s => EF.Property<string>(s, columns.Key!) == key);

    // Whoever was active last was so on this board, if anybody was. Asked of the board alone, many would be passed over where a month has just begun.
    public override async Task<DateTimeOffset?> LastActivity(CancellationToken cancellation) =>
        await all().OrderByDescending(s => EF.Property<DateTimeOffset>(s, Activity)).FirstOrDefaultAsync(cancellation) is { } newest
            ? entry(newest)?.LastActivity
            : null;

    public override async Task<BoardEntry?> Find(string userId) => await find(userId) is { } found ? entry(found) : null;

    public override async Task<int> BestUpTo(DateTimeOffset time, string userId) => await find(userId) is { } found ? bestUpTo(found, time) : 0;

    public override async Task<TotalPlace> PlaceOf(double total, CancellationToken cancellation) => await counted(total) ?? new(
        1 + await Board.CountAsync(s => EF.Property<double>(s, _total) > total, cancellation),
        await Board.CountAsync(s => EF.Property<double>(s, _total) == total, cancellation),
        await Board.CountAsync(cancellation));

    public override async Task<List<BoardEntry>> After(BoardPlace? after, int count, CancellationToken cancellation)
    {
        var byTotal = columns.Key is null ? Board.OrderByDescending(s => EF.Property<double>(s, _total))
            : Board.OrderBy(s => EF.Property<string>(s, columns.Key)).ThenByDescending(s => EF.Property<double>(s, _total));
        IQueryable<T> board = byTotal
            .ThenBy(s => EF.Property<DateTimeOffset>(s, _reachedAt)).ThenBy(s => EF.Property<string>(s, UserId));
        if (after is null)
            return (await board.Take(count).ToListAsync(cancellation)).ConvertAll(s => entry(s)!);

        var (total, reachedAt) = (after.TotalScore, after.ReachedAt);
        return await Beyond(
            board.Where(
                s => EF.Property<double>(s, _total) <= total
                    && (EF.Property<double>(s, _total) < total || EF.Property<DateTimeOffset>(s, _reachedAt) >= reachedAt)),
            after, userId => string.CompareOrdinal(userId, after.UserId) <= 0, count, cancellation);
    }

    public override async Task<List<BoardEntry>> Before(BoardPlace before, int count, CancellationToken cancellation)
    {
        var (total, reachedAt) = (before.TotalScore, before.ReachedAt);
        var ahead = Board.Where(
            s => EF.Property<double>(s, _total) >= total
                && (EF.Property<double>(s, _total) > total || EF.Property<DateTimeOffset>(s, _reachedAt) <= reachedAt));
        var byTotal = columns.Key is null ? ahead.OrderBy(s => EF.Property<double>(s, _total))
            : ahead.OrderByDescending(s => EF.Property<string>(s, columns.Key)).ThenBy(s => EF.Property<double>(s, _total));
        var ordered = byTotal.ThenByDescending(s => EF.Property<DateTimeOffset>(s, _reachedAt)).ThenByDescending(s => EF.Property<string>(s, UserId));
        var nearestFirst = await Beyond(ordered, before, userId => string.CompareOrdinal(userId, before.UserId) >= 0, count, cancellation);
        nearestFirst.Reverse();
        return nearestFirst;
    }

    private async Task<List<BoardEntry>> Beyond(
        IQueryable<T> ordered, BoardPlace place, Func<string, bool> wasGiven, int count, CancellationToken cancellation)
    {
        var beyond = await ordered.TakeBeyond(
            s => entry(s)! is var e && e.ReachedAt == place.ReachedAt && e.TotalScore == place.TotalScore && wasGiven(e.UserId), count, cancellation);
        return beyond.ConvertAll(s => entry(s)!);
    }
}

/// <summary>What a board shows of somebody.</summary>
public sealed record BoardEntry(
    string UserId, double TotalScore, DateTimeOffset ReachedAt, int TotalQuizzes, double AverageScore, int BestScore, DateTimeOffset LastActivity,
    bool ByAuthor, bool ByGuest);

/// <summary>Where somebody stands when the board is listed.</summary>
public sealed record BoardPlace(double TotalScore, DateTimeOffset ReachedAt, string UserId)
{
    public static BoardPlace Of(BoardEntry entry) => new(entry.TotalScore, entry.ReachedAt, entry.UserId);
}
