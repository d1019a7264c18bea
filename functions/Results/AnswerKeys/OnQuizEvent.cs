using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Keeps what Results has to know of quizzes: their answer keys, so that submissions are scored while Quizzes is down, and their marks.</summary>
public sealed class OnQuizEvent(AnswerKeys keys, Recounts recounts, TimeProvider clock)
{
    [Function(nameof(OnQuizEvent))]
    public async Task Run([ServiceBusTrigger("quizzes", "results", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        using var handling = new Handling("quizzes", "results", [told], clock);
        switch (told.Type)
        {
            case QuizPublished.Type or QuizPublished.TypeV2:
                await keys.Keep(told.Data<QuizPublished>(), cancellation);
                break;
            case QuizSettingsChanged.Type:
                await keys.Keep(told.Data<QuizSettingsChanged>(), cancellation);
                break;
            case QuizArchived.Type:
                var archived = told.Data<QuizArchived>();
                await keys.Archive(archived.QuizId, archived.ArchivedAt, cancellation);
                break;
            case QuizFeatured.Type:
                var marked = told.Data<QuizFeatured>();
                await keys.Mark(marked, cancellation);
                await recounts.BeginForMark(marked.QuizId, marked.Revision, cancellation);
                await recounts.Continue(clock.GetUtcNow() + RecountBoards.LongestRun, cancellation);
                break;
            case QuizHidden.Type:
                await keys.Hide(told.Data<QuizHidden>(), cancellation);
                break;
            default:
                throw new UnknownEventException(told);
        }

        handling.Done();
    }
}
