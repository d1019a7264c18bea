using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Compares what is counted for places on the boards of a quiz, or on those over all quizzes, with the standings.</summary>
internal sealed class PlacesAudit
{
    private const int PageLength = 1_000;
    private const int MaxTries = 3;
    private const int MaxPlayers = 2_000_000; // they are gone through in one go, and remembered

    private readonly PlaceCounts _counts;
    private readonly Dictionary<(string NodeId, string Key, decimal Byte), int> _kept = [];
    private readonly HashSet<string> _keys;
    private readonly Dictionary<(string Key, decimal Total), int> _totals;

    private PlacesAudit(PlaceCounts counts, List<PlaceNode> nodes, DateTimeOffset now)
    {
        _counts = counts;
        _keys = Period.Of(now).Select(period => period.Key).ToHashSet(StringComparer.Ordinal); // nobody is shown any other board
        var folds = nodes.ToDictionary(node => node.Id, node => node.Fold, StringComparer.Ordinal);
        foreach (var node in nodes)
            Add(node.Id, TotalCounts.Parse(node.Counts).All);
        foreach (var (id, changes) in PlaceNode.Changes(counts, counts.Folding.Select(TotalCounts.Parse)))
        {
            if (folds.GetValueOrDefault(id) < counts.Fold)
                Add(id, changes);
        }

        foreach (var (id, changes) in PlaceNode.Changes(counts, counts.AllUnfolded()))
            Add(id, changes);
        _totals = Totals();
    }

    /// <param name="partition">Of standings.</param>
    /// <param name="see">Is given the players who have standings, some at a time.</param>
    /// <returns>Null where there are too many.</returns>
    public static async Task<List<AuditDifference>?> Of(
        ResultsDb db, string partition, DateTimeOffset now, Func<IReadOnlyCollection<string>, Task> see, CancellationToken cancellation)
    {
        var quizId = BoardLayout.QuizOf(partition);
        PlaceCounts counts;
        List<PlaceNode> nodes;
        for (var tries = 1; ; tries++)
        {
            var found = await db.Set<PlaceCounts>().AsNoTracking().FirstOrDefaultAsync(c => c.Partition == partition, cancellation);
            if (found is null)
            {
                var anybody = await db.Standings.Where(s => s.Partition == partition).Select(s => s.UserId).FirstOrDefaultAsync(cancellation);
                return [.. Comparison.Of("places", quizId, null, null, anybody)];
            }

            counts = found;
            nodes = await db.Set<PlaceNode>().AsNoTracking().Where(n => n.Partition == partition && n.Generation == counts.Generation)
                .ToListAsync(cancellation);
            var ahead = nodes.FindAll(node => node.Fold > counts.Fold);
            if (ahead.Count == 0)
                break;
            if (tries == MaxTries) // else they were folded since the counts were read
                return ahead.ConvertAll(node => new AuditDifference("places", quizId, null, $"fold of {node.Id}", $"{node.Fold}", $"at most {counts.Fold}"));
        }

        var audit = new PlacesAudit(counts, nodes, now);
        if (audit._totals.Where(of => of.Key.Key == Period.AllTime.Key).Sum(of => of.Value) > MaxPlayers)
            return null;
        var (standings, setAside) = await audit.Standing(db, see, cancellation);
        // Where not all are counted, places are told by counting standings.
        return counts.Whole ? [.. audit.OfTotals(standings, setAside), .. audit.OfNodes()] : [];
    }

    private void Add(string nodeId, IEnumerable<(string Key, decimal Byte, int Count)> counts)
    {
        foreach (var (key, at, count) in counts.Where(of => _keys.Contains(of.Key)))
            _kept[(nodeId, key, at)] = _kept.GetValueOrDefault((nodeId, key, at)) + count;
    }

    // How many have which total, by the lowest level of the tree.
    private Dictionary<(string Key, decimal Total), int> Totals()
    {
        var totals = new Dictionary<(string, decimal), int>();
        foreach (var ((id, key, at), count) in _kept)
        {
            if (PlaceNode.TotalOf(id, at) is { } total)
                totals[(key, total)] = totals.GetValueOrDefault((key, total)) + count;
        }

        return totals;
    }

    // How many standings have which total, without those that have changed, or are changing, since the counts were read: these tell no more what was counted.
    private async Task<(Dictionary<(string Key, decimal Total), int> Totals, int SetAside)> Standing(
        ResultsDb db, Func<IReadOnlyCollection<string>, Task> see, CancellationToken cancellation)
    {
        var (totals, setAside) = (new Dictionary<(string, decimal), int>(), 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var from = DateTimeOffset.MinValue;
        while (true)
        {
            // Who is active meanwhile comes once more at the end.
            var page = await db.Standings.AsNoTracking().Where(s => s.Partition == _counts.Partition && s.LastActivity >= from).OrderBy(s => s.LastActivity)
                .Select(s => new { s.UserId, s.LastActivity, s.PlacesClaim, s.AllKey, s.AllTotal, s.MonthKey, s.MonthTotal, s.WeekKey, s.WeekTotal })
                .TakeBeyond(s => seen.Contains(s.UserId), PageLength, cancellation);
            foreach (var s in page.Where(s => seen.Add(s.UserId)))
            {
                if (s.PlacesClaim > _counts.Number || (_counts.OpenClaimOf(s.UserId)?.Number ?? s.PlacesClaim) != s.PlacesClaim)
                {
                    setAside++;
                    continue;
                }

                Count(s.AllKey, s.AllTotal);
                Count(s.MonthKey, s.MonthTotal);
                Count(s.WeekKey, s.WeekTotal);
            }

            await see(page.ConvertAll(s => s.UserId));
            if (page.Count < PageLength)
                return (totals, setAside);
            from = page[^1].LastActivity;
        }

        void Count(string? key, double kept)
        {
            var total = (decimal)kept;
            if (key is not null && _keys.Contains(key))
                totals[(key, total)] = totals.GetValueOrDefault((key, total)) + 1;
        }
    }

    // Of who was set aside, what is counted is not among the standings: so there may be as many more, but none fewer.
    private IEnumerable<AuditDifference> OfTotals(Dictionary<(string Key, decimal Total), int> standings, int setAside)
    {
        var kept = _totals;
        var differing = kept.Keys.Union(standings.Keys)
            .Select(of => (of.Key, of.Total, Kept: kept.GetValueOrDefault(of), Expected: standings.GetValueOrDefault(of)))
            .Where(of => of.Kept != of.Expected);
        foreach (var board in differing.GroupBy(of => of.Key))
        {
            var tooMany = board.Sum(of => Math.Max(0, of.Kept - of.Expected)) > setAside;
            foreach (var of in board.Where(of => tooMany || of.Kept < of.Expected))
                yield return Difference($"{of.Key}, total {of.Total}", of.Kept, of.Expected);
        }
    }

    private IEnumerable<AuditDifference> OfNodes()
    {
        var totals = new[] { new TotalCounts(), new TotalCounts(), new TotalCounts() };
        foreach (var ((key, total), count) in _totals)
            totals[Period.IndexOf(key)].Add(key, total, count);
        var expected = PlaceNode.Changes(_counts, totals)
            .SelectMany(node => node.Value, (node, of) => (Node: (node.Key, of.Key, of.Byte), of.Count))
            .GroupBy(of => of.Node, of => of.Count).ToDictionary(of => of.Key, of => of.Sum());
        return _kept.Keys.Union(expected.Keys).Where(node => _kept.GetValueOrDefault(node) != expected.GetValueOrDefault(node))
            .Select(node => Difference($"{node.Item2}, {node.Item3} in {node.Item1}", _kept.GetValueOrDefault(node), expected.GetValueOrDefault(node)));
    }

    private AuditDifference Difference(string figure, int kept, int expected) => new("places", _counts.QuizId, null, figure, $"{kept}", $"{expected}");
}
