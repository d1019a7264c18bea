using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Refuses the tokens of people who left and of sessions that ended; forgets who wrote a quiz.</summary>
public sealed class OnUserEvent(IDbContextFactory<QuizzesDb> databases, Catalogue catalogue, TimeProvider clock)
{
    [Function(nameof(OnUserEvent))]
    public async Task Run(
        [ServiceBusTrigger("users", "quizzes", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        using var handling = new Handling("users", "quizzes", [told], clock);
        switch (told.Type)
        {
            case SessionRevoked.Type:
                var ended = told.Data<SessionRevoked>();
                await Revoke(ended.SessionId, ended.RevokedAt, ended.TokensExpireAt, cancellation);
                break;
            case UserDeleted.Type:
                var left = told.Data<UserDeleted>();
                await Revoke(left.UserId, left.DeletedAt, left.TokensExpireAt, cancellation); // first: CreateQuiz relies on it
                await Forget(left.UserId, cancellation);
                break;
            case UserRegistered.Type or UserRenamed.Type:
                break; // no name is shown here
            case LetterWritten.Type or PasswordForgotten.Type:
                break; // for Users itself
            default:
                throw new UnknownEventException(told);
        }

        handling.Done();
    }

    // A quiz saved with somebody's last token, by a process that was killed before it looked again, is found when that token has run out.
    private async Task Revoke(string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var past in await databases.Repeat(quizzes => quizzes.RevocationsRunOut(now, cancellation), cancellation))
            await Forget(past, cancellation);
        await databases.Repeat(quizzes => quizzes.KeepRevocation(subject, at, until, now, cancellation), cancellation);
    }

    private async Task Forget(string userId, CancellationToken cancellation) =>
        (await databases.EraseTraces(userId, clock, cancellation)).ForEach(catalogue.Changed);
}
