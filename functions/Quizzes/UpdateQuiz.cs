using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed class UpdateQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock)
{
    [Function(nameof(UpdateQuiz))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/quizzes/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<QuizRequest>(request, options.Value.RequireMayWrite, cancellation);

        var quiz = await quizzes.Change(id, caller, async quiz =>
        {
            caller.RequireAuthor(quiz);
            ETags.RequireMatch(request, ETags.Of(quiz.Revision));
            var content = body.Content(unfinished: quiz.State == QuizState.Draft, quiz.Questions);
            if (quiz.IsPublished)
                await quizzes.KeepVersion(quiz, cancellation);
            quiz.Change(content, clock.GetUtcNow());
        }, cancellation);

        catalogue.Changed(id);
        return QuizChanged.Answer(request, "Quiz updated successfully", quiz);
    }
}
