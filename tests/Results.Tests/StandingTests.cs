namespace QuizPlatform.Results.Tests;

public class StandingTests
{
    private static readonly DateTimeOffset Noon = A.Sunday;

    [Fact]
    public void Taking_a_quiz_again_raises_the_total_to_the_best()
    {
        var standing = Count(A.Attempt("js", 4, Noon), A.Attempt("js", 7, Noon.AddHours(1)));

        Assert.Equal((7, 1, Noon.AddHours(1)), (standing.TotalScore, standing.TotalQuizzes, standing.ReachedAt));
    }

    [Fact]
    public void Taking_a_quiz_again_never_pads_the_total()
    {
        var standing = Count(A.Attempt("js", 7, Noon), A.Attempt("js", 7, Noon.AddHours(1)), A.Attempt("js", 2, Noon.AddHours(2)));

        Assert.Equal((7, Noon), (standing.TotalScore, standing.ReachedAt));
    }

    [Fact]
    public void The_total_is_the_sum_over_quizzes_of_the_best_on_each()
    {
        var standing = Count(A.Attempt("js", 7, Noon), A.Attempt("css", 3, Noon.AddHours(1)), A.Attempt("css", 5, Noon.AddHours(2)));

        Assert.Equal((12, 2), (standing.TotalScore, standing.TotalQuizzes));
    }

    [Fact]
    public void Average_and_best_are_percentages_over_all_submissions()
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
        Assert.Equal(["all", "all.js", month, month + ".js", week, week + ".js"], Board.KeysOf("js", DateTimeOffset.Parse(time)));
    }

    private static Standing Count(params Attempt[] attempts)
    {
        var standing = new Standing(Board.AllTime, "ann");
        standing.Count(attempts);
        return standing;
    }
}
