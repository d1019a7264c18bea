using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed class UsersDb(DbContextOptions<UsersDb> options) : DocumentDb(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<SignInAttempts> Attempts => Set<SignInAttempts>();

    public ValueTask<User?> FindUser(string userId, CancellationToken cancellation) => Find<User>(userId, User.IdOf(userId), cancellation);

    public ValueTask<Session?> FindSession(string userId, string sessionId, CancellationToken cancellation) =>
        Find<Session>(userId, Session.IdOf(sessionId), cancellation);

    /// <summary>The sessions that are neither revoked nor run out, the last used first.</summary>
    public Task<List<Session>> LiveSessions(string userId, DateTimeOffset now, CancellationToken cancellation) =>
        Sessions.Where(s => s.Partition == userId && s.RevokedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastUsedAt).ToListAsync(cancellation);

    /// <summary>Makes a change to the document as it is now, once more on top of somebody else's change that came first.</summary>
    /// <param name="change">False when there is nothing to change after all.</param>
    /// <returns>The document, or null when there is none.</returns>
    public Task<T?> Change<T>(string partition, string id, Func<T, bool> change, CancellationToken cancellation)
        where T : Document =>
        this.Repeat(async () =>
        {
            if (await Find<T>(partition, id, cancellation) is not { } document || !change(document))
                return null;
            await SaveAndSend(cancellation);
            return document;
        }, cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Document<User>().FoundBy("CleanupSince").FoundBy("DeletedAt");
        modelBuilder.Document<Session>().OrderedBy("-LastUsedAt").FoundBy("ExpiresAt");
        modelBuilder.Document<Reservation>().FoundBy("HeldUntil");
        modelBuilder.Document<SignInAttempts>().FoundBy("ForgetAt").OwnsMany(a => a.Sources);
    }
}
