using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// One player's place on one board. The total is the sum, over quizzes, of the best score on each: taking a quiz again can raise it,
/// never pad it. Higher totals come first, then who reached the total first, then the user id.
/// </summary>
public sealed class Standing : Document
{
    private Standing()
    {
    }

    public Standing(string board, string userId)
        : base(IdOf(board, userId), PartitionOf(board))
    {
        UserId = userId;
    }

    public string UserId { get; private set; } = null!;
    public int TotalScore { get; private set; }
    public DateTimeOffset ReachedAt { get; private set; }

    /// <summary>Distinct quizzes taken.</summary>
    public int TotalQuizzes { get; private set; }

    /// <summary>The mean percentage over all submissions.</summary>
    public double AverageScore { get; private set; }

    /// <summary>The best percentage over all submissions.</summary>
    public int BestScore { get; private set; }

    public DateTimeOffset LastActivity { get; private set; }

    public static string PartitionOf(string board) => $"board-{board}";
    public static string IdOf(string board, string userId) => $"standing-{board}-{userId}";

    /// <param name="attempts">The player's attempts that count on this board, oldest first, at least one.</param>
    public void Count(IReadOnlyCollection<Attempt> attempts)
    {
        var (total, reachedAt, quizzes) = (0, attempts.First().SubmittedAt, new Dictionary<string, int>());
        foreach (var attempt in attempts)
        {
            var best = quizzes.GetValueOrDefault(attempt.QuizId);
            quizzes[attempt.QuizId] = Math.Max(best, attempt.Score);
            if (attempt.Score > best)
                (total, reachedAt) = (total + attempt.Score - best, attempt.SubmittedAt);
        }

        TotalScore = total;
        ReachedAt = reachedAt;
        TotalQuizzes = quizzes.Count;
        AverageScore = attempts.AveragePercentage();
        BestScore = attempts.Max(a => a.Percentage);
        LastActivity = attempts.Last().SubmittedAt;
    }
}
