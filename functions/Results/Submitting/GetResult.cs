using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed record SingleResult(ResultView Result);

/// <summary>One of one's own results, with its review and what was asked in the version taken, however the quiz has changed since.</summary>
public sealed class GetResult(ResultsDb db, AnswerKeys keys, Papers papers, HiddenQuizzes hidden, BearerTokens tokens, TimeProvider clock)
{
    [Function(nameof(GetResult))]
    [Answer<SingleResult>]
    [Refuses(404, "result.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);

        // Found only in the caller's own partition: what belongs to somebody else looks the same as what does not exist.
        var result = !PublicId.IsValid(id) ? null
            : await db.Find<Result>(caller.UserId, Result.IdOf(id), cancellation)
            ?? await db.FindKept(caller.UserId, id, cancellation); // the address it had while its player was a guest
        if (result is null)
            throw Problem.NotFound("result");

        var key = await keys.Version(result.QuizId, result.QuizVersion, cancellation);
        var isHidden = await hidden.IsHiddenFrom(result.QuizId, null, cancellation); // what was asked is what was taken down
        var quiz = await keys.Known(result.QuizId, cancellation);
        var isShown = await db.Shows(quiz, result, clock.GetUtcNow(), cancellation);
        var paper = isHidden ? null : await papers.Of(result.QuizId, result.QuizVersion, cancellation);
        return TypedResults.Json(new SingleResult(ResultView.Of(result, key, quiz, paper, isHidden, isShown)), Json.Options);
    }
}
