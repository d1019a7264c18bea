using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Has boards, places, statistics and analytics compared with what the results say, while the platform runs.</summary>
public sealed partial class BeginAudit(ResultsDb db, Audits audits, BearerTokens tokens, ILogger<BeginAudit> log)
{
    [Function(nameof(BeginAudit))]
    [AdminsOnly]
    [Query("percent", "How many of the players and quizzes are looked at.", 1, 100, 100)]
    [Answer<AuditAnswer>(202, "Location")]
    public async Task<Accepted<AuditAnswer>> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/results/audits")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may have what is kept compared with the results.");
        await audits.Begin(request.Query.Number("percent", 1, 100, otherwise: 100), cancellation);
        LogBegun(caller.UserId);
        return TypedResults.Accepted("/api/results/audits/latest", AuditAnswer.Of((await Audits.Latest(db, cancellation))!));
    }

    [LoggerMessage(LogLevel.Information, "{Admin} has what is kept compared with the results")]
    private partial void LogBegun(string admin);
}
