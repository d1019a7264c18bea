using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Has all boards, statistics and analytics counted anew from the results, while the platform runs (<see cref="RecountBoards"/>).</summary>
public sealed partial class BeginRecount(ResultsDb db, Recounts recounts, BearerTokens tokens, ILogger<BeginRecount> log)
{
    [Function(nameof(BeginRecount))]
    [AdminsOnly]
    [Answer<RecountAnswer>(202, "Location")]
    public async Task<Accepted<RecountAnswer>> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/results/recounts")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may have everything counted anew.");
        await recounts.BeginAgain(cancellation);
        LogBegun(caller.UserId);
        return TypedResults.Accepted("/api/results/recounts/latest", await RecountAnswer.Of(db, cancellation));
    }

    [LoggerMessage(LogLevel.Information, "{Admin} has everything counted anew")]
    private partial void LogBegun(string admin);
}
