using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>An admin is done with a report. Taking the name away closes all there are of the person's.</summary>
public sealed class CloseNameReport(UsersDb db, BearerTokens bearer, Audit audit, TimeProvider clock)
{
    [Function(nameof(CloseNameReport))]
    [AdminsOnly, Body<CloseReportRequest>]
    [Answer(204)]
    [Refuses(404, "report.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/users/reports/{id:length(32)}/closed")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<CloseReportRequest>(
            request, caller => caller.RequireAdmin("Only an admin may close reports."), cancellation);
        var note = body.Read();
        await db.RequireAllowed(caller, cancellation);
        await db.CloseReport<NameReport>(id, note, clock.GetUtcNow(), cancellation);
        audit.ReportClosed(id, caller.UserId);
        return TypedResults.NoContent();
    }
}
