using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// One player's line on one board. The total is the sum, over quizzes, of the most that a counting attempt on each is worth there
/// (<see cref="Results.Board.Worth"/>). Equal totals share a place; among them, who reached the total first is listed first, then the user id.
/// </summary>
public sealed class Standing : Document
{
    private const string PartitionPrefix = "board-";

    private Standing()
    {
    }

    public Standing(string board, string userId)
        : base(IdOf(board, userId), PartitionOf(board))
    {
        UserId = userId;
    }

    public string Board => BoardOf(Partition);
    public string UserId { get; private set; } = null!;
    public int TotalScore { get; private set; }
    public DateTimeOffset ReachedAt { get; private set; }

    /// <summary>Distinct quizzes that count.</summary>
    public int TotalQuizzes { get; private set; }

    /// <summary>The mean percentage of the counting attempts.</summary>
    public double AverageScore { get; private set; }

    /// <summary>The best percentage of the counting attempts.</summary>
    public int BestScore { get; private set; }

    /// <summary>When the newest counting attempt came in.</summary>
    public DateTimeOffset LastActivity { get; private set; }

    /// <summary>Whether the player wrote the quiz whose board this is.</summary>
    public bool ByAuthor { get; private set; }

    /// <summary>Whether the player has no account.</summary>
    public bool ByGuest { get; private set; }

    /// <summary>When this line was last written otherwise than before; null in documents older than this field.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public static string PartitionOf(string board) => PartitionPrefix + board;
    public static string BoardOf(string partition) => partition[PartitionPrefix.Length..];
    public static string IdOf(string board, string userId) => $"standing-{board}-{userId}";

    /// <param name="attempts">The player's attempts that count on this board, oldest first, at least one.</param>
    public void Count(IReadOnlyCollection<Attempt> attempts, DateTimeOffset now)
    {
        var before = Line;
        var (total, reachedAt, quizzes) = (0, attempts.First().SubmittedAt, new Dictionary<string, int>());
        foreach (var attempt in attempts)
        {
            var (best, worth) = (quizzes.GetValueOrDefault(attempt.QuizId), Results.Board.Worth(Board, attempt));
            quizzes[attempt.QuizId] = Math.Max(best, worth);
            if (worth > best)
                (total, reachedAt) = (total + worth - best, attempt.SubmittedAt);
        }

        TotalScore = total;
        ReachedAt = reachedAt;
        TotalQuizzes = quizzes.Count;
        AverageScore = attempts.AveragePercentage();
        BestScore = attempts.Max(a => a.Percentage);
        LastActivity = attempts.Last().SubmittedAt;
        ByAuthor = attempts.Last().ByAuthor;
        ByGuest = attempts.Last().ByGuest;
        if (!Line.Equals(before))
            ChangedAt = now;
    }

    private object Line => (TotalScore, ReachedAt, TotalQuizzes, AverageScore, BestScore, LastActivity, ByAuthor, ByGuest);
}
