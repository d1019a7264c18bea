namespace QuizPlatform.Results.Tests;

public class StandingsTests
{
    private static readonly DateTimeOffset Noon = A.Sunday;

    [Fact]
    public void The_most_that_a_counting_attempt_is_worth_counts()
    {
        var standing = OverAll(A.Attempt("js", 4, Noon), A.Attempt("js", 7, Noon.AddHours(1)))["all"];

        Assert.Equal((70, 1, Noon.AddHours(1)), (standing.Total, standing.Quizzes, standing.ReachedAt));
    }

    [Fact]
    public void Counting_attempts_on_one_quiz_never_add_up()
    {
        var standing = OverAll(A.Attempt("js", 7, Noon), A.Attempt("js", 7, Noon.AddHours(1)), A.Attempt("js", 2, Noon.AddHours(2)))["all"];

        Assert.Equal((70, Noon), (standing.Total, standing.ReachedAt));
    }

    [Fact]
    public void The_total_is_the_sum_over_quizzes()
    {
        var standing = OverAll(A.Attempt("js", 7, Noon), A.Attempt("css", 3, Noon.AddHours(1)), A.Attempt("css", 5, Noon.AddHours(2)))["all"];

        Assert.Equal((120, 2), (standing.Total, standing.Quizzes));
    }

    [Fact]
    public void Over_all_quizzes_one_is_worth_its_percentage_and_on_its_own_board_its_score()
    {
        var attempt = A.Attempt("js", score: 19_000, Noon, maxScore: 20_000);

        foreach (var period in (string[])["all", "month", "week"])
            Assert.Equal((95, 19_000), (OverAll(attempt)[period].Total, OnQuiz(attempt)[period].Total));
    }

    [Fact]
    public void Average_and_best_are_percentages_of_the_counting_attempts()
    {
        var standing = OverAll(A.Attempt("js", 7, Noon), A.Attempt("js", 2, Noon), A.Attempt("css", 1, Noon))["all"];

        Assert.Equal((100, 3, 70), (standing.Percentages, standing.Attempts, standing.Best));
    }

    [Fact]
    public void Somebody_who_never_scored_reached_nothing_at_the_first_try()
    {
        var standings = OverAll(A.Attempt("js", 0, Noon), A.Attempt("js", 0, Noon.AddHours(1)));

        Assert.Equal((0, Noon, Noon.AddHours(1)), (standings["all"].Total, standings["all"].ReachedAt, standings.LastActivity));
    }

    [Fact]
    public void A_month_and_a_week_begin_with_nothing()
    {
        var standings = OverAll(A.Attempt("js", 9, Noon), A.Attempt("js", 5, Noon.AddDays(1)), A.Attempt("js", 7, Noon.AddDays(15)));

        Assert.Equal(
            [("all", 90, 3), ("2026-12", 70, 1), ("2026-W50", 70, 1)],
            ((string[])["all", "month", "week"]).Select(period => standings[period]).Select(s => (s.Key!, s.Total, s.Attempts)));
    }

    [Theory]
    [InlineData("2027-01-01T00:30:00+02:00", "2026-12", "2026-W53")] // still 2026 in UTC
    [InlineData("2027-01-03T23:59:59Z", "2027-01", "2026-W53")]
    [InlineData("2024-12-30T00:00:00Z", "2024-12", "2025-W01")]
    [InlineData("2026-11-22T23:59:59Z", "2026-11", "2026-W47")]
    [InlineData("2026-11-23T00:00:00Z", "2026-11", "2026-W48")]
    public void Months_and_ISO_weeks_are_UTC(string time, string month, string week)
    {
        Assert.Equal(["all", month, week], Period.Of(DateTimeOffset.Parse(time)).Select(period => period.Key));
    }

    [Fact]
    public void An_attempt_counts_once_and_later_still_tells_how()
    {
        var (attempt, standings) = (A.Attempt("js", 7, Noon), new Standings("js", "ann"));
        standings.TryCount(A.Attempt("js", 4, Noon.AddHours(-1)), null, Noon);

        var counted = standings.TryCount(attempt, null, Noon);
        var again = standings.TryCount(attempt, null, Noon);

        Assert.Equal(new CountedAttempt(Noon, attempt.PublicId, 40, 40, 40), counted);
        Assert.Equal((counted, 2), (again, standings["all"].Attempts));
    }

    [Fact]
    public void What_is_older_than_those_remembered_cannot_be_told()
    {
        var (first, standings) = (A.Attempt("js", 1, Noon), new Standings("js", "ann"));
        standings.TryCount(first, null, Noon);
        for (var i = 1; i < Standings.MaxRemembered; i++)
            standings.TryCount(A.Attempt("js", 2, Noon.AddHours(i)), null, Noon);
        Assert.NotNull(standings.TryCount(first, null, Noon));

        standings.TryCount(A.Attempt("js", 2, Noon.AddHours(Standings.MaxRemembered)), null, Noon);

        Assert.Null(standings.TryCount(first, null, Noon));
        Assert.Equal((Standings.MaxRemembered, Standings.MaxRemembered + 1), (standings.Remembered.Count, standings["all"].Attempts));
    }

    /// <summary>Attempts in any order, told as often as one likes, come to what they come to in the order of their times, or are refused.</summary>
    [Fact]
    public void The_order_in_which_attempts_are_told_changes_nothing()
    {
        var random = new Random(13);
        var (asTold, refused) = (0, 0);
        for (var round = 0; round < 2_000; round++)
        {
            var attempts = Enumerable.Range(0, random.Next(1, 7))
                .Select(i => A.Attempt($"quiz-{random.Next(3)}", random.Next(0, 4) * 3, Noon.AddDays(-9).AddHours(random.Next(0, 400) + (i / 100.0))))
                .ToList();
            var told = attempts.Concat(attempts.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();

            if (Tell(told) is { } standings)
            {
                asTold++;
                Assert.Equal(Shown(OverAll([.. attempts.OrderBy(a => a.SubmittedAt)])), Shown(standings));
            }
            else
            {
                refused++;
            }
        }

        Assert.True(asTold > refused, $"{asTold} as told, {refused} refused");
    }

    [Fact]
    public void Counting_anew_finds_what_was_counted()
    {
        var attempts = Enumerable.Range(0, 30).Select(i => A.Attempt($"quiz-{i % 3}", i % 10, Noon.AddHours(i))).ToArray();

        var anew = OverAll(attempts);

        Assert.Equal(Shown(Tell(attempts)!), Shown(anew));
        Assert.Equal((Tell(attempts)!.ForgottenUpTo, Standings.MaxRemembered), (anew.ForgottenUpTo, anew.Remembered.Count));
    }

    [Fact]
    public void Nothing_is_counted_until_distrusted_standings_are_counted_anew()
    {
        var standings = OverAll(A.Attempt("js", 7, Noon));

        standings.Distrust();

        Assert.Null(standings.TryCount(A.Attempt("js", 8, Noon.AddHours(1)), new(Noon, "x", null, null, null), Noon));
        Assert.Equal(70, standings["all"].Total);
    }

    private static Standings OnQuiz(params Attempt[] attempts)
    {
        var standings = new Standings(attempts[0].QuizId, "ann");
        standings.CountAnew(attempts, Noon);
        return standings;
    }

    // Counted anew, as from the results.
    private static Standings OverAll(params Attempt[] attempts)
    {
        var counted = attempts.GroupBy(a => a.QuizId).SelectMany(quiz => new Standings(quiz.Key, "ann").CountAnew(quiz, Noon));
        var standings = new Standings(null, "ann");
        standings.CountAnew(counted.OrderBy(c => c.Attempt.SubmittedAt), Noon);
        return standings;
    }

    // Added up, one by one; null where one cannot be told.
    private static Standings? Tell(IEnumerable<Attempt> attempts)
    {
        var (quizzes, overAll) = (new Dictionary<string, Standings>(), new Standings(null, "ann"));
        foreach (var attempt in attempts)
        {
            var onQuiz = quizzes.TryGetValue(attempt.QuizId, out var known) ? known : quizzes[attempt.QuizId] = new(attempt.QuizId, "ann");
            if (onQuiz.TryCount(attempt, null, Noon) is not { } counted || overAll.TryCount(attempt, counted, Noon) is null)
                return null;
        }

        return overAll;
    }

    private static object Shown(Standings s) => (s["all"], s["month"], s["week"], s.LastActivity);
}
