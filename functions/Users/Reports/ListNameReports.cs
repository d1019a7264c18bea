using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record NameReports(IReadOnlyList<NameReportView> Reports, string? NextCursor);

/// <param name="Name">As it was when it was reported.</param>
/// <param name="Note">Of who closed it.</param>
public sealed record NameReportView(
    string Id, string UserId, string Name, string Reason, string? Text, DateTimeOffset ReportedAt, DateTimeOffset? ClosedAt, string? Note)
{
    internal static NameReportView Of(NameReport report) =>
        new(report.ReportId, report.SubjectId, report.Name, report.Reason, report.Text, report.ReportedAt, report.ClosedAt, report.Note);
}

/// <summary>What people have reported of names, the newest first.</summary>
public sealed class ListNameReports(UsersDb db, BearerTokens bearer, Audit audit)
{
    [Function(nameof(ListNameReports))]
    [Paged(20)]
    [Query("state", "Which; those that are open otherwise.", "open", "closed")]
    [AdminsOnly]
    [Answer<NameReports>]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/reports")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may read reports.");
        var (page, next) = await db.ReadReports<NameReport>(request.Query, cancellation);
        audit.ReportsRead(caller.UserId);
        return TypedResults.Ok(new NameReports(page.ConvertAll(NameReportView.Of), next));
    }
}
