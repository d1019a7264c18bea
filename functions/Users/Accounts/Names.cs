using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Gives each e-mail address and each username to one account. A name is reserved first and then claimed by the account's own save; what
/// is broken off in between leaves a reservation that nobody claims, and after a moment it passes to whoever asks next.
/// </summary>
public sealed class Names(IDbContextFactory<UsersDb> databases, TimeProvider clock)
{
    public static readonly TimeSpan UsernameHold = TimeSpan.FromDays(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Whether asking for the name would be refused; spares the hashing of a password for nothing.</summary>
    public async Task<bool> IsTaken(string reservation, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Find<Reservation>(reservation, reservation, cancellation) is { } existing
            && Judge(existing, await db.FindUser(existing.UserId, cancellation), clock.GetUtcNow()) == Verdict.Taken;
    }

    /// <exception cref="ProblemException">409, naming each of the two that is taken.</exception>
    public static void RefuseTaken(bool email, bool username)
    {
        if (!email && !username)
            return;
        var errors = new Dictionary<string, string[]>();
        if (email)
            errors["email"] = ["This e-mail address is taken."];
        if (username)
            errors["username"] = ["This username is taken."];
        throw new ProblemException(409, errors.First().Value[0], "user.taken") { Errors = errors };
    }

    /// <summary>Reserves the name for an account that is to claim it by saving itself, as loaded before this call.</summary>
    public async Task<bool> Reserve(string reservation, string userId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        try
        {
            if (await db.Find<Reservation>(reservation, reservation, cancellation) is not { } existing)
            {
                db.Add(new Reservation(reservation, userId, now));
            }
            else
            {
                if (existing.UserId != userId && !await TakeAway(db, existing, now, cancellation))
                    return false;
                existing.PassTo(userId, now);
            }

            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else got it at the same moment; unless it is kept for this very account, in a save whose answer was lost.
            db.ChangeTracker.Clear();
            return await db.Find<Reservation>(reservation, reservation, cancellation) is { HeldUntil: null } kept && kept.UserId == userId;
        }
    }

    /// <summary>Frees a name that the account does not claim.</summary>
    /// <param name="reservedBefore">A reservation made later is left alone: the account may be about to claim the name again.</param>
    public Task Release(string reservation, string userId, DateTimeOffset reservedBefore, CancellationToken cancellation) =>
        Change(reservation, userId, (db, existing) =>
        {
            if (existing.ReservedAt <= reservedBefore)
                db.Remove(existing);
        }, cancellation);

    /// <summary>Keeps a deleted account's username from everybody for a while, so that nobody is taken for who had it before.</summary>
    public Task Hold(string reservation, string userId, DateTimeOffset until, CancellationToken cancellation) =>
        Change(reservation, userId, (_, existing) => existing.HoldUntil(until), cancellation);

    private async Task Change(string reservation, string userId, Action<UsersDb, Reservation> change, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        try
        {
            if (await db.Find<Reservation>(reservation, reservation, cancellation) is not { HeldUntil: null } existing || existing.UserId != userId)
                return;
            change(db, existing);
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It has passed to somebody else meanwhile.
        }
    }

    // The account that let the name lie may still be on its way to claim it. Before the name passes on, that account's document is
    // written: its own save, based on an older state or on there being no document yet, then fails. No clock is trusted for it.
    private static async Task<bool> TakeAway(UsersDb db, Reservation reservation, DateTimeOffset now, CancellationToken cancellation)
    {
        var holder = await db.FindUser(reservation.UserId, cancellation);
        var verdict = Judge(reservation, holder, now);
        if (verdict != Verdict.Abandoned)
            return verdict == Verdict.Free;

        if (holder is null)
            db.Add(User.NeverRegistered(reservation.UserId, now));
        else
            holder.Fence();
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static Verdict Judge(Reservation reservation, User? holder, DateTimeOffset now)
    {
        if (reservation.HeldUntil is { } until)
            return until <= now ? Verdict.Free : Verdict.Taken;
        if (holder is { DeletedAt: { } deletedAt })
            return reservation.Id == holder.UsernameReservation && deletedAt + UsernameHold > now ? Verdict.Taken : Verdict.Free;
        if (holder is not null && (holder.Claims(reservation.Id) || holder.MayTakeBack(reservation.Id, now)))
            return Verdict.Taken;
        return reservation.ReservedAt <= now && now - reservation.ReservedAt < Patience ? Verdict.Taken : Verdict.Abandoned; // ahead: the clock was set back
    }

    private enum Verdict
    {
        Free,
        Taken,

        /// <summary>Reserved and never claimed.</summary>
        Abandoned,
    }
}
