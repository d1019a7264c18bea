using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record ReportNameRequest(
    [property: Required, OneOf(typeof(NameReport), nameof(NameReport.Reasons))] string? Reason, [property: MaxLength(Report.MaxText)] string? Text);

/// <summary>
/// Tells admins of a person's name that should not be there; anybody may. A repeat by the same person, or from the same address, on the same name is one
/// report.
/// </summary>
public sealed class ReportName(UsersDb db, BearerTokens bearer, RateLimits limits, ClientAddress addresses, TimeProvider clock)
{
    [Function(nameof(ReportName))]
    [Body<ReportNameRequest>, Limited("report"), OptionalBearer]
    [Answer<Reported>(202)]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/{id:length(32)}/reports")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        limits.Require("report", request);
        var caller = await bearer.Find(request, cancellation);
        if (caller is not null)
            limits.Require("report", request, caller);
        var body = await RequestBody.Read<ReportNameRequest>(request, cancellation);
        var words = ReportWords.Read(body.Reason, body.Text, NameReport.Reasons);
        if (!PublicId.IsValid(id) || await db.FindUser(id, cancellation) is not { IsDeleted: false } user)
            throw Problem.NotFound("user");

        var reportId = Report.ReportIdOf($"{id} {user.DisplayName}", caller, addresses.Of(request));
        var report = new NameReport(reportId, user, words, clock.GetUtcNow());
        await db.TakeReport(report, () => limits.RequireInAll("reportsInAll", request), cancellation);

        // Whoever left meanwhile had their reports erased before this one came, or erases it too.
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Partition == id && u.Id == user.Id, cancellation) is not { IsDeleted: false })
            await db.EraseReportsOf<NameReport>(id, cancellation);
        return Reported.Answer();
    }
}
