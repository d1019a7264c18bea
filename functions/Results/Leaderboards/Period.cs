using System.Globalization;

namespace QuizPlatform.Results;

/// <summary>
/// The stretch of time a board is about: all time, a calendar month or an ISO week, both in UTC.
/// </summary>
/// <param name="Name"><c>all</c>, <c>month</c> or <c>week</c>.</param>
/// <param name="Key">Which one: <c>all</c>, <c>2026-11</c> or <c>2026-W47</c>. Of two of one name, the later has the greater one as text.</param>
public sealed record Period(string Name, string Key)
{
    public static readonly Period AllTime = new("all", "all");

    /// <summary>In the order of <see cref="Of(DateTimeOffset)"/>.</summary>
    public static readonly IReadOnlyList<string> Names = ["all", "month", "week"];

    /// <summary>Among <see cref="Names"/>.</summary>
    public int Index => Name switch { "month" => 1, "week" => 2, _ => 0 };

    /// <summary>Of a period's key, what <see cref="Index"/> is of the period.</summary>
    public static int IndexOf(string key) => key == AllTime.Key ? 0 : key.Contains('W', StringComparison.Ordinal) ? 2 : 1;

    /// <param name="name"><c>all</c>, <c>month</c> or <c>week</c>: the one that <paramref name="time"/> is in.</param>
    public static Period Of(string name, DateTimeOffset time) => name switch
    {
        "month" => new(name, time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        "week" => new(name, $"{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}"),
        _ => AllTime,
    };

    /// <summary>All that the time is in.</summary>
    public static IReadOnlyList<Period> Of(DateTimeOffset time) => [.. Names.Select(name => Of(name, time))];
}
