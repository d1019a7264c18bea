using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
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

/// <summary>How far a recount has got.</summary>
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
