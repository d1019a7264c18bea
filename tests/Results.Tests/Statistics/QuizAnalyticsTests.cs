using System.Text.Json;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public class QuizAnalyticsTests
{
    private static readonly QuizPublished Quiz = A.Quiz(4);

    [Fact]
    public void A_repeated_result_counts_once()
    {
        var analytics = new QuizAnalytics(Quiz.QuizId);
        var results = Submitted(3);

        Assert.True(analytics.TryCount(results));
        Assert.True(analytics.TryCount([.. results.Reverse(), results[0]]));

        Assert.Equal(3, analytics.TotalAttempts);
    }

    [Fact]
    public void The_figures_are_those_of_the_results()
    {
        var analytics = new QuizAnalytics(Quiz.QuizId);

        analytics.TryCount([Told(right: 4, at: 0, timeSpent: 10), Told(right: 1, at: 1, timeSpent: 20), Told(right: 0, at: 2)]);

        Assert.Equal((3, 125L, 100, 1, 30L, 2),
            (analytics.TotalAttempts, analytics.PercentageSum, analytics.HighestScore, analytics.Passes, analytics.TimeSpentSum, analytics.TimedAttempts));
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 0, 0, 1], analytics.ScoreDistribution);
        Assert.Equal((3, 2), (analytics.Questions[0].Attempts, analytics.Questions[0].Correct));
        Assert.Equal([2, 1], analytics.Questions[3].Choices);
    }

    [Fact]
    public void What_is_taken_back_is_as_if_it_had_never_counted()
    {
        var (analytics, expected) = (new QuizAnalytics(Quiz.QuizId), new QuizAnalytics(Quiz.QuizId));
        var (first, best, last) = (Told(right: 1, at: 0, timeSpent: 10), Told(right: 4, at: 1, timeSpent: 20), Told(right: 2, at: 2));
        analytics.TryCount([first, best]);

        Assert.True(analytics.TryCount([last], [best]));
        Assert.True(analytics.TryCount([best], [best]));

        expected.TryCount([first, last]);
        Assert.Equal(Figures(expected), Figures(analytics));
    }

    [Fact]
    public void What_is_taken_back_before_it_is_told_never_counts()
    {
        var analytics = new QuizAnalytics(Quiz.QuizId);
        var result = Told(right: 3, at: 0);

        analytics.TryCount([], [result]);
        analytics.TryCount([result]);

        Assert.Equal(0, analytics.TotalAttempts);
    }

    [Fact]
    public void Of_a_quiz_with_few_players_few_are_remembered_and_of_the_last_minutes_all()
    {
        var (calm, busy) = (new QuizAnalytics(Quiz.QuizId), new QuizAnalytics(Quiz.QuizId));

        calm.TryCount([.. Enumerable.Range(0, 100).Select(i => Told(1, at: 60 * i))]);
        busy.TryCount([.. Enumerable.Range(0, 100).Select(i => Told(1, at: i))]);

        Assert.Equal((QuizAnalytics.MinRemembered, 100), (calm.Remembered.Count, busy.Remembered.Count));
        Assert.Equal((A.Sunday.AddSeconds(60 * 79), null), (calm.ForgottenUpTo, busy.ForgottenUpTo));
    }

    [Fact]
    public void Results_of_one_moment_are_remembered_or_forgotten_together()
    {
        var analytics = new QuizAnalytics(Quiz.QuizId);
        var together = Enumerable.Range(0, QuizAnalytics.MaxRemembered + 1).Select(_ => Told(1, at: 0)).ToList();

        analytics.TryCount(together);

        Assert.Empty(analytics.Remembered);
        Assert.Equal(together.Count, analytics.Forgetting!.Count);
    }

    [Fact]
    public void Of_what_was_counted_anew_long_ago_nothing_tells()
    {
        var analytics = new QuizAnalytics(Quiz.QuizId);
        var results = Submitted(QuizAnalytics.MaxRemembered + 1);
        analytics.CountAnew(results);

        Assert.Empty(analytics.Unsure([results[0]]));
        Assert.False(analytics.TryCount([results[0]]));
        Assert.True(analytics.TryCount([results[^1]]));
        Assert.Equal(results.Length, analytics.TotalAttempts);
    }

    private static ResultSubmitted[] Submitted(int count) => [.. Enumerable.Range(0, count).Select(i => Told(i % 5, at: i))];

    private static ResultSubmitted Told(int right, int at, int? timeSpent = null) =>
        A.Result("ann", Quiz, right, A.Sunday.AddSeconds(at), timeSpent, again: true).ToEvent(AnswerKey.From(Quiz));

    private static string Figures(QuizAnalytics a) => JsonSerializer.Serialize(new
    {
        a.TotalAttempts,
        a.PercentageSum,
        a.HighestScore,
        a.Passes,
        a.TimeSpentSum,
        a.TimedAttempts,
        a.ScoreDistribution,
        a.Percentages,
        Questions = a.Questions.Select(q => new { q.Attempts, q.Correct, q.Unanswered, Choices = q.Choices.Index().Where(c => c.Item > 0).ToDictionary() }),
    });
}
