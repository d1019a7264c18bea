using System.Globalization;
using System.Text;

namespace QuizPlatform.Results;

/// <summary>How many have which total on the board of one period; of changes, by how many more or, below 0, fewer.</summary>
internal sealed class TotalCounts
{
    private readonly SortedDictionary<int, int> _counts = [];

    /// <summary>Of the period; empty where nothing was counted.</summary>
    public string Key { get; private set; } = "";

    public int Length => _counts.Count;
    public IEnumerable<KeyValuePair<int, int>> All => _counts;

    /// <summary>Nothing is counted for a period that is over; with the first of a new one all before are forgotten.</summary>
    public void Add(string key, int total, int count)
    {
        var order = string.CompareOrdinal(key, Key);
        if (order < 0)
            return;
        if (order > 0)
        {
            Key = key;
            _counts.Clear();
        }

        if ((_counts[total] = _counts.GetValueOrDefault(total) + count) == 0)
            _counts.Remove(total);
    }

    /// <summary>As text: the key, and each total with its count.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Key).Append(' ');
        foreach (var (total, count) in _counts)
            text.Append(CultureInfo.InvariantCulture, $"{total}:{count},");
        return text.ToString().TrimEnd(',');
    }

    public static TotalCounts Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var counts = new TotalCounts { Key = text[..space] };
        foreach (var part in text.AsSpan(space + 1).Split(','))
        {
            var count = text.AsSpan(space + 1)[part];
            if (count.IndexOf(':') is > 0 and var colon)
                counts._counts[int.Parse(count[..colon], CultureInfo.InvariantCulture)] = int.Parse(count[(colon + 1)..], CultureInfo.InvariantCulture);
        }

        return counts;
    }
}
