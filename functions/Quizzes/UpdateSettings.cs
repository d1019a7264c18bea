using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Changes what holds for all versions of a quiz of one's own, and makes no new one.</summary>
public sealed class UpdateSettings(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock)
{
    [Function(nameof(UpdateSettings))]
    [Body<SettingsRequest>, IfMatch]
    [Answer<QuizChanged>(200, "ETag")]
    [Refuses(403, "auth.forbidden", "auth.guest"), Refuses(404, "quiz.not-found")]
    [Refuses(409, "quiz.archived"), Refuses(422, "quiz.leaderboard-counts-fixed")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/quizzes/{id:length(32)}/settings")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<SettingsRequest>(request, options.Value.RequireMayWrite, cancellation);
        var check = new Validation();
        var settings = body.Read(check, "");

        var quiz = await quizzes.Change(id, caller, quiz =>
        {
            caller.RequireAuthor(quiz);
            ETags.RequireMatch(request, ETags.Of(quiz.Revision));
            check.ThrowIfAny();
            quiz.Settle(settings, clock.GetUtcNow());
            return Task.CompletedTask;
        }, cancellation);

        catalogue.Changed(id);
        return QuizChanged.Answer(request, "Quiz settings updated successfully", quiz);
    }
}
