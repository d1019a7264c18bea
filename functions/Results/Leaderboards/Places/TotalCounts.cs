using System.Globalization;
using System.Text;

namespace QuizPlatform.Results;

/// <summary>
/// How many have which total on the boards of a month, of a week or of all time; of changes, by how many more or, below 0, fewer. Of the newest periods: more
/// than one, for a clock that was ahead once must not end the month that it is.
/// </summary>
internal sealed class TotalCounts
{
    private const int MaxPeriods = 3;

    private readonly SortedDictionary<string, SortedDictionary<decimal, int>> _periods = new(StringComparer.Ordinal);

    public int Length => _periods.Values.Sum(counts => counts.Count);

    public IEnumerable<(string Key, decimal Total, int Count)> All =>
        _periods.SelectMany(period => period.Value, (period, of) => (period.Key, of.Key, of.Value));

    /// <param name="key">Of a period.</param>
    public IEnumerable<(decimal Total, int Count)> Of(string key) =>
        _periods.TryGetValue(key, out var counts) ? counts.Select(of => (of.Key, of.Value)) : [];

    public void Add(string key, decimal total, int count)
    {
        if (!_periods.TryGetValue(key, out var counts))
            _periods[key] = counts = [];
        if ((counts[total] = counts.GetValueOrDefault(total) + count) == 0)
            counts.Remove(total);
        if (counts.Count == 0)
            _periods.Remove(key);
        else if (_periods.Count > MaxPeriods)
            _periods.Remove(_periods.First().Key);
    }

    /// <summary>As text: of each period the key, and each total with its count.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (key, counts) in _periods)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(key);
            foreach (var (total, count) in counts)
                text.Append(CultureInfo.InvariantCulture, $",{total}:{count}");
        }

        return text.ToString();
    }

    public static TotalCounts Parse(string text)
    {
        var all = new TotalCounts();
        foreach (var period in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = period.Split(',');
            all._periods[parts[0]] = new(parts.Skip(1).Select(part => part.Split(':')).ToDictionary(
                of => decimal.Parse(of[0], CultureInfo.InvariantCulture), of => int.Parse(of[1], CultureInfo.InvariantCulture)));
        }

        return all;
    }
}
