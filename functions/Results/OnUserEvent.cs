using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Keeps display names, refuses the tokens of ended sessions, and forgets people who left.</summary>
public sealed class OnUserEvent(ResultsDb db, TimeProvider clock)
{
    [Function(nameof(OnUserEvent))]
    public async Task Run([ServiceBusTrigger("users", "results", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        switch (told.Type)
        {
            case UserRegistered.Type:
                var registered = told.Data<UserRegistered>();
                (await PlayerOf(registered.UserId, cancellation)).Rename(registered.DisplayName, 0);
                await db.SaveChangesAsync(cancellation);
                break;
            case UserRenamed.Type:
                var renamed = told.Data<UserRenamed>();
                (await PlayerOf(renamed.UserId, cancellation)).Rename(renamed.DisplayName, renamed.Revision);
                await db.SaveChangesAsync(cancellation);
                break;
            case SessionRevoked.Type:
                var revoked = told.Data<SessionRevoked>();
                await db.KeepRevocation(revoked.SessionId, revoked.RevokedAt, revoked.TokensExpireAt, clock.GetUtcNow(), cancellation);
                break;
            case UserDeleted.Type:
                await Forget(told.Data<UserDeleted>(), cancellation);
                break;
            default:
                throw new UnknownEventException(told);
        }
    }

    private async Task<Player> PlayerOf(string userId, CancellationToken cancellation) =>
        await db.Find<Player>(Player.PartitionValue, Player.IdOf(userId), cancellation) ?? db.Add(new Player(userId)).Entity;

    // Results stay, under an id that names nobody any more; what shows the person goes. First the mark, then the traces: a crash in
    // between leaves the mark, by which nothing new is written, and the message comes again.
    private async Task Forget(UserDeleted deleted, CancellationToken cancellation)
    {
        await db.KeepRevocation(deleted.UserId, deleted.DeletedAt, deleted.TokensExpireAt, clock.GetUtcNow(), cancellation);
        (await PlayerOf(deleted.UserId, cancellation)).Forget();
        await db.SaveChangesAsync(cancellation);

        db.RemoveRange(await db.Standings.Where(s => s.UserId == deleted.UserId).ToListAsync(cancellation));
        if (await db.Find<PlayerStatistics>(deleted.UserId, PlayerStatistics.IdOf(deleted.UserId), cancellation) is { } statistics)
            db.Remove(statistics);
        await db.SaveChangesAsync(cancellation);
    }
}
