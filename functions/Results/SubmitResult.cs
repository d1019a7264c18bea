using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed record Submitted(string Message, ResultView Result, int LeaderboardPosition);

public sealed class SubmitResult(
    ResultsDb db, IDbContextFactory<ResultsDb> databases, AnswerKeys keys, Ranking ranking, BearerTokens tokens, IdempotentRequests requests, RateLimits limits,
    TimeProvider clock)
{
    [Function(nameof(SubmitResult))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/results/submit")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        limits.Require("submit", request, caller);
        var (submission, bytes) = await RequestBody.ReadWithBytes<Submission>(request, cancellation);
        submission.Validate();
        if (submission.UserId is { } userId && userId != caller.UserId)
            throw Problem.Forbidden("You can submit results only for yourself.");

        var idempotency = IdempotencyKey.Read(request, caller.UserId, bytes.Span);
        using var running = requests.Begin(idempotency);
        if (idempotency is not null && await Replay(caller, idempotency, cancellation) is { } before)
            return before;

        var key = await keys.For(submission.QuizId!, submission.QuizVersion, cancellation);
        var answers = submission.AnswersTo(key);
        var now = clock.GetUtcNow();
        var result = Result.Submit(
            idempotency?.Id ?? PublicId.New(now), caller.UserId, key, answers, submission.TimeSpent, idempotency?.Fingerprint, now);
        result.TakePosition(await ranking.PlaceWith(result, cancellation));

        db.Add(result);
        try
        {
            await db.SaveAndSend(cancellation);
        }
        catch (DbUpdateException e) when (idempotency is not null && db.IsDuplicate(e))
        {
            // Another instance of the app had the same key at the same moment, and was quicker.
            db.ChangeTracker.Clear();
            return await Replay(caller, idempotency, cancellation) ?? throw Problem.Conflict("Try again in a moment.");
        }

        // The token may have outlived the account: what came in after it went is erased.
        if (await db.HasLeft(caller.UserId, cancellation))
        {
            await databases.EraseTraces(caller.UserId, cancellation);
            throw Problem.Unauthorized("This account has been deleted.", "invalid_token");
        }

        return Answer(result, key);
    }

    private async Task<IResult?> Replay(Caller caller, IdempotencyKey idempotency, CancellationToken cancellation)
    {
        if (await db.Find<Result>(caller.UserId, Result.IdOf(idempotency.Id), cancellation) is not { } first)
            return null;
        idempotency.RequireSame(first.Fingerprint);
        return Answer(first, await keys.Version(first.QuizId, first.QuizVersion, cancellation));
    }

    private static Created<Submitted> Answer(Result result, AnswerKey key) => TypedResults.Created(
        $"/api/results/{result.PublicId}",
        new Submitted("Quiz submitted.", ResultView.Of(result, key), result.LeaderboardPosition));
}
