using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests;

/// <param name="Counts">Whether the answer said that it counts on boards.</param>
internal sealed record Submission(Person Person, TestQuiz Quiz, int[] Answers, DateTimeOffset At, bool Counts)
{
    public static Submission Of(Person person, TestQuiz quiz, int[] answers, HttpAnswer answer) => new(
        person, quiz, answers, answer.Json["result"]!["submittedAt"]!.GetValue<DateTimeOffset>(), answer.Json["result"]!["countsOnBoard"]!.GetValue<bool>());

    public bool ByAuthor => Person.Id == Quiz.AuthorId;
    public int Score => Quiz.Score(Answers);
    public int Percentage => (int)Math.Round(100m * Score / Quiz.RightAnswers.Length, MidpointRounding.AwayFromZero);
}

/// <summary>What boards, statistics and analytics must say, computed in the plainest way from what was submitted.</summary>
internal sealed class Submissions(IReadOnlyCollection<Submission> all)
{
    /// <summary>
    /// People with their totals, best first: each person's first result on a quiz counts, with its score on the quiz's own board and its
    /// percentage over all quizzes, where nobody's own quizzes count.
    /// </summary>
    public IEnumerable<(string UserId, int TotalScore, int TotalQuizzes)> Board(TestQuiz? quiz = null) =>
        Firsts.Where(s => quiz is null ? !s.ByAuthor : s.Quiz == quiz).GroupBy(s => s.Person.Id)
            .Select(mine => (UserId: mine.Key, Total: mine.Sum(s => quiz is null ? s.Percentage : s.Score), Quizzes: mine.Count(), Reached: Reached(mine)))
            .OrderByDescending(p => p.Total).ThenBy(p => p.Reached).ThenBy(p => p.UserId, StringComparer.Ordinal)
            .Select(p => (p.UserId, p.Total, p.Quizzes));

    /// <summary>Of each person's results on a quiz the first, and no other, was said to count.</summary>
    public void AssertCounts() => Assert.Equal(Firsts.ToHashSet(), all.Where(s => s.Counts).ToHashSet());

    public void AssertBoard(JsonNode page, TestQuiz? quiz = null) => Assert.Equal(
        Board(quiz),
        page["leaderboard"]!.AsArray().Select(e => (e!["userId"]!.GetValue<string>(), e["totalScore"]!.GetValue<int>(), e["totalQuizzes"]!.GetValue<int>())));

    public void AssertStatistics(Person person, JsonNode statistics)
    {
        var mine = all.Where(s => s.Person.Id == person.Id && !s.ByAuthor).ToList();
        if (mine.Count == 0)
        {
            Assert.Equal(0, statistics["totalQuizzesTaken"]!.GetValue<int>());
            return;
        }

        Assert.Equal(mine.Count, statistics["totalQuizzesTaken"]!.GetValue<int>());
        Assert.Equal(Firsts.Where(mine.Contains).Sum(s => s.Percentage), statistics["totalScore"]!.GetValue<int>());
        Assert.Equal(mine.Max(s => s.Percentage), statistics["bestScore"]!.GetValue<int>());
        Assert.Equal(mine.Average(s => s.Percentage), statistics["averageScore"]!.GetValue<double>(), 0.0051);
    }

    public void AssertAnalytics(TestQuiz quiz, JsonNode analytics)
    {
        var taken = all.Where(s => s.Quiz.Id == quiz.Id && !s.ByAuthor).ToList();
        Assert.Equal(taken.Count, analytics["totalAttempts"]!.GetValue<int>());
        Assert.Equal(taken.Average(s => s.Percentage), analytics["averageScore"]!.GetValue<double>(), 0.0051);
        Assert.Equal(taken.Max(s => s.Percentage), analytics["highestScore"]!.GetValue<int>());
        foreach (var (i, right) in quiz.RightAnswers.Index())
            Assert.Equal(taken.Count(s => s.Answers[i] == right), analytics["questions"]![i]!["correct"]!.GetValue<int>());
    }

    private IEnumerable<Submission> Firsts => all.GroupBy(s => (s.Person.Id, s.Quiz.Id)).Select(mine => mine.MinBy(s => s.At)!);

    private static DateTimeOffset Reached(IEnumerable<Submission> mine)
    {
        var counting = mine.OrderBy(s => s.At).ToList();
        return (counting.LastOrDefault(s => s.Score > 0) ?? counting[0]).At;
    }
}
