using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// A node of the tree of a board's counts. A total is its four bytes, the lowest with its hundredths; the node of a level and the bytes above it counts by
/// the level's byte. Where that byte and all above it are 0 nothing is counted, but for the lowest level: so small totals need one node, and each total is
/// counted in just one of the four nodes that have no bytes above them but zeros.
/// </summary>
public sealed class PlaceNode : Document
{
    internal const int Levels = 4;
    private const int Bits = 8;

    private PlaceNode()
    {
    }

    private PlaceNode(string id, string partition, long generation)
        : base(id, partition)
    {
        Generation = generation;
    }

    public long Generation { get; private set; }

    /// <summary>The number of the last fold that is in it (<see cref="PlaceCounts.Fold"/>).</summary>
    public long Fold { get; private set; }

    /// <summary>By byte, as <see cref="TotalCounts"/>.</summary>
    public string Counts { get; private set; } = "";

    /// <param name="period">Its name.</param>
    /// <param name="above">The bytes above the level.</param>
    public static string IdOf(string? quizId, long generation, string period, int level, int above) =>
        string.Create(CultureInfo.InvariantCulture, $"places-{Standings.NameOf(quizId)}-{generation}-{period}-{level}-{above}");

    /// <summary>The total that is counted in a node of the lowest level; null for one of another.</summary>
    /// <param name="at">The level's byte.</param>
    internal static decimal? TotalOf(string id, decimal at)
    {
        var parts = id.Split('-');
        return parts[^2] == "0" ? (int.Parse(parts[^1], CultureInfo.InvariantCulture) << Bits) + at : default(decimal?);
    }

    public static int Above(decimal total, int level) => (int)((long)total >> (Bits * (level + 1)));

    public static decimal ByteOf(decimal total, int level) => level == 0
        ? total - ((long)Above(total, 0) << Bits)
        : ((long)total >> (Bits * level)) & 0xff;

    /// <summary>The highest level at which the two differ; -1 where they are equal.</summary>
    public static int Differ(decimal one, decimal other)
    {
        var level = Levels - 1;
        while (level >= 0 && ByteOf(one, level) == ByteOf(other, level))
            level--;
        return level;
    }

    /// <summary>Counts in all nodes what is being folded. May be repeated, and done by two at once.</summary>
    internal static async Task Take(ResultsDb db, PlaceCounts counts, CancellationToken cancellation)
    {
        var changes = Changes(counts, counts.Folding.Select(TotalCounts.Parse));
        foreach (var some in changes.Keys.Chunk(50))
        {
            var nodes = await db.Set<PlaceNode>().Where(n => n.Partition == counts.Partition && some.Contains(n.Id))
                .ToDictionaryAsync(n => n.Id, cancellation);
            foreach (var id in some)
            {
                if (!nodes.TryGetValue(id, out var node))
                    node = db.Add(new PlaceNode(id, counts.Partition, counts.Generation)).Entity;
                node.Take(counts.Fold, changes[id]);
            }

            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>The nodes of counts that are folded for the first time.</summary>
    public static IEnumerable<PlaceNode> Of(PlaceCounts counts)
    {
        foreach (var (id, changes) in Changes(counts, counts.Folding.Select(TotalCounts.Parse)))
        {
            var node = new PlaceNode(id, counts.Partition, counts.Generation);
            node.Take(counts.Fold, changes);
            yield return node;
        }
    }

    /// <summary>What totals count in which nodes, by their ids.</summary>
    /// <param name="counts">Whose nodes they are.</param>
    /// <param name="totals">Of the three periods.</param>
    internal static Dictionary<string, List<(string Key, decimal Byte, int Count)>> Changes(PlaceCounts counts, IEnumerable<TotalCounts> totals)
    {
        var changes = new Dictionary<string, List<(string, decimal, int)>>();
        foreach (var (period, ofPeriod) in Period.Names.Zip(totals))
        {
            foreach (var (key, total, count) in ofPeriod.All)
            {
                for (var level = 0; level < Levels && (level == 0 || (long)total >> (Bits * level) != 0); level++)
                {
                    var id = IdOf(counts.QuizId, counts.Generation, period, level, Above(total, level));
                    if (!changes.TryGetValue(id, out var list))
                        changes[id] = list = [];
                    list.Add((key, ByteOf(total, level), count));
                }
            }
        }

        return changes;
    }

    private void Take(long fold, List<(string Key, decimal Byte, int Count)> changes)
    {
        if (fold <= Fold)
            return;
        var counts = TotalCounts.Parse(Counts);
        foreach (var (key, at, count) in changes)
            counts.Add(key, at, count);
        (Counts, Fold) = (counts.ToString(), fold);
    }
}
