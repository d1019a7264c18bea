using System.Globalization;

namespace QuizPlatform.Results;

/// <summary>
/// The stretch of time a board is about: all time, a calendar month or an ISO week, both in UTC. Its key is <c>all</c>, <c>2026-11</c> or
/// <c>2026-W47</c>.
/// </summary>
public static class Period
{
    public const string AllTime = "all";

    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>: the one that <paramref name="now"/> is in.</param>
    public static string Key(string period, DateTimeOffset now) => period switch
    {
        "month" => Month(now),
        "week" => Week(now),
        _ => AllTime,
    };

    /// <summary>Of all periods that the time is in.</summary>
    public static IEnumerable<string> KeysOf(DateTimeOffset time) => [AllTime, Month(time), Week(time)];

    private static string Month(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Week(DateTimeOffset time) => $"{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}";
}
