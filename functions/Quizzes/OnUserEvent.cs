using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Refuses the tokens of people who left and of sessions that ended; forgets who wrote a quiz.</summary>
public sealed class OnUserEvent(QuizzesDb quizzes, Catalogue catalogue, TimeProvider clock)
{
    private const int AtOnce = 50;

    [Function(nameof(OnUserEvent))]
    public async Task Run(
        [ServiceBusTrigger("users", "quizzes", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var e = Event.Parse(message);
        switch (e.Type)
        {
            case SessionRevoked.Type:
                var ended = e.Data<SessionRevoked>();
                await Revoke(ended.SessionId, ended.RevokedAt, ended.TokensExpireAt, cancellation);
                break;
            case UserDeleted.Type:
                var left = e.Data<UserDeleted>();
                await Revoke(left.UserId, left.DeletedAt, left.TokensExpireAt, cancellation); // first: CreateQuiz relies on it
                await Forget(left.UserId, cancellation);
                break;
            case UserRegistered.Type or UserRenamed.Type:
                break; // no name is shown here
            default:
                throw new UnknownEventException(e);
        }
    }

    private Task Revoke(string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancellation) =>
        quizzes.KeepRevocation(subject, at, until, clock.GetUtcNow(), cancellation);

    // What players could see stays, without the person; what nobody else ever saw goes with them.
    private async Task Forget(string userId, CancellationToken cancellation)
    {
        while (true)
        {
            quizzes.ChangeTracker.Clear();
            var authored = await quizzes.Quizzes.Where(q => q.Partition == Quiz.Catalogue && q.AuthorId == userId).OrderBy(q => q.Id).Take(AtOnce).ToListAsync(cancellation);
            if (authored.Count == 0)
                return;

            foreach (var quiz in authored)
            {
                if (quiz.CurrentVersion == 0)
                    quizzes.Remove(quiz);
                else
                    quiz.ForgetAuthor(clock.GetUtcNow());
            }

            await quizzes.SaveChangesAsync(cancellation);
            foreach (var quiz in authored)
                catalogue.Changed(quiz.PublicId);
        }
    }
}
