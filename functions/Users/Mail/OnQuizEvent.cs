using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Writes to the author of a quiz that an admin has taken down or put up again. The subscription is for that one kind of event: what else Quizzes tells is
/// not for this app.
/// </summary>
public sealed class OnQuizEvent(UsersDb db, IOptions<MailOptions> mail, TimeProvider clock)
{
    [Function(nameof(OnQuizEvent))]
    public async Task Run([ServiceBusTrigger("quizzes", "mail", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        using var handling = new Handling("quizzes", "mail", [told], clock);
        var quiz = told.Type == QuizHidden.Type ? told.Data<QuizHidden>() : throw new UnknownEventException(told);
        if (mail.Value.IsOn)
        {
            var letterId = PublicId.Of(told.Id); // delivered twice, it is written once
            var kind = quiz.Hidden ? LetterKind.QuizHidden : LetterKind.QuizShown;
            var language = quiz.Language?.Split('-')[0] == "de" ? "de" : "en";
            await db.Change<User>(
                quiz.AuthorId, User.IdOf(quiz.AuthorId),
                author => author.Write(letterId, kind, language, clock.GetUtcNow(), new(quiz.QuizId, quiz.Note)), cancellation);
        }

        handling.Done();
    }
}
