using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Replaces all of a quiz of one's own: of a published one this is a new version, and results already taken keep theirs.</summary>
public sealed class UpdateQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock)
{
    [Function(nameof(UpdateQuiz))]
    [Body<QuizRequest>, IfMatch]
    [Answer<QuizChanged>(200, "ETag")]
    [Refuses(403, "auth.forbidden", "auth.guest", "auth.unconfirmed"), Refuses(404, "quiz.not-found")]
    [Refuses(409, "quiz.archived"), Refuses(422, "quiz.leaderboard-counts-fixed")]
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
            {
                options.Value.RequireMayPublish(caller);
                await quizzes.KeepVersion(quiz, cancellation);
            }

            quiz.Change(content, clock.GetUtcNow());
        }, cancellation);

        catalogue.Changed(id);
        return QuizChanged.Answer(request, "Quiz updated successfully", quiz);
    }
}
