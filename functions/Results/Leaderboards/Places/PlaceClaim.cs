using System.Globalization;

namespace QuizPlatform.Results;

/// <summary>That a player's totals are about to change, or have changed.</summary>
/// <param name="Number">Kept in the standings that the change is saved with: no other change has it.</param>
/// <param name="From">The totals that are counted for the player.</param>
/// <param name="To">Those that are to be counted once the standings are saved.</param>
internal sealed record PlaceClaim(long Number, DateTimeOffset At, string UserId, PlaceTotals From, PlaceTotals To)
{
    /// <summary>Counts the change.</summary>
    /// <param name="counts">Of the three periods.</param>
    public void AddTo(TotalCounts[] counts)
    {
        From.AddTo(counts, -1);
        To.AddTo(counts, +1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {At.UtcTicks} {UserId} {From} {To}");

    public static PlaceClaim Parse(string text)
    {
        var parts = text.Split(' ');
        return new(
            long.Parse(parts[0], CultureInfo.InvariantCulture), new(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero), parts[2],
            new(parts[3]), new(parts[4]));
    }
}

/// <summary>A player's totals on the boards of the three periods, as text.</summary>
internal readonly record struct PlaceTotals(string Text)
{
    /// <summary>Of somebody who is on no board.</summary>
    public static readonly PlaceTotals None = new("-");

    public static PlaceTotals Of(Standings standings) => standings.AllKey is null
        ? None
        : new(string.Create(
            CultureInfo.InvariantCulture,
            $"{standings.AllKey}:{standings.AllTotal}|{standings.MonthKey}:{standings.MonthTotal}|{standings.WeekKey}:{standings.WeekTotal}"));

    /// <summary>Counts them once more or, with -1, once less.</summary>
    /// <param name="counts">Of the three periods.</param>
    public void AddTo(TotalCounts[] counts, int count)
    {
        if (this == None)
            return;
        foreach (var (part, period) in Text.Split('|').Zip(counts))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            period.Add(part[..colon], decimal.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture), count);
        }
    }

    public override string ToString() => Text;
}
