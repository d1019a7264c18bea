using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <param name="Note">To the author, who is told of it by letter.</param>
public sealed record HideRequest([property: Required] bool? Hidden, [property: MaxLength(HideRequest.MaxNote)] string? Note)
{
    internal const int MaxNote = 500;
}

/// <summary>
/// An admin takes a quiz down, which closes what was reported of it, or puts it up again. Hidden, it is there for its author and for admins only, and takes
/// no submissions; results stay.
/// </summary>
public sealed class HideQuiz(QuizzesDb quizzes, BearerTokens tokens, Catalogue catalogue, Audit audit, TimeProvider clock)
{
    [Function(nameof(HideQuiz))]
    [AdminsOnly, Body<HideRequest>]
    [Answer<QuizChanged>(200, "ETag")]
    [Refuses(404, "quiz.not-found"), Refuses(409, "quiz.not-published")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/quizzes/{id:length(32)}/hidden")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<HideRequest>(
            request, caller => caller.RequireAdmin("Only an admin may hide a quiz."), cancellation);
        var (hidden, note) = Read(body);

        var changed = false;
        var quiz = await quizzes.Change(id, caller, quiz =>
        {
            changed = quiz.Hide(hidden, note, clock.GetUtcNow());
            return Task.CompletedTask;
        }, cancellation);

        if (hidden)
            await quizzes.CloseReportsOf<QuizReport>(id, note, clock.GetUtcNow(), cancellation);
        if (changed)
            audit.Hidden(id, hidden, caller.UserId);
        catalogue.Changed(id);
        return QuizChanged.Answer(request, hidden ? "Quiz hidden" : "Quiz shown again", quiz);
    }

    private static (bool Hidden, string? Note) Read(HideRequest body)
    {
        var validation = new Validation();
        validation.Check(body.Hidden is not null, "hidden", "'hidden' must be true or false.");
        var note = string.IsNullOrWhiteSpace(body.Note) ? null : validation.Text("note", body.Note, 1, HideRequest.MaxNote);
        validation.ThrowIfAny();
        return (body.Hidden!.Value, note);
    }
}
