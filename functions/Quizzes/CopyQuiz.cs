using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Makes a draft of one's own of all that a quiz has, whatever its state, for who may see all of it: its author, and admins. Its questions have ids of their
/// own.
/// </summary>
public sealed class CopyQuiz(QuizzesDb quizzes, NewQuizzes made, BearerTokens tokens, RateLimits limits, IOptions<QuizzesOptions> options)
{
    [Function(nameof(CopyQuiz))]
    [Idempotent, Limited("create")]
    [Answer<QuizChanged>(201, "Location", "ETag")]
    [Refuses(403, "auth.forbidden", "auth.guest"), Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes/{id:length(32)}/copy")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        options.Value.RequireMayWrite(caller);
        limits.Require("create", request, caller);

        var key = IdempotencyKey.Read(request, caller.UserId, [], about: $"copy {id}");
        var quiz = await quizzes.Get(id, caller, cancellation);
        caller.RequireMayRead(quiz);
        var copy = await made.Once(caller, key, (copyId, at) => quiz.Copy(copyId, caller.UserId, at, key?.Fingerprint), cancellation, asKept: true);
        return QuizChanged.Created(request, "Quiz copied successfully", copy);
    }
}
