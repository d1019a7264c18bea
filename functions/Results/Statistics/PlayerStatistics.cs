using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>What a player has done so far on quizzes of others, counted anew from the player's attempts whenever one is added.</summary>
public sealed class PlayerStatistics : Document
{
    private const int Recent = 10;

    private PlayerStatistics()
    {
    }

    public PlayerStatistics(string userId)
        : base(IdOf(userId), userId)
    {
    }

    /// <summary>Results, repeats included.</summary>
    public int TotalQuizzesTaken { get; private set; }

    /// <summary>The mean percentage over all results.</summary>
    public double AverageScore { get; private set; }

    /// <summary>The best percentage over all results.</summary>
    public int BestScore { get; private set; }

    /// <summary>What the player has on the board of all time over all quizzes.</summary>
    public int TotalScore { get; private set; }

    /// <summary>Seconds.</summary>
    public long TotalTimeSpent { get; private set; }

    /// <summary>Days in a row (UTC) with a result, up to the last active day.</summary>
    public int StreakDays { get; private set; }
    public DateTimeOffset LastActivity { get; private set; }
    public List<RecentActivity> RecentActivity { get; private set; } = [];
    public List<CategoryStatistics> ByCategory { get; private set; } = [];

    public static string IdOf(string userId) => $"statistics-{userId}";

    /// <summary>The streak as it stands: it ends with the first whole day (UTC) without a result.</summary>
    public int CurrentStreakDays(DateTimeOffset now) => (now.UtcDateTime.Date - LastActivity.UtcDateTime.Date).Days <= 1 ? StreakDays : 0;

    /// <param name="attempts">All of the player's attempts on quizzes of others, oldest first, at least one.</param>
    public void Count(IReadOnlyCollection<Attempt> attempts)
    {
        TotalQuizzesTaken = attempts.Count;
        AverageScore = attempts.AveragePercentage();
        BestScore = attempts.Max(a => a.Percentage);
        TotalScore = attempts.Where(a => a is { CountsOnBoard: true, Ranked: true })
            .GroupBy(a => a.QuizId).Sum(quiz => quiz.Max(a => a.Percentage));
        TotalTimeSpent = attempts.Sum(a => (long)(a.TimeSpent ?? 0));
        LastActivity = attempts.Last().SubmittedAt;
        StreakDays = Streak(attempts);
        RecentActivity =
        [
            .. attempts.Reverse().Take(Recent)
                .Select(a => new RecentActivity(a.PublicId, a.QuizId, a.Score, a.MaxScore, a.Percentage, a.SubmittedAt)),
        ];
        ByCategory =
        [
            .. attempts.GroupBy(a => a.Category).OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new CategoryStatistics(c.Key, c.Count(), c.ToList().AveragePercentage(), c.Max(a => a.Percentage))),
        ];
    }

    private static int Streak(IEnumerable<Attempt> attempts)
    {
        var days = attempts.Select(a => DateOnly.FromDateTime(a.SubmittedAt.UtcDateTime)).Distinct().OrderDescending().ToList();
        return days.TakeWhile((day, i) => day == days[0].AddDays(-i)).Count();
    }
}

public sealed record RecentActivity(string ResultId, string QuizId, int Score, int MaxScore, int Percentage, DateTimeOffset SubmittedAt);

/// <param name="Category">Null for quizzes without one.</param>
public sealed record CategoryStatistics(string? Category, int QuizzesTaken, double AverageScore, int BestScore);
