using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="Percent">How many of the players and quizzes are looked at.</param>
/// <param name="EndedAt">Null while it is under way.</param>
/// <param name="Players">How many were looked at.</param>
/// <param name="Quizzes">How many were looked at.</param>
/// <param name="PlacesSkipped">Of how many boards the players were too many for a comparison of places.</param>
/// <param name="Unconfirmed">Of how many players, quizzes and boards something is looked at once more, some minutes later, before it is told.</param>
/// <param name="DifferenceCount">How many were found.</param>
/// <param name="Differences">The first hundred.</param>
public sealed record AuditAnswer(
    int Percent, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, int Players, int Quizzes, int PlacesSkipped, int Unconfirmed,
    int DifferenceCount, IReadOnlyList<AuditDifference> Differences)
{
    internal static AuditAnswer Of(Audit of) => new(
        of.Percent, of.BegunAt, of.EndedAt, of.Players, of.Quizzes, of.PlacesSkipped, of.Suspects.Count, of.DifferenceCount,
        of.Differences);
}

/// <summary>What the last audit has found, or finds.</summary>
public sealed class GetAudit(ResultsDb db, BearerTokens tokens)
{
    [Function(nameof(GetAudit))]
    [AdminsOnly]
    [Answer<AuditAnswer>]
    [Refuses(404, "audit.not-found")]
    public async Task<Ok<AuditAnswer>> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/audits/latest")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may see what an audit has found.");
        return TypedResults.Ok(AuditAnswer.Of(await Audits.Latest(db, cancellation) ?? throw Problem.NotFound("audit")));
    }
}
