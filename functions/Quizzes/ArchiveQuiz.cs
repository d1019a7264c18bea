using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Takes a quiz out of the lists, for its author or an admin; results and history stay. A draft that was never published is deleted.</summary>
public sealed class ArchiveQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, Audit audit, TimeProvider clock)
{
    [Function(nameof(ArchiveQuiz))]
    [Answer(204)]
    [Refuses(403, "auth.forbidden"), Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/quizzes/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);

        var quiz = await quizzes.Change(id, caller, quiz =>
        {
            caller.RequireMayArchive(quiz);
            if (quiz.CurrentVersion == 0)
                quizzes.Remove(quiz); // nothing else speaks of it
            else
                quiz.Archive(clock.GetUtcNow());
            return Task.CompletedTask;
        }, cancellation);

        if (!caller.Owns(quiz.AuthorId))
            audit.Archived(id, caller.UserId);
        catalogue.Changed(id);
        return TypedResults.NoContent();
    }
}
