using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>The counts of a store that is written whole: of all standings, none of which is saved yet.</summary>
public sealed class FirstPlaces
{
    private readonly Dictionary<string, PlaceCounts> _counts = [];

    public void Count(Standings standings)
    {
        if (!_counts.TryGetValue(standings.Partition, out var counts))
            _counts[standings.Partition] = counts = new(standings.Partition, Recount.FirstGeneration, whole: true);
        counts.CountFirst(standings);
    }

    /// <summary>To be saved with the standings.</summary>
    public IEnumerable<Document> Documents()
    {
        foreach (var counts in _counts.Values)
        {
            counts.Keep();
            yield return counts;
            foreach (var node in PlaceNode.Of(counts))
                yield return node;
        }
    }
}
