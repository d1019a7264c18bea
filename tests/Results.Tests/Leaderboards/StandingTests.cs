namespace QuizPlatform.Results.Tests;

public class StandingTests
{
    private static readonly DateTimeOffset Noon = A.Sunday;

    [Fact]
    public void The_most_that_a_counting_attempt_is_worth_counts()
    {
        var standing = Count(A.Attempt("js", 4, Noon), A.Attempt("js", 7, Noon.AddHours(1)));

        Assert.Equal((70, 1, Noon.AddHours(1)), (standing.TotalScore, standing.TotalQuizzes, standing.ReachedAt));
    }

    [Fact]
    public void Counting_attempts_on_one_quiz_never_add_up()
    {
        var standing = Count(A.Attempt("js", 7, Noon), A.Attempt("js", 7, Noon.AddHours(1)), A.Attempt("js", 2, Noon.AddHours(2)));

        Assert.Equal((70, Noon), (standing.TotalScore, standing.ReachedAt));
    }

    [Fact]
    public void The_total_is_the_sum_over_quizzes()
    {
        var standing = Count(A.Attempt("js", 7, Noon), A.Attempt("css", 3, Noon.AddHours(1)), A.Attempt("css", 5, Noon.AddHours(2)));

        Assert.Equal((120, 2), (standing.TotalScore, standing.TotalQuizzes));
    }

    [Fact]
    public void Over_all_quizzes_one_is_worth_its_percentage_and_on_its_own_board_its_score()
    {
        var attempt = A.Attempt("js", score: 19_000, Noon, maxScore: 20_000);

        Assert.Equal((95, 19_000), (Count(attempt).TotalScore, Count("all.js", attempt).TotalScore));
        Assert.Equal((95, 19_000), (Count("2026-W47", attempt).TotalScore, Count("2026-W47.js", attempt).TotalScore));
    }

    [Fact]
    public void What_does_not_count_is_on_no_board() => Assert.Empty(Board.KeysOf(A.Attempt("js", 7, Noon, counts: false)));

    [Fact]
    public void What_is_not_ranked_is_on_the_board_of_its_quiz_only()
    {
        Assert.Equal(["all.js", "2026-11.js", "2026-W47.js"], Board.KeysOf(A.Attempt("js", 7, Noon, ranked: false)));
    }

    [Fact]
    public void Average_and_best_are_percentages_of_the_counting_attempts()
    {
        var standing = Count(A.Attempt("js", 7, Noon), A.Attempt("js", 2, Noon), A.Attempt("css", 1, Noon));

        Assert.Equal((33.33, 70), (standing.AverageScore, standing.BestScore));
    }

    [Fact]
    public void Somebody_who_never_scored_reached_nothing_at_the_first_try()
    {
        var standing = Count(A.Attempt("js", 0, Noon), A.Attempt("js", 0, Noon.AddHours(1)));

        Assert.Equal((0, Noon, Noon.AddHours(1)), (standing.TotalScore, standing.ReachedAt, standing.LastActivity));
    }

    [Theory]
    [InlineData("2027-01-01T00:30:00+02:00", "2026-12", "2026-W53")] // still 2026 in UTC
    [InlineData("2027-01-03T23:59:59Z", "2027-01", "2026-W53")]
    [InlineData("2024-12-30T00:00:00Z", "2024-12", "2025-W01")]
    [InlineData("2026-11-22T23:59:59Z", "2026-11", "2026-W47")]
    [InlineData("2026-11-23T00:00:00Z", "2026-11", "2026-W48")]
    public void Months_and_ISO_weeks_are_UTC(string time, string month, string week)
    {
        Assert.Equal(["all", "all.js", month, month + ".js", week, week + ".js"], Board.KeysOf(A.Attempt("js", 1, DateTimeOffset.Parse(time))));
    }

    private static Standing Count(params Attempt[] attempts) => Count(Period.AllTime, attempts);

    private static Standing Count(string board, params Attempt[] attempts)
    {
        var standing = new Standing(board, "ann");
        standing.Count(attempts, Noon);
        return standing;
    }
}
