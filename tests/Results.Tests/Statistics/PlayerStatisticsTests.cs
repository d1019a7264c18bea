namespace QuizPlatform.Results.Tests;

public class PlayerStatisticsTests
{
    private static readonly DateTimeOffset Noon = A.Sunday;

    [Fact]
    public void Every_result_counts_but_only_what_counts_on_the_board_scores()
    {
        var statistics = Count(A.Attempt("js", 4, Noon, timeSpent: 60), A.Attempt("js", 8, Noon, timeSpent: 30, counts: false), A.Attempt("css", 3, Noon));

        Assert.Equal((3, 50.0, 80, 70, 90L),
            (statistics.TotalQuizzesTaken, statistics.AverageScore, statistics.BestScore, statistics.TotalScore, statistics.TotalTimeSpent));
    }

    [Theory]
    [InlineData(new[] { 0 }, 1)]
    [InlineData(new[] { 0, 0, -1, -2 }, 3)]
    [InlineData(new[] { 0, -2, -3 }, 1)]
    [InlineData(new[] { -1, -2 }, 2)]
    [InlineData(new[] { -2, -3 }, 0)]
    public void A_streak_is_days_in_a_row_up_to_today_or_yesterday(int[] days, int streak)
    {
        var statistics = Count([.. days.Order().Select(day => A.Attempt("js", 1, Noon.AddDays(day)))]);

        Assert.Equal(streak, statistics.CurrentStreakDays(Noon.AddHours(5)));
    }

    [Fact]
    public void Recent_activity_is_the_last_ten_newest_first()
    {
        var statistics = Count([.. Enumerable.Range(0, 12).Select(i => A.Attempt("js", i % 10, Noon.AddMinutes(i)))]);

        Assert.Equal(Enumerable.Range(2, 10).Reverse().Select(i => Noon.AddMinutes(i)), statistics.RecentActivity.Select(a => a.SubmittedAt));
    }

    [Fact]
    public void Categories_are_told_apart()
    {
        var statistics = Count(
            A.Attempt("js", 4, Noon, category: "web"), A.Attempt("sd", 9, Noon, category: "design"), A.Attempt("css", 6, Noon, category: "web"));

        Assert.Equal([new("design", 1, 90, 90), new("web", 2, 50, 60)], statistics.ByCategory);
    }

    private static PlayerStatistics Count(params Attempt[] attempts)
    {
        var statistics = new PlayerStatistics("ann");
        statistics.Count(attempts);
        return statistics;
    }
}
