using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Somebody's word that a quiz should not be there.</summary>
public sealed class QuizReport : Report
{
    public static readonly IReadOnlyList<string> Reasons = ["offensive", "private", "rights", "wrong", "spam", "other"];

    private QuizReport()
    {
    }

    public QuizReport(string reportId, Quiz quiz, ReportWords words, DateTimeOffset now)
        : base(reportId, quiz.PublicId, words, now) => QuizVersion = quiz.CurrentVersion;

    /// <summary>What was to be seen then.</summary>
    public int QuizVersion { get; private set; }
}
