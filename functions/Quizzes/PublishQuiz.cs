using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Publishes a draft of one's own.</summary>
public sealed class PublishQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock)
{
    [Function(nameof(PublishQuiz))]
    [Answer<QuizChanged>(200, "ETag")]
    [Refuses(403, "auth.forbidden", "auth.guest", "auth.unconfirmed"), Refuses(404, "quiz.not-found")]
    [Refuses(409, "quiz.archived"), Refuses(422, "quiz.no-questions", "quiz.incomplete")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes/{id:length(32)}/publish")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        options.Value.RequireMayPublish(caller);

        var quiz = await quizzes.Change(id, caller, quiz =>
        {
            caller.RequireAuthor(quiz);
            quiz.Publish(clock.GetUtcNow());
            return Task.CompletedTask;
        }, cancellation);

        catalogue.Changed(id);
        return QuizChanged.Answer(request, "Quiz published successfully", quiz);
    }
}
