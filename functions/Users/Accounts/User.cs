using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// A person's account. Once deleted nothing personal is left in it; it stays for a while as the proof that it is gone.
/// </summary>
public sealed partial class User : EventfulDocument
{
    /// <summary>How long a guest is kept.</summary>
    public static readonly TimeSpan GuestStay = TimeSpan.FromDays(7);

    private User()
    {
    }

    private User(string userId, DateTimeOffset now)
        : base(IdOf(userId), userId) => CreatedAt = now;

    public string UserId => Partition;
    public string Username { get; private set; } = "";
    public string DisplayName { get; private set; } = "";

    /// <summary>Whether boards keep the name to themselves.</summary>
    public bool HideName { get; private set; }

    public string PasswordHash { get; private set; } = "";
    public List<string> Roles { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>When a guest is forgotten; null for an account.</summary>
    public DateTimeOffset? GuestUntil { get; private set; }

    /// <summary>The account that keeps what this guest did; null for a guest that nobody keeps.</summary>
    public string? KeptBy { get; private set; }

    /// <summary>The guest that this account is about to keep (<see cref="AccountCleanup"/>).</summary>
    public string? KeepsGuest { get; private set; }

    /// <summary>Grows with each change its owner can see: the profile's ETag.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>The reservations this account claims: whoever holds another that points here holds nothing.</summary>
    public string EmailReservation { get; private set; } = "";

    public string UsernameReservation { get; private set; } = "";

    /// <summary>Sessions of an earlier generation have ended, but for <see cref="KeptSession"/>.</summary>
    public int Generation { get; private set; }

    public string? KeptSession { get; private set; }

    /// <summary>Since when something that follows from a change is still to be done (<see cref="AccountCleanup"/>).</summary>
    public DateTimeOffset? CleanupSince { get; private set; }

    /// <summary>Reservations this account gave up and that are still to be removed.</summary>
    public List<string> ReleasedReservations { get; private set; } = [];

    /// <summary>Counts how often others tried to take over a name while this account was changing; see <see cref="Names"/>.</summary>
    public int Fences { get; private set; }

    public bool IsDeleted => DeletedAt is not null;

    public bool IsGuest => GuestUntil is not null;

    /// <summary>Not of who comes through an organisation alone.</summary>
    public bool HasPassword => PasswordHash.Length > 0;

    public static string IdOf(string userId) => $"user-{userId}";

    public static User Register(
        string userId, Username username, EmailAddress email, string displayName, string passwordHash, IEnumerable<string> roles, DateTimeOffset now,
        string? keepsGuest = null)
    {
        var user = new User(userId, now)
        {
            Username = username.Text,
            UsernameReservation = Reservation.IdOf(username),
            Email = email.Text,
            EmailReservation = Reservation.IdOf(email),
            DisplayName = displayName,
            PasswordHash = passwordHash,
            Roles = [.. roles],
            KeepsGuest = keepsGuest,
            CleanupSince = keepsGuest is null ? null : now,
        };
        user.Raise(UserRegistered.Type, new UserRegistered(userId, user.Username, displayName, now), now);
        return user;
    }

    /// <summary>Somebody who plays without an account: claims no name, has no password, and is gone after a while.</summary>
    /// <param name="madeUpName">Shown where no name of one's own may be.</param>
    public static User Guest(string userId, string displayName, string madeUpName, DateTimeOffset now)
    {
        var guest = new User(userId, now) { DisplayName = displayName, Roles = [Role.Guest], GuestUntil = now + GuestStay };
        guest.Raise(UserRegistered.Type, new UserRegistered(userId, "", displayName, now, madeUpName), now);
        return guest;
    }

    /// <summary>Takes the place of an account whose registration was broken off, so that it can never be completed.</summary>
    public static User NeverRegistered(string userId, DateTimeOffset now) => new(userId, now) { DeletedAt = now };

    /// <summary>Takes the place of an account that was deleted and that this store does not hold; the other apps are told once more.</summary>
    public static User DeletedBefore(string userId, DateTimeOffset deletedAt, string? keptBy = null)
    {
        var user = NeverRegistered(userId, deletedAt);
        user.KeptBy = keptBy;
        user.TellDeleted(deletedAt);
        return user;
    }

    public bool Claims(string reservation) =>
        !IsDeleted && (reservation == EmailReservation || reservation == UsernameReservation || reservation == OrganisationReservation
            || Passkeys.Exists(passkey => passkey.Reservation == reservation));

    public bool Allows(Session session) => !IsDeleted && (session.Generation == Generation || session.SessionId == KeptSession);

    public void Rename(string displayName, bool hideName, DateTimeOffset now)
    {
        if (displayName == DisplayName && hideName == HideName)
            return;
        DisplayName = displayName;
        HideName = hideName;
        Revision++;
        Raise(UserRenamed.Type, new UserRenamed(UserId, displayName, Revision, hideName), now);
    }

    /// <param name="keptSession">The one session that goes on.</param>
    public void ChangePassword(string passwordHash, string? keptSession, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        Revision++;
        VoidLinks();
        EndSessions(keptSession, now);
    }

    /// <summary>The same password under today's settings: nothing its owner can see.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;

    /// <summary>An admin says which roles it has; so confirming its address gives it none any more.</summary>
    public void DecideRoles(IReadOnlyCollection<string> roles, DateTimeOffset now)
    {
        IsAdminOnceConfirmed = false;
        SetRoles(roles, now);
    }

    /// <summary>Roles are written into tokens, so the sessions end: a role taken away is gone at once.</summary>
    /// <returns>False when it had those.</returns>
    public bool SetRoles(IReadOnlyCollection<string> roles, DateTimeOffset now)
    {
        string[] next = [.. Role.All.Where(role => role == Role.Player || roles.Contains(role))];
        if (next.SequenceEqual(Roles))
            return false;
        Roles = [.. next];
        Revision++;
        EndSessions(null, now);
        return true;
    }

    public void EndSessions(string? keptSession, DateTimeOffset now)
    {
        Generation++;
        KeptSession = keptSession;
        CleanupSince ??= now;
    }

    public void Delete(DateTimeOffset now)
    {
        if (IsDeleted)
            return;
        DeletedAt = now;
        Username = Email = DisplayName = PasswordHash = "";
        HideName = false;
        Roles = [];
        Letters.Clear();
        LettersSince = null;
        GiveUpFormer(0);
        ForgetFactors();
        ForgetLink();
        Revision++;
        EndSessions(null, now);
        TellDeleted(now);
    }

    /// <summary>The guest is gone, and what the guest did is that account's. Nothing where the guest has gone already.</summary>
    public void KeepFor(string userId, DateTimeOffset now)
    {
        if (IsDeleted)
            return;
        KeptBy = userId;
        Delete(now);
    }

    public void Fence() => Fences++;

    public void CleanedUp()
    {
        CleanupSince = null;
        KeepsGuest = null;
        ReleasedReservations.Clear();
        if (IsDeleted)
            EmailReservation = UsernameReservation = "";
    }

    private void TellDeleted(DateTimeOffset now) => Raise(UserDeleted.Type, new UserDeleted(UserId, now, now + AccessTokens.MaxAge, KeptBy), now);
}
