using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>Where a total stands on a board.</summary>
/// <param name="Place">From 1: as many have more, and one.</param>
/// <param name="Sharing">How many have it.</param>
/// <param name="Users">How many are on the board.</param>
public sealed record TotalPlace(int Place, int Sharing, int Users);

/// <summary>A board's counts as they are at a moment, as far as one total asks for them: claimed changes are in them.</summary>
internal sealed class BoardPlaces
{
    private const int MaxTries = 3;

    private readonly PlaceCounts _counts;
    private readonly Board _board;
    private readonly Dictionary<string, (IReadOnlyList<(decimal Byte, int Count)> Counts, long Fold)> _nodes;

    private BoardPlaces(PlaceCounts counts, Board board, List<PlaceNode> nodes)
    {
        (_counts, _board) = (counts, board);
        _nodes = nodes.ToDictionary(
            n => n.Id, n => ((IReadOnlyList<(decimal, int)>)[.. TotalCounts.Parse(n.Counts).Of(board.Period.Key)], n.Fold), StringComparer.Ordinal);
    }

    /// <summary>Among those in one partition of the board: a read, and a query where there are nodes. Null where not all are counted.</summary>
    public static async Task<TotalPlace?> Find(ResultsDb db, string partition, Board board, decimal total, CancellationToken cancellation)
    {
        var id = PlaceCounts.IdOf(board.QuizId);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var counts = await db.Set<PlaceCounts>().AsNoTracking().FirstOrDefaultAsync(c => c.Partition == partition && c.Id == id, cancellation);
            if (counts is null && !BoardLayout.First.Has(partition))
                return new(1, 0, 0); // in all other layouts they come before anybody
            if (counts is not { Whole: true })
                return null;
            var nodes = counts.Fold == 0 ? [] : await Nodes(db, counts, board, total, cancellation);
            if (nodes.All(node => node.Fold <= counts.Fold)) // else the counts are older than these
                return new BoardPlaces(counts, board, nodes).PlaceOf(total);
        }

        return null;
    }

    private static Task<List<PlaceNode>> Nodes(
        ResultsDb db, PlaceCounts counts, Board board, decimal total, CancellationToken cancellation)
    {
        var ids = Enumerable.Range(0, PlaceNode.Levels)
            .SelectMany(level => new[] { PlaceNode.Above(total, level), 0 }.Select(above => IdOf(counts, board, level, above)))
            .Distinct().ToList();
        return db.Set<PlaceNode>().AsNoTracking().Where(n => n.Partition == counts.Partition && ids.Contains(n.Id)).ToListAsync(cancellation);
    }

    private TotalPlace PlaceOf(decimal total)
    {
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

        foreach (var (other, count) in _counts.UnfoldedOf(_board.Period).Of(_board.Period.Key))
        {
            above += other > total ? count : 0;
            sharing += other == total ? count : 0;
            users += count;
        }

        foreach (var (other, count) in TotalCounts.Parse(_counts.Folding[_board.Period.Index]).Of(_board.Period.Key))
        {
            var level = Math.Max(0, PlaceNode.Differ(other, total));
            var folded = IsFolded(level, PlaceNode.Above(total, level));
            above += other > total && !folded ? count : 0;
            sharing += other == total && !folded ? count : 0;
            users += IsFolded(Math.Max(0, PlaceNode.Differ(other, 0)), 0) ? 0 : count;
        }

        return new(above + 1, sharing, users);
    }

    private static string IdOf(PlaceCounts counts, Board board, int level, int above) =>
        PlaceNode.IdOf(counts.QuizId, counts.Generation, board.Period.Name, level, above);

    private bool IsFolded(int level, int above) =>
        _nodes.TryGetValue(IdOf(_counts, _board, level, above), out var node) && node.Fold == _counts.Fold;

    private IReadOnlyList<(decimal Byte, int Count)> Counted(int level, int above) =>
        _nodes.TryGetValue(IdOf(_counts, _board, level, above), out var node) ? node.Counts : [];
}
