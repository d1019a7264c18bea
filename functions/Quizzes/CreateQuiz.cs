using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Makes a quiz, published at once unless it is a draft.</summary>
public sealed class CreateQuiz(
    QuizzesDb quizzes, IDbContextFactory<QuizzesDb> databases, BearerTokens tokens, IdempotentRequests running, Catalogue catalogue, RateLimits limits,
    IOptions<QuizzesOptions> options, TimeProvider clock)
{
    [Function(nameof(CreateQuiz))]
    [Body<QuizRequest>, Idempotent, Limited("create")]
    [Answer<QuizChanged>(201, "Location", "ETag")]
    [Refuses(403, "auth.forbidden", "auth.guest", "auth.unconfirmed")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, bytes) = await tokens.RequireWithBody<QuizRequest>(request, Admit, cancellation);
        if (body.Draft is not true)
            options.Value.RequireMayPublish(caller);
        var content = body.Content(unfinished: body.Draft is true);
        var key = IdempotencyKey.Read(request, caller.UserId, bytes.Span);
        using var claim = running.Begin(key);

        var now = clock.GetUtcNow();
        var id = key?.Id ?? PublicId.New(now);
        if (key is not null && await quizzes.Find(id, cancellation) is { } earlier)
            return Answer(request, Again(earlier));

        // Where the id is taken, another instance of the app had the same key at the same moment, or the save was done and its answer lost.
        var quiz = Make(now);
        if (!await quizzes.TryAdd(quiz, cancellation))
            quiz = Again(await quizzes.Find(id, cancellation) ?? throw Problem.Conflict("The quiz is being created. Try again in a moment."));

        await ForgetDeletedAuthor(caller, cancellation);
        catalogue.Changed(id);
        return Answer(request, quiz);

        void Admit(Caller who)
        {
            options.Value.RequireMayWrite(who);
            limits.Require("create", request, who);
        }

        Quiz Make(DateTimeOffset at)
        {
            var made = Quiz.Draft(id, caller.UserId, content, at, options.Value.LeaderboardCounts, key?.Fingerprint);
            if (body.Draft is not true)
                made.Publish(at);
            return made;
        }

        // The first answer followed from the body and the time alone, so it is made again from them, whatever became of the quiz since.
        Quiz Again(Quiz kept)
        {
            key?.RequireSame(kept.Fingerprint);
            return Make(kept.CreatedAt);
        }
    }

    private static IResult Answer(HttpRequest request, Quiz created)
    {
        request.HttpContext.Response.Headers.Location = $"/api/quizzes/{created.PublicId}";
        return QuizChanged.Answer(request, "Quiz created successfully", created, StatusCodes.Status201Created);
    }

    // The account may have gone while the token was still believed: see Traces.
    private async Task ForgetDeletedAuthor(Caller caller, CancellationToken cancellation)
    {
        if (await quizzes.Find<Revocation>(Revocation.PartitionValue, Revocation.IdOf(caller.UserId), cancellation) is not null)
            await databases.EraseTraces(caller.UserId, clock, cancellation);
    }
}
