using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// What a player has done so far on quizzes of others, added up result by result, each once and whatever the order. The last ten are known; where it cannot be
/// told from these whether or how a result counts, all is counted anew (<see cref="CountAnew"/>).
/// </summary>
public sealed class PlayerStatistics : Document
{
    private const int Recent = 10;
    internal const int MaxCategories = 50;

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

    /// <summary>Of all results; null in documents older than this field.</summary>
    public long? PercentageSum { get; private set; }

    /// <summary>The best percentage over all results.</summary>
    public int BestScore { get; private set; }

    /// <summary>Seconds.</summary>
    public long TotalTimeSpent { get; private set; }

    /// <summary>Days in a row (UTC) with a result, up to the last active day.</summary>
    public int StreakDays { get; private set; }
    public DateTimeOffset LastActivity { get; private set; }

    /// <summary>The last ten, in any order: one more comes last, so that the others stay the ones that EF knows.</summary>
    public List<RecentActivity> RecentActivity { get; private set; } = [];

    /// <summary>Of results submitted up to then that are not among the last ten it is not known which are counted.</summary>
    public DateTimeOffset? ForgottenUpTo { get; private set; }

    /// <summary>In any order; beyond some, all others together.</summary>
    public List<CategoryStatistics> ByCategory { get; private set; } = [];

    /// <summary>The last ten, the newest first.</summary>
    internal IReadOnlyList<RecentActivity> NewestActivity =>
        [.. RecentActivity.OrderByDescending(a => a.SubmittedAt).ThenByDescending(a => a.ResultId, StringComparer.Ordinal)];

    /// <summary>In the order of their names; the others at the end.</summary>
    internal IReadOnlyList<CategoryStatistics> Categories => [.. ByCategory.OrderBy(c => c.IsOther).ThenBy(c => c.Category, StringComparer.Ordinal)];

    /// <summary>All that is told of them. Of many categories, which are the others depends on the order in which messages came.</summary>
    internal object Figures => new
    {
        TotalQuizzesTaken,
        AverageScore,
        PercentageSum,
        BestScore,
        TotalTimeSpent,
        StreakDays,
        LastActivity,
        RecentActivity = NewestActivity,
        ByCategory = ByCategory.Exists(c => c.IsOther) ? null : Categories,
    };

    public static string IdOf(string userId) => $"statistics-{userId}";

    /// <summary>The streak as it stands: it ends with the first whole day (UTC) without a result.</summary>
    public int CurrentStreakDays(DateTimeOffset now) => (now.UtcDateTime.Date - LastActivity.UtcDateTime.Date).Days <= 1 ? StreakDays : 0;

    /// <summary>Counts what was not counted yet.</summary>
    /// <param name="attempts">On quizzes of others, oldest first.</param>
    /// <returns>False when one cannot be told; then only <see cref="CountAnew"/> will do.</returns>
    public bool TryCount(IEnumerable<Attempt> attempts)
    {
        if (PercentageSum is null && TotalQuizzesTaken > 0)
            return false;
        foreach (var attempt in attempts)
        {
            if (RecentActivity.Exists(recent => recent.ResultId == attempt.PublicId))
                continue;
            if (attempt.SubmittedAt <= ForgottenUpTo || StreakWith(attempt) is not { } streak)
                return false;
            Add(attempt, streak);
        }

        return true;
    }

    /// <param name="attempts">All of the player's attempts on quizzes of others, oldest first, at least one.</param>
    public void CountAnew(IReadOnlyCollection<Attempt> attempts)
    {
        (TotalQuizzesTaken, PercentageSum, BestScore, TotalTimeSpent, StreakDays, LastActivity) = (0, 0, 0, 0, 0, default);
        (RecentActivity, ForgottenUpTo, ByCategory) = ([], null, []);
        foreach (var attempt in attempts)
            Add(attempt, StreakWith(attempt)!.Value);
    }

    private void Add(Attempt attempt, int streak)
    {
        TotalQuizzesTaken++;
        PercentageSum = (PercentageSum ?? 0) + attempt.Percentage;
        AverageScore = Attempts.Average(PercentageSum.Value, TotalQuizzesTaken);
        BestScore = Math.Max(BestScore, attempt.Percentage);
        TotalTimeSpent += attempt.TimeSpent ?? 0;
        StreakDays = streak;
        LastActivity = attempt.SubmittedAt > LastActivity ? attempt.SubmittedAt : LastActivity;
        AddRecent(new(attempt.PublicId, attempt.QuizId, attempt.Score, attempt.MaxScore, attempt.Percentage, attempt.SubmittedAt));
        AddCategory(attempt);
    }

    private void AddRecent(RecentActivity activity)
    {
        RecentActivity.Add(activity);
        if (RecentActivity.Count <= Recent)
            return;
        var oldest = NewestActivity[Recent];
        ForgottenUpTo = oldest.SubmittedAt;
        RecentActivity.Remove(oldest);
    }

    private void AddCategory(Attempt attempt)
    {
        var isOther = !ByCategory.Exists(c => !c.IsOther && c.Category == attempt.Category) && ByCategory.Count(c => !c.IsOther) >= MaxCategories;
        var category = isOther ? null : attempt.Category;
        var at = ByCategory.FindIndex(c => c.IsOther == isOther && c.Category == category);
        var known = at < 0 ? new(category, 0, 0, 0, 0, isOther) : ByCategory[at];
        var (taken, percentages) = (known.QuizzesTaken + 1, (known.PercentageSum ?? 0) + attempt.Percentage);
        var counted = new CategoryStatistics(
            category, taken, Attempts.Average(percentages, taken), Math.Max(known.BestScore, attempt.Percentage), percentages, isOther);
        if (at < 0)
            ByCategory.Add(counted);
        else
            ByCategory[at] = counted;
    }

    // Null where a day before the streak joins it to days that are not known.
    private int? StreakWith(Attempt attempt)
    {
        var days = (attempt.SubmittedAt.UtcDateTime.Date - LastActivity.UtcDateTime.Date).Days;
        return days switch
        {
            < 0 when days == -StreakDays => null,
            <= 0 => StreakDays,
            1 => StreakDays + 1,
            _ => 1,
        };
    }
}

public sealed record RecentActivity(string ResultId, string QuizId, double Score, int MaxScore, int Percentage, DateTimeOffset SubmittedAt);

/// <param name="Category">Null for quizzes without one, and for the others.</param>
/// <param name="PercentageSum">Null in documents older than this field.</param>
/// <param name="IsOther">Whether these are all categories beyond <see cref="PlayerStatistics.MaxCategories"/> together.</param>
public sealed record CategoryStatistics(
    string? Category, int QuizzesTaken, double AverageScore, int BestScore, long? PercentageSum = null, bool IsOther = false);
