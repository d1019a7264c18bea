using System.Globalization;

namespace QuizPlatform.Results;

/// <summary>
/// Which leaderboard: of all time, of a calendar month or of an ISO week (both UTC), over every quiz or one. The key names the board
/// in documents: <c>all</c>, <c>2026-11</c>, <c>2026-W47</c>, each with <c>.quizId</c> behind it for one quiz.
/// </summary>
public static class Board
{
    public const string AllTime = "all";

    /// <summary>The six boards a submission counts on.</summary>
    public static IEnumerable<string> KeysOf(string quizId, DateTimeOffset submittedAt)
    {
        foreach (var period in (string[])[AllTime, Month(submittedAt), Week(submittedAt)])
        {
            yield return period;
            yield return OfQuiz(period, quizId);
        }
    }

    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>: the one that <paramref name="now"/> is in.</param>
    public static string Key(string period, string? quizId, DateTimeOffset now)
    {
        var key = period switch
        {
            "month" => Month(now),
            "week" => Week(now),
            _ => AllTime,
        };
        return quizId is null ? key : OfQuiz(key, quizId);
    }

    public static string OfQuiz(string period, string quizId) => $"{period}.{quizId}";

    private static string Month(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Week(DateTimeOffset time) => $"{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}";
}
