using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Keeps display names, refuses the tokens of ended sessions, and forgets people who left.</summary>
public sealed class OnUserEvent(IDbContextFactory<ResultsDb> databases, TimeProvider clock)
{
    [Function(nameof(OnUserEvent))]
    public async Task Run([ServiceBusTrigger("users", "results", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        using var handling = new Handling("users", "results", [told], clock);
        switch (told.Type)
        {
            case UserRegistered.Type:
                var registered = told.Data<UserRegistered>();
                await Change(registered.UserId, player => player.CameAs(registered.DisplayName, registered.MadeUpName), cancellation);
                break;
            case UserRenamed.Type:
                var renamed = told.Data<UserRenamed>();
                await Change(renamed.UserId, player => player.Rename(renamed.DisplayName, renamed.Revision, renamed.NameHidden), cancellation);
                break;
            case SessionRevoked.Type:
                var revoked = told.Data<SessionRevoked>();
                await Revoke(revoked.SessionId, revoked.RevokedAt, revoked.TokensExpireAt, cancellation);
                break;
            case UserDeleted.Type:
                // First the mark, then the traces: whoever writes one looks for the mark after the save, so one of the two sees the other.
                var left = told.Data<UserDeleted>();
                await Revoke(left.UserId, left.DeletedAt, left.TokensExpireAt, cancellation);
                await Change(left.UserId, player => player.Forget(left.DeletedAt, left.KeptBy), cancellation);
                await databases.EraseTraces(left.UserId, clock, cancellation);
                break;
            case LetterWritten.Type or PasswordForgotten.Type:
                break; // for Users itself
            default:
                throw new UnknownEventException(told);
        }

        handling.Done();
    }

    private Task Change(string userId, Action<Player> change, CancellationToken cancellation) => databases.Repeat(async db =>
    {
        change(await db.Find<Player>(Player.PartitionValue, Player.IdOf(userId), cancellation) ?? db.Add(new Player(userId)).Entity);
        await db.SaveChangesAsync(cancellation);
    }, cancellation);

    private Task Revoke(string subject, DateTimeOffset at, DateTimeOffset until, CancellationToken cancellation) =>
        databases.Repeat(db => db.KeepRevocation(subject, at, until, clock.GetUtcNow(), cancellation), cancellation);
}
