using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record FeatureRequest([property: Required] bool? Featured);

/// <summary>What players see of it: the answers are the author's.</summary>
public sealed record FeaturedQuiz(string Message, PlayerView Quiz);

/// <summary>Admins mark the quizzes that are worth taking: lists show the mark, and a platform may count those alone on its boards.</summary>
public sealed class FeatureQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, Audit audit, TimeProvider clock)
{
    [Function(nameof(FeatureQuiz))]
    [AdminsOnly, Body<FeatureRequest>]
    [Answer<FeaturedQuiz>(200, "ETag")]
    [Refuses(404, "quiz.not-found"), Refuses(409, "quiz.not-published")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/quizzes/{id:length(32)}/featured")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<FeatureRequest>(request, caller => caller.RequireAdmin(), cancellation);
        var featured = body.Featured ?? throw Problem.Field("featured", "'featured' must be true or false.");

        var quiz = await quizzes.Change(id, caller, quiz =>
        {
            quiz.Feature(featured, clock.GetUtcNow());
            return Task.CompletedTask;
        }, cancellation);

        audit.Featured(id, featured, caller.UserId);
        catalogue.Changed(id);
        request.HttpContext.Response.Headers.ETag = ETags.Of(quiz.Revision);
        return TypedResults.Json(new FeaturedQuiz(featured ? "Quiz featured" : "Quiz no longer featured", PlayerView.Of(quiz)), Json.Options);
    }
}
