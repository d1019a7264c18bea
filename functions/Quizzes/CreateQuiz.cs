using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Makes a quiz, published at once unless it is a draft.</summary>
public sealed class CreateQuiz(NewQuizzes made, BearerTokens tokens, RateLimits limits, IOptions<QuizzesOptions> options)
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

        var quiz = await made.Once(caller, key, Make, cancellation);
        return QuizChanged.Created(request, "Quiz created successfully", quiz);

        void Admit(Caller who)
        {
            options.Value.RequireMayWrite(who);
            limits.Require("create", request, who);
        }

        Quiz Make(string id, DateTimeOffset at)
        {
            var quiz = Quiz.Draft(id, caller.UserId, content, at, options.Value.LeaderboardCounts, key?.Fingerprint);
            if (body.Draft is not true)
                quiz.Publish(at);
            return quiz;
        }
    }
}
