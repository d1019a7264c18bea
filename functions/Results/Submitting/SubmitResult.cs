using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="LeaderboardPosition">The place on the board of all time once the boards are updated; null for somebody who is not on it.</param>
public sealed record Submitted(string Message, ResultView Result, int? LeaderboardPosition);

/// <summary>Hands in the answers to a quiz, and gets them scored.</summary>
public sealed class SubmitResult(
    ResultsDb db, IDbContextFactory<ResultsDb> databases, AnswerKeys keys, HiddenQuizzes hidden, BoardsInUse boards, ExpectedPlace place,
    Outbox outbox, BearerTokens tokens, IdempotentRequests requests, RateLimits limits, TimeProvider clock)
{
    private static readonly Meter Meter = new("QuizPlatform.Results");
    private static readonly Counter<long> Submissions = Meter.CreateCounter<long>("quiz.result.submissions", "{submission}", "Results that were kept.");

    [Function(nameof(SubmitResult))]
    [Body<Submission>, Idempotent, Limited("submit")]
    [Answer<Submitted>(201, "Location")]
    [Refuses(403, "auth.forbidden", "quiz.accounts-only"), Refuses(404, "quiz.not-found", "quiz-version.not-found")]
    [Refuses(422, "quiz.archived", "quiz.version-replaced")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/results/submit")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, submission, bytes) = await tokens.RequireWithBody<Submission>(
            request, caller => limits.Require("submit", request, caller), cancellation);
        submission.Validate();
        var sender = submission.UserId ?? caller.UserId;
        if (!caller.Owns(sender))
            await TakeOver(sender, caller, cancellation);

        var idempotency = IdempotencyKey.Read(request, sender, bytes.Span);
        using var running = requests.Begin(idempotency);
        // In this order: what another instance of the app saves of this request meanwhile is then found, here or by the id that it took.
        var first = !await IsKnownToHaveTaken(caller.UserId, submission.QuizId!, cancellation);
        if (idempotency is not null && await Saved(idempotency, caller, cancellation) is { } before)
            return await Answer(before, cancellation);

        var quiz = await keys.Known(submission.QuizId!, cancellation);
        var key = await keys.For(quiz, submission.QuizVersion, clock.GetUtcNow(), cancellation);
        if (caller.IsGuest && quiz.AccountsOnly)
            throw new ProblemException(403, "This quiz is for people with an account: register, and send your answers again.", "quiz.accounts-only");
        var answers = submission.AnswersTo(key);
        var taken = await db.Taken(caller.UserId, quiz, cancellation);

        // Where the id is taken, somebody was quicker: another first result on this quiz, or this request, on another instance of the app or
        // in a save whose answer was lost.
        var asked = idempotency ?? IdempotencyKey.Unique(clock.GetUtcNow());
        var result = await TrySave(Scored(first), key, cancellation) ?? await Saved(asked, caller, cancellation)
            ?? await TrySave(Scored(first: false), key, cancellation) ?? await Saved(asked, caller, cancellation)
            ?? throw Problem.Conflict("Try again in a moment.");

        await RefuseIfGone(caller, cancellation);
        return await Answer(result, cancellation);

        Result Scored(bool first)
        {
            var id = first ? Result.FirstIdOf(caller.UserId, key.QuizId) : asked.Id;
            return Result.Submit(id, caller.UserId, quiz, key, answers, submission.TimeSpent, asked, clock.GetUtcNow(), caller.IsGuest, taken);
        }
    }

    // What somebody has sent as a guest they may send again as the account that keeps the guest: with the guest's key it makes what it made then.
    private async Task TakeOver(string guestId, Caller caller, CancellationToken cancellation)
    {
        if (!await db.IsKept(guestId, caller.UserId, cancellation))
            throw Problem.Forbidden("You can submit results only for yourself.");
        await databases.MoveKept(guestId, clock, cancellation);
    }

    // By the standings on the quiz, which the first result makes: a look at all results would be dear. What they do not tell yet, its id does.
    private async Task<bool> IsKnownToHaveTaken(string userId, string quizId, CancellationToken cancellation)
    {
        var partition = (await boards.Shown(cancellation)).PartitionOf(quizId, userId);
        return await db.FindStored<Standings>(partition, Standings.IdOf(quizId, userId), cancellation) is { AllKey: not null }
            || (!await boards.AreCounted(db, cancellation) && await db.HasTaken(userId, quizId, cancellation));
    }

    // Null when the id is taken.
    private async Task<Result?> TrySave(Result result, AnswerKey key, CancellationToken cancellation)
    {
        result.TakePosition(await place.With(result, cancellation));
        if (!await outbox.TryAdd(db, result, key, cancellation))
            return null;
        Submissions.Add(1);
        return result;
    }

    private async Task<Result?> Saved(IdempotencyKey asked, Caller caller, CancellationToken cancellation)
    {
        var saved = await db.ResultOf(asked.Id, caller.UserId, cancellation);
        if (saved is not null)
            asked.RequireSame(saved.Fingerprint);
        return saved;
    }

    // The token may have outlived the account: what came in after it went is erased.
    private async Task RefuseIfGone(Caller caller, CancellationToken cancellation)
    {
        if (!await db.HasLeft(caller.UserId, cancellation))
            return;
        await databases.EraseTraces(caller.UserId, clock, cancellation);
        throw Problem.Unauthorized("This account has been deleted.", "invalid_token");
    }

    private async Task<Created<Submitted>> Answer(Result result, CancellationToken cancellation)
    {
        var key = await keys.Version(result.QuizId, result.QuizVersion, cancellation);
        var quiz = await keys.Known(result.QuizId, cancellation);
        var isShown = await db.Shows(quiz, result, clock.GetUtcNow(), cancellation);
        var isHidden = await hidden.IsHiddenFrom(result.QuizId, null, cancellation); // meanwhile, where the request came before
        return TypedResults.Created(
            $"/api/results/{result.PublicId}",
            new Submitted(
                "Quiz submitted.",
                ResultView.Of(result, key, quiz, null, isHidden, isShown),
                result.LeaderboardPosition is > 0 and var position ? position : null));
    }
}
