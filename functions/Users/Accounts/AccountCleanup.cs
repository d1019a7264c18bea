using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Does what follows from a change of an account and lies elsewhere: ends sessions, frees names, lists who was deleted. The change itself is complete
/// without it (an ended session is refused by the account's own document); done right after it, and again later if a crash came between.
/// </summary>
public sealed class AccountCleanup(UsersDb db, Names names, IErasureList erasures, Audit audit, Leftovers leftovers, TimeProvider clock)
{
    public async Task Finish(string userId, CancellationToken cancellation)
    {
        try
        {
            await CleanUp(userId, cancellation);
        }
        catch
        {
            leftovers.Left();
            throw;
        }
    }

    private async Task CleanUp(string userId, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        if (await db.FindUser(userId, cancellation) is not { CleanupSince: not null } user)
            return;

        if (user is { KeepsGuest: { } guestId, IsDeleted: false })
        {
            if (await db.Keep(guestId, userId, clock.GetUtcNow(), cancellation))
                audit.GuestKept(guestId, userId);
            await CleanUp(guestId, cancellation);
            db.ChangeTracker.Clear();
            user = (await db.FindUser(userId, cancellation))!;
        }

        // Not who was a guest for too long: put back from a backup, they are erased by their time again.
        if (user.DeletedAt is { } deletedAt && !(user.GuestUntil <= deletedAt))
            await erasures.Add(new(userId, deletedAt, user.KeptBy), cancellation);
        else if (user is { IsGuest: false, IsDeleted: false })
            await Refold(user, cancellation);
        await EndSessions(user, cancellation);
        foreach (var reservation in user.ReleasedReservations.Where(r => !user.Claims(r) && !user.MayTakeBack(r, clock.GetUtcNow())))
            await names.Release(reservation, userId, user.IsDeleted ? DateTimeOffset.MaxValue : user.CleanupSince ?? clock.GetUtcNow(), cancellation);
        if (user.IsDeleted)
            await Forget(user, cancellation);

        // What changed meanwhile has its own work to be done: it stays marked.
        var revision = (user.Revision, user.Generation);
        await db.Change<User>(userId, user.Id, u =>
        {
            if ((u.Revision, u.Generation) != revision || u.CleanupSince is null)
                return false;
            u.CleanedUp();
            return true;
        }, cancellation);
    }

    // An account of a version that read its address in another way; a migration marks those that may be. Where somebody else has the
    // address in today's reading, that account keeps it: this one signs in with its username.
    private async Task Refold(User user, CancellationToken cancellation)
    {
        var reservation = Reservation.IdOfEmail(user.Email);
        if (reservation == user.EmailReservation || !await names.Reserve(reservation, user.UserId, cancellation))
            return;
        user.Refold(reservation, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation); // a lost race is thrown: it is tried again later
    }

    private async Task EndSessions(User user, CancellationToken cancellation)
    {
        var sessions = await db.Sessions.Where(s => s.Partition == user.UserId && s.RevokedAt == null).ToListAsync(cancellation);
        foreach (var session in sessions.Where(s => !user.Allows(s)))
        {
            var revoked = await db.Change<Session>(user.UserId, session.Id, s =>
            {
                if (s.RevokedAt is not null)
                    return false;
                s.Revoke(clock.GetUtcNow());
                return true;
            }, cancellation);
            if (revoked is not null)
                audit.SessionRevoked(user.UserId, session.SessionId, user.IsDeleted ? "account deleted" : "account changed");
        }
    }

    private async Task Forget(User user, CancellationToken cancellation)
    {
        await db.EraseReportsOf<NameReport>(user.UserId, cancellation);
        if (user.EmailReservation.Length > 0)
            await names.Release(user.EmailReservation, user.UserId, DateTimeOffset.MaxValue, cancellation);
        if (user.UsernameReservation.Length > 0)
            await names.Hold(user.UsernameReservation, user.UserId, user.DeletedAt!.Value + Names.UsernameHold, cancellation);

        db.ChangeTracker.Clear();
        foreach (var id in new[] { user.EmailReservation, user.UsernameReservation, user.Id }.Select(SignInAttempts.IdOf))
        {
            if (await db.Find<SignInAttempts>(id, id, cancellation) is { } attempts)
                db.Remove(attempts);
        }

        db.RemoveRange(await db.Sessions.Where(s => s.Partition == user.UserId && s.PendingSince == null).ToListAsync(cancellation));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Written at this moment by a failing sign-in or a sweep; all of these expire by themselves too.
        }
    }
}
