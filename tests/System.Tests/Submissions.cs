using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests;

internal sealed record Submission(Person Person, TestQuiz Quiz, int[] Answers, DateTimeOffset At)
{
    public int Score => Quiz.Score(Answers);
    public int Percentage => (int)Math.Round(100m * Score / Quiz.RightAnswers.Length, MidpointRounding.AwayFromZero);
}

/// <summary>What boards, statistics and analytics must say, computed in the plainest way from what was submitted.</summary>
internal sealed class Submissions(IReadOnlyCollection<Submission> all)
{
    /// <summary>Users with their totals, best first.</summary>
    public IEnumerable<(string UserId, int TotalScore, int TotalQuizzes)> Board(TestQuiz? quiz = null) =>
        all.Where(s => quiz is null || s.Quiz == quiz).GroupBy(s => s.Person.Id)
            .Select(mine => (UserId: mine.Key, Total: mine.GroupBy(s => s.Quiz.Id).Sum(q => q.Max(s => s.Score)), Quizzes: mine.Select(s => s.Quiz.Id).Distinct().Count(), Reached: Reached([.. mine])))
            .OrderByDescending(p => p.Total).ThenBy(p => p.Reached).ThenBy(p => p.UserId, StringComparer.Ordinal)
            .Select(p => (p.UserId, p.Total, p.Quizzes));

    public void AssertBoard(JsonNode page, TestQuiz? quiz = null) => Assert.Equal(
        Board(quiz),
        page["leaderboard"]!.AsArray().Select(e => (e!["userId"]!.GetValue<string>(), e["totalScore"]!.GetValue<int>(), e["totalQuizzes"]!.GetValue<int>())));

    public void AssertStatistics(Person person, JsonNode statistics)
    {
        var mine = all.Where(s => s.Person.Id == person.Id).ToList();
        Assert.Equal(mine.Count, statistics["totalQuizzesTaken"]!.GetValue<int>());
        Assert.Equal(mine.GroupBy(s => s.Quiz.Id).Sum(q => q.Max(s => s.Score)), statistics["totalScore"]!.GetValue<int>());
        Assert.Equal(mine.Max(s => s.Percentage), statistics["bestScore"]!.GetValue<int>());
        Assert.Equal(mine.Average(s => s.Percentage), statistics["averageScore"]!.GetValue<double>(), 0.0051);
    }

    public void AssertAnalytics(TestQuiz quiz, JsonNode analytics)
    {
        var taken = all.Where(s => s.Quiz.Id == quiz.Id).ToList();
        Assert.Equal(taken.Count, analytics["totalAttempts"]!.GetValue<int>());
        Assert.Equal(taken.Average(s => s.Percentage), analytics["averageScore"]!.GetValue<double>(), 0.0051);
        Assert.Equal(taken.Max(s => s.Percentage), analytics["highestScore"]!.GetValue<int>());
        foreach (var (i, right) in quiz.RightAnswers.Index())
            Assert.Equal(taken.Count(s => s.Answers[i] == right), analytics["questions"]![i]!["correct"]!.GetValue<int>());
    }

    private static DateTimeOffset Reached(IReadOnlyList<Submission> mine)
    {
        var (total, reached, best) = (0, mine.Min(s => s.At), new Dictionary<string, int>());
        foreach (var s in mine.OrderBy(s => s.At))
        {
            var known = best.GetValueOrDefault(s.Quiz.Id);
            if (s.Score <= known)
                continue;
            best[s.Quiz.Id] = s.Score;
            (total, reached) = (total + s.Score - known, s.At);
        }

        return reached;
    }
}
