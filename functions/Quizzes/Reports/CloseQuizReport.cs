using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>An admin is done with a report. Hiding the quiz closes all there are of it.</summary>
public sealed class CloseQuizReport(QuizzesDb quizzes, BearerTokens tokens, Audit audit, TimeProvider clock)
{
    [Function(nameof(CloseQuizReport))]
    [AdminsOnly, Body<CloseReportRequest>]
    [Answer(204)]
    [Refuses(404, "report.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/quizzes/reports/{id:length(32)}/closed")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<CloseReportRequest>(
            request, caller => caller.RequireAdmin("Only an admin may close reports."), cancellation);
        await quizzes.CloseReport<QuizReport>(id, body.Read(), clock.GetUtcNow(), cancellation);
        audit.ReportClosed(id, caller.UserId);
        return TypedResults.NoContent();
    }
}
