using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// One player's line on one board as versions up to November 2026 kept it. Read until everybody's <see cref="Standings"/> are counted, then removed; the next
/// version need not know it.
/// </summary>
public sealed class Standing : Document
{
    private const string PartitionPrefix = "board-";

    private Standing()
    {
    }

    /// <param name="board">Its <see cref="Board.Key"/>.</param>
    internal Standing(string board, string userId, double totalScore, DateTimeOffset reachedAt)
        : base(IdOf(board, userId), PartitionOf(board))
    {
        (UserId, TotalScore, ReachedAt, LastActivity) = (userId, totalScore, reachedAt, reachedAt);
    }

    public string UserId { get; private set; } = null!;
    public double TotalScore { get; private set; }
    public DateTimeOffset ReachedAt { get; private set; }
    public int TotalQuizzes { get; private set; }
    public double AverageScore { get; private set; }
    public int BestScore { get; private set; }
    public DateTimeOffset LastActivity { get; private set; }
    public bool ByAuthor { get; private set; }
    public bool ByGuest { get; private set; }
    public DateTimeOffset? ChangedAt { get; private set; }

    public static string PartitionOf(string board) => PartitionPrefix + board;
    public static string IdOf(string board, string userId) => $"standing-{board}-{userId}";
}
