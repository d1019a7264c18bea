using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record ReportQuizRequest(
    [property: Required, OneOf(typeof(QuizReport), nameof(QuizReport.Reasons))] string? Reason, [property: MaxLength(Report.MaxText)] string? Text);

/// <summary>
/// Tells admins of a quiz that should not be there; anybody may. A repeat by the same person, or from the same address, on the same version is one report.
/// </summary>
public sealed class ReportQuiz(QuizzesDb quizzes, BearerTokens tokens, RateLimits limits, ClientAddress addresses, TimeProvider clock)
{
    [Function(nameof(ReportQuiz))]
    [Body<ReportQuizRequest>, Limited("report"), OptionalBearer]
    [Answer<Reported>(202)]
    [Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes/{id:length(32)}/reports")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        limits.Require("report", request);
        var caller = await tokens.Find(request, cancellation);
        if (caller is not null)
            limits.Require("report", request, caller);
        var body = await RequestBody.Read<ReportQuizRequest>(request, cancellation);
        var words = ReportWords.Read(body.Reason, body.Text, QuizReport.Reasons);
        if (await quizzes.Find(id, cancellation) is not { IsPublished: true } quiz)
            throw Problem.NotFound("quiz");

        var reportId = Report.ReportIdOf($"{id} {quiz.CurrentVersion}", caller, addresses.Of(request));
        var report = new QuizReport(reportId, quiz, words, clock.GetUtcNow());
        await quizzes.TakeReport(report, () => limits.RequireInAll("reportsInAll", request), cancellation);
        return Reported.Answer();
    }
}
