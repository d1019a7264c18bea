using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="LeaderboardPosition">The place on the board of all time once the boards are updated; null for somebody who is not on it.</param>
public sealed record Submitted(string Message, ResultView Result, int? LeaderboardPosition);

public sealed class SubmitResult(
    ResultsDb db, IDbContextFactory<ResultsDb> databases, AnswerKeys keys, ExpectedPlace place, BearerTokens tokens, IdempotentRequests requests, RateLimits limits,
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
        if (await Replay(caller, idempotency, cancellation) is { } before)
            return before;

        var quiz = await keys.Known(submission.QuizId!, cancellation);
        var key = await keys.For(quiz, submission.QuizVersion, clock.GetUtcNow(), cancellation);
        var answers = submission.AnswersTo(key);
        var first = !await db.HasTaken(caller.UserId, key.QuizId, cancellation);
        if (await TrySave(first) is not { } result)
        {
            // Somebody was quicker: another instance of the app with the same Idempotency-Key, or another first result on this quiz.
            db.ChangeTracker.Clear();
            if (await Replay(caller, idempotency, cancellation) is { } quicker)
                return quicker;
            result = await TrySave(first: false) ?? throw Problem.Conflict("Try again in a moment.");
        }

        // The token may have outlived the account: what came in after it went is erased.
        if (await db.HasLeft(caller.UserId, cancellation))
        {
            await databases.EraseTraces(caller.UserId, cancellation);
            throw Problem.Unauthorized("This account has been deleted.", "invalid_token");
        }

        return Answer(result, key);

        async Task<Result?> TrySave(bool first)
        {
            var now = clock.GetUtcNow();
            var id = first ? Result.FirstIdOf(caller.UserId, key.QuizId) : idempotency?.Id ?? PublicId.New(now);
            var made = Result.Submit(id, caller.UserId, quiz, key, answers, submission.TimeSpent, idempotency, now);
            made.TakePosition(await place.With(made, cancellation));
            db.Add(made);
            try
            {
                await db.SaveAndSend(cancellation);
                return made;
            }
            catch (DbUpdateException e) when (db.IsDuplicate(e))
            {
                return null;
            }
        }
    }

    private async Task<IResult?> Replay(Caller caller, IdempotencyKey? idempotency, CancellationToken cancellation)
    {
        if (idempotency is null || await db.ResultOf(idempotency, caller.UserId, cancellation) is not { } first)
            return null;
        idempotency.RequireSame(first.Fingerprint);
        return Answer(first, await keys.Version(first.QuizId, first.QuizVersion, cancellation));
    }

    private static Created<Submitted> Answer(Result result, AnswerKey key) => TypedResults.Created(
        $"/api/results/{result.PublicId}",
        new Submitted("Quiz submitted.", ResultView.Of(result, key), result.LeaderboardPosition is > 0 and var position ? position : null));
}
