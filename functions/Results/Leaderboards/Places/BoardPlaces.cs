using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>Where a total stands on a board.</summary>
/// <param name="Place">From 1: as many have more, and one.</param>
/// <param name="Sharing">How many have it.</param>
/// <param name="Users">How many are on the board.</param>
public sealed record TotalPlace(int Place, int Sharing, int Users);

/// <summary>
/// The counts of a board's partition as they are at a moment: claimed changes are in them. The nodes that a total asks for beside them are read when it does.
/// All may be called at once.
/// </summary>
internal sealed class BoardPlaces
{
    private const int MaxTries = 3;
    private static readonly Node None = new(new(), 0);

    private readonly PlaceCounts _counts;
    private readonly TotalCounts[] _unfolded, _folding;
    private readonly ConcurrentDictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    private BoardPlaces(PlaceCounts counts)
    {
        _counts = counts;
        _unfolded = counts.AllUnfolded();
        _folding = [.. counts.Folding.Select(TotalCounts.Parse)];
    }

    /// <summary>Where a total stands in one partition of a board: a read, and a query where there are nodes. Null where not all are counted.</summary>
    public static async Task<TotalPlace?> Find(ResultsDb db, string partition, Board board, decimal total, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await Read(db, partition, board.QuizId, cancellation) is not { } places)
                return null;
            if (await places.Find(db, board, total, cancellation) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Those of now. Null where not all are counted.</summary>
    public static async Task<BoardPlaces?> Read(ResultsDb db, string partition, string? quizId, CancellationToken cancellation)
    {
        var counts = await db.FindStored<PlaceCounts>(partition, PlaceCounts.IdOf(quizId), cancellation);
        if (counts is null && !BoardLayout.First.Has(partition))
            return new(new(partition, 0, whole: true)); // in all other layouts they come before anybody
        return counts is { Whole: true } ? new(counts) : null;
    }

    /// <inheritdoc cref="Find(ResultsDb, Board, decimal, CancellationToken)"/>
    public async Task<TotalPlace?> Find(IDbContextFactory<ResultsDb> databases, Board board, decimal total, CancellationToken cancellation)
    {
        if (Unread(board, total).Count == 0)
            return PlaceOf(board, total);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Find(db, board, total, cancellation);
    }

    /// <summary>Where a total stands on a board of these. Null where what is read for it is newer than they are.</summary>
    private async Task<TotalPlace?> Find(ResultsDb db, Board board, decimal total, CancellationToken cancellation)
    {
        var unread = Unread(board, total);
        if (unread.Count > 0)
            await ReadNodes(db, unread, cancellation);
        return PlaceOf(board, total);
    }

    private List<string> Unread(Board board, decimal total) =>
        _counts.Fold == 0 ? [] : [.. IdsFor(board, total).Where(id => !_nodes.ContainsKey(id))];

    private async Task ReadNodes(ResultsDb db, List<string> ids, CancellationToken cancellation)
    {
        var nodes = await db.Set<PlaceNode>().AsNoTracking()
            .Where(n => n.Partition == _counts.Partition && ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, cancellation);
        foreach (var id in ids)
            _nodes[id] = nodes.TryGetValue(id, out var node) ? new(TotalCounts.Parse(node.Counts), node.Fold) : None;
    }

    private TotalPlace? PlaceOf(Board board, decimal total)
    {
        if (_counts.Fold > 0 && IdsFor(board, total).Any(id => _nodes[id].Fold > _counts.Fold))
            return null;
        var period = board.Period;
        var (above, sharing, users) = (0, 0, 0);
        for (var level = 0; level < PlaceNode.Levels; level++)
        {
            var at = PlaceNode.ByteOf(total, level);
            foreach (var (of, count) in Counted(level, PlaceNode.Above(total, level)))
            {
                above += of > at ? count : 0;
                sharing += level == 0 && of == at ? count : 0;
            }

            users += Counted(level, 0).Sum(of => of.Count);
        }

        foreach (var (other, count) in _unfolded[period.Index].Of(period.Key))
        {
            above += other > total ? count : 0;
            sharing += other == total ? count : 0;
            users += count;
        }

        foreach (var (other, count) in _folding[period.Index].Of(period.Key))
        {
            var level = Math.Max(0, PlaceNode.Differ(other, total));
            var folded = IsFolded(level, PlaceNode.Above(total, level));
            above += other > total && !folded ? count : 0;
            sharing += other == total && !folded ? count : 0;
            users += IsFolded(Math.Max(0, PlaceNode.Differ(other, 0)), 0) ? 0 : count;
        }

        return new(above + 1, sharing, users);

        IEnumerable<(decimal Byte, int Count)> Counted(int level, int above) => NodeOf(level, above).Counts.Of(period.Key);
        bool IsFolded(int level, int above) => _counts.Fold > 0 && NodeOf(level, above).Fold == _counts.Fold;
        Node NodeOf(int level, int above) => _nodes.GetValueOrDefault(IdOf(board, level, above), None);
    }

    private IEnumerable<string> IdsFor(Board board, decimal total) => Enumerable.Range(0, PlaceNode.Levels)
        .SelectMany(level => new[] { PlaceNode.Above(total, level), 0 }.Distinct().Select(above => IdOf(board, level, above)));

    private string IdOf(Board board, int level, int above) =>
        PlaceNode.IdOf(_counts.QuizId, _counts.Generation, board.Period.Name, level, above);

    private sealed record Node(TotalCounts Counts, long Fold);
}
