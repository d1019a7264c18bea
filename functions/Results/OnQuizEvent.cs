using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Keeps the answer keys of published quizzes, so that submissions are scored while Quizzes is down.</summary>
public sealed class OnQuizEvent(AnswerKeys keys)
{
    [Function(nameof(OnQuizEvent))]
    public async Task Run([ServiceBusTrigger("quizzes", "results", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        switch (told.Type)
        {
            case QuizPublished.Type:
                await keys.Keep(told.Data<QuizPublished>(), cancellation);
                break;
            case QuizArchived.Type:
                var archived = told.Data<QuizArchived>();
                await keys.Archive(archived.QuizId, archived.ArchivedAt, cancellation);
                break;
            case QuizFeatured.Type:
                await keys.Mark(told.Data<QuizFeatured>(), cancellation);
                break;
            default:
                throw new UnknownEventException(told);
        }
    }
}
