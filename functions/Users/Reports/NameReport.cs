using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Somebody's word that a person's name should not be there.</summary>
public sealed class NameReport : Report
{
    public static readonly IReadOnlyList<string> Reasons = ["offensive", "private", "pretends", "spam", "other"];

    private NameReport()
    {
    }

    public NameReport(string reportId, User user, ReportWords words, DateTimeOffset now)
        : base(reportId, user.UserId, words, now) => Name = user.DisplayName;

    /// <summary>As it was then.</summary>
    public string Name { get; private set; } = null!;
}
