using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="CountedUpTo">While it runs: players of results up to then are counted anew; null before the first.</param>
public sealed record RecountAnswer(bool Running, DateTimeOffset? CountedUpTo)
{
    internal static async Task<RecountAnswer> Of(ResultsDb db, CancellationToken cancellation)
    {
        var recount = await Recounts.OfAll(db, cancellation);
        var running = recount is { Done: false };
        return new(running, running && recount!.UpTo > DateTimeOffset.MinValue ? recount.UpTo : null);
    }
}

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

/// <summary>How far that has got.</summary>
public sealed class GetRecount(ResultsDb db, BearerTokens tokens)
{
    [Function(nameof(GetRecount))]
    [AdminsOnly]
    [Answer<RecountAnswer>]
    public async Task<Ok<RecountAnswer>> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/recounts/latest")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may see how far a recount has got.");
        return TypedResults.Ok(await RecountAnswer.Of(db, cancellation));
    }
}
