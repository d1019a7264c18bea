using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record QuizReports(IReadOnlyList<QuizReportView> Reports, string? NextCursor);

/// <param name="QuizTitle">As it is now; null where the quiz is gone.</param>
/// <param name="QuizVersion">What was to be seen when it was reported.</param>
/// <param name="QuizHidden">Whether an admin has taken the quiz down.</param>
/// <param name="QuizCreatedBy">The author's user id, as of the quiz; null where the quiz is gone.</param>
/// <param name="Note">Of who closed it.</param>
public sealed record QuizReportView(
    string Id, string QuizId, string? QuizTitle, int QuizVersion, bool QuizHidden, string? QuizCreatedBy, string Reason, string? Text,
    DateTimeOffset ReportedAt, DateTimeOffset? ClosedAt, string? Note)
{
    internal static QuizReportView Of(QuizReport report, string? title, bool hidden, string? createdBy) => new(
        report.ReportId, report.SubjectId, title, report.QuizVersion, hidden, createdBy, report.Reason, report.Text, report.ReportedAt, report.ClosedAt,
        report.Note);
}

/// <summary>What people have reported of quizzes, the newest first.</summary>
public sealed class ListQuizReports(QuizzesDb quizzes, BearerTokens tokens, Audit audit)
{
    [Function(nameof(ListQuizReports))]
    [Paged(20)]
    [Query("state", "Which; those that are open otherwise.", "open", "closed")]
    [AdminsOnly]
    [Answer<QuizReports>]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes/reports")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may read reports.");
        var (page, next) = await quizzes.ReadReports<QuizReport>(request.Query, cancellation);

        var ids = page.Select(report => Quiz.DocumentId(report.SubjectId)).Distinct().ToList();
        var about = await quizzes.Quizzes.AsNoTracking().Where(q => q.Partition == Quiz.Catalogue && ids.Contains(q.Id))
            .Select(q => new { q.Id, q.Title, q.HiddenAt, q.AuthorId }).ToDictionaryAsync(q => Quiz.PublicIdOf(q.Id), cancellation);

        audit.ReportsRead(caller.UserId);
        return TypedResults.Json(new QuizReports(page.ConvertAll(report =>
        {
            var quiz = about.GetValueOrDefault(report.SubjectId);
            return QuizReportView.Of(report, quiz?.Title, quiz?.HiddenAt is not null, quiz?.AuthorId);
        }), next), Json.Options);
    }
}
