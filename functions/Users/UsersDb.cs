using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed class UsersDb(DbContextOptions<UsersDb> options) : DocumentDb(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<SignInAttempts> Attempts => Set<SignInAttempts>();
    public DbSet<AddressLetters> AddressLetters => Set<AddressLetters>();
    public DbSet<SpentSignIn> Spent => Set<SpentSignIn>();
    public DbSet<ForgottenPassword> Forgotten => Set<ForgottenPassword>();

    public ValueTask<User?> FindUser(string userId, CancellationToken cancellation) => Find<User>(userId, User.IdOf(userId), cancellation);

    /// <summary>Whose name it is. As many reads when it is nobody's.</summary>
    /// <param name="name">A reservation's id.</param>
    public async Task<User?> FindByName(string name, CancellationToken cancellation)
    {
        var reservation = await Find<Reservation>(name, name, cancellation);
        var user = await FindUser(reservation?.UserId ?? "nobody", cancellation);
        return user is not null && user.Claims(name) ? user : null;
    }

    public ValueTask<Session?> FindSession(string userId, string sessionId, CancellationToken cancellation) =>
        Find<Session>(userId, Session.IdOf(sessionId), cancellation);

    /// <summary>Whether the session that the caller speaks from still stands.</summary>
    public async Task<bool> Allows(Caller caller, CancellationToken cancellation) =>
        await FindUser(caller.UserId, cancellation) is { } user
        && await FindSession(caller.UserId, caller.SessionId, cancellation) is { RevokedAt: null } session
        && user.Allows(session);

    /// <summary>
    /// Asked right before a change is saved, and again with each try of the save: what came before it, a password's hash for instance, took time.
    /// Where the caller's own account is changed, whatever ends the session by changing it makes the save fail.
    /// </summary>
    /// <exception cref="ProblemException">401: the session has ended since it was verified.</exception>
    public async Task RequireAllowed(Caller caller, CancellationToken cancellation)
    {
        if (!await Allows(caller, cancellation))
            throw Problem.SessionEnded();
    }

    /// <summary>
    /// As <see cref="RequireAllowed"/>, for what an admin does to somebody else, loaded before this call. Where that is an admin too, the acting one's
    /// own document is written first: whoever demotes or closes the acting one at this moment, and loaded it before, then has to begin anew. So of
    /// admins who are after each other, in twos or in a circle, one at least finds its session ended, and one is left.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">The acting admin's account has just changed: repeat it all.</exception>
    public async Task RequireAdmin(Caller admin, User over, CancellationToken cancellation)
    {
        await RequireAllowed(admin, cancellation);
        if (admin.Owns(over.UserId) || !over.Roles.Contains(Role.Admin))
            return;
        (await FindUser(admin.UserId, cancellation))!.Fence();
        await SaveChangesAsync(cancellation);
    }

    /// <summary>The sessions that are neither revoked nor run out, the last used first.</summary>
    public Task<List<Session>> LiveSessions(string userId, DateTimeOffset now, CancellationToken cancellation) =>
        Sessions.Where(s => s.Partition == userId && s.RevokedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastUsedAt).ToListAsync(cancellation);

    /// <summary>Makes a change to the document as it is now, once more on top of somebody else's change that came first.</summary>
    /// <param name="change">False when there is nothing to change after all.</param>
    /// <returns>The document, or null when there is none.</returns>
    public Task<T?> Change<T>(string partition, string id, Func<T, bool> change, CancellationToken cancellation)
        where T : Document =>
        Change<T>(partition, id, document => Task.FromResult(change(document)), cancellation);

    /// <inheritdoc cref="Change{T}(string,string,Func{T,bool},CancellationToken)"/>
    public Task<T?> Change<T>(string partition, string id, Func<T, Task<bool>> change, CancellationToken cancellation)
        where T : Document =>
        this.Repeat(async () =>
        {
            if (await Find<T>(partition, id, cancellation) is not { } document || !await change(document))
                return null;
            await SaveAndSend(cancellation);
            return document;
        }, cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var user = modelBuilder.Document<User>()
            .FoundBy("CleanupSince").FoundBy("DeletedAt").FoundBy("LettersSince").FoundBy("GuestUntil").FoundBy("KeepsGuest").FoundBy("FormerUntil");
        user.OwnsMany(u => u.Letters, letter => letter.Property(l => l.Kind).HasConversion<string>());
        user.OwnsMany(u => u.FormerEmails);
        user.OwnsMany(u => u.Passkeys);
        user.OwnsMany(u => u.SpentChallenges);
        user.OwnsMany(u => u.Authenticators);
        modelBuilder.Reports<NameReport>();
        modelBuilder.Document<SpentSignIn>().FoundBy("ForgetAt");
        modelBuilder.Document<ForgottenPassword>().FoundBy("AskedAt");
        modelBuilder.Document<Session>().OrderedBy("-LastUsedAt").FoundBy("ExpiresAt");
        modelBuilder.Document<Reservation>().FoundBy("HeldUntil");
        modelBuilder.Document<AddressLetters>().FoundBy("ForgetAt").OwnsMany(a => a.Letters);
        modelBuilder.Document<SignInAttempts>().FoundBy("ForgetAt").OwnsMany(a => a.Sources);
    }
}
