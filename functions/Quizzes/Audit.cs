using Microsoft.Extensions.Logging;

namespace QuizPlatform.Quizzes;

/// <summary>What admins do here, for an auditor, one line each, category <c>QuizPlatform.Quizzes.Audit</c>. Ids only.</summary>
public sealed partial class Audit(ILogger<Audit> log)
{
    public void Hidden(string quizId, bool hidden, string actorId)
    {
        if (hidden)
            Hidden(quizId, actorId);
        else
            Shown(quizId, actorId);
    }

    [LoggerMessage(1, LogLevel.Information, "Quiz {QuizId} hidden by {ActorId}")]
    private partial void Hidden(string quizId, string actorId);

    [LoggerMessage(2, LogLevel.Information, "Quiz {QuizId} shown again by {ActorId}")]
    private partial void Shown(string quizId, string actorId);

    [LoggerMessage(3, LogLevel.Information, "Quiz {QuizId} featured ({Featured}) by {ActorId}")]
    public partial void Featured(string quizId, bool featured, string actorId);

    [LoggerMessage(4, LogLevel.Information, "Quiz {QuizId} archived by {ActorId}, who did not write it")]
    public partial void Archived(string quizId, string actorId);

    [LoggerMessage(5, LogLevel.Information, "Reports read by {ActorId}")]
    public partial void ReportsRead(string actorId);

    [LoggerMessage(6, LogLevel.Information, "Report {ReportId} closed by {ActorId}")]
    public partial void ReportClosed(string reportId, string actorId);
}
