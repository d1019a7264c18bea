namespace QuizPlatform.Users;

// The e-mail address, whether it is known to be the owner's, and those it was before, which can be taken back for a while.
public sealed partial class User
{
    /// <summary>How many changes of a confirmed address can be taken back at a time.</summary>
    private const int MaxFormer = 5;

    public string Email { get; private set; } = "";

    /// <summary>When it was shown that what is sent to <see cref="Email"/> reaches the owner; null: not yet.</summary>
    public DateTimeOffset? EmailConfirmedAt { get; private set; }

    /// <summary>Whether the owner has been asked to confirm it; not where no letters were sent, nor in documents older than this field.</summary>
    public bool MustConfirm { get; private set; }

    /// <summary>Whether confirming the address that it was registered with makes it an admin's.</summary>
    public bool IsAdminOnceConfirmed { get; private set; }

    /// <summary>Addresses of before, the oldest first: still nobody else's, but not signed in with.</summary>
    public List<FormerEmail> FormerEmails { get; private set; } = [];

    /// <summary>Until when the first of them can be taken back; null: there is none.</summary>
    public DateTimeOffset? FormerUntil { get; private set; }

    public bool IsUnconfirmed => MustConfirm && EmailConfirmedAt is null;

    /// <summary>Changes the address. That of before is told by letter, if it was known to be the owner's, and can be taken back.</summary>
    /// <param name="letterId">Of that letter; null where none are sent.</param>
    /// <returns>False where it must not change: it did so often that the address of before could not be told.</returns>
    public bool ChangeEmail(EmailAddress email, string? letterId, string language, DateTimeOffset now)
    {
        var reservation = Reservation.IdOf(email);
        if (reservation == EmailReservation)
        {
            Respell(email);
            return true;
        }

        var back = FormerEmails.FindIndex(former => former.Reservation == reservation);
        if (back >= 0)
            GiveUpFormer(back + 1); // what came after it has no claim to the account; its own letter goes on to be good
        else if (letterId is not null && EmailConfirmedAt is not null && !KeepFormer(letterId, language, now))
            return false;
        Take(email.Text, reservation, now);
        if (back >= 0)
            ConfirmAddress(now); // it was, when it was left
        return true;
    }

    /// <summary>
    /// Gives the account back the address that a letter was sent to when it was changed. What whoever changed it may have added goes; not a second factor
    /// where the address is the account's again already: nothing else is to be undone then, and who only reads what comes there is not to go round it.
    /// </summary>
    public void TakeBackEmail(FormerEmail former, DateTimeOffset now)
    {
        var doubted = DoubtedSince(former);
        Authenticators.RemoveAll(authenticator => !StaysOn(authenticator, former));
        GiveUpFormer(FormerEmails.IndexOf(former));
        RemovePasskeys(passkey => passkey.CreatedAt >= doubted);
        if (OrganisationSince >= doubted)
            Unlink(null, now);
        Take(former.Email, former.Reservation, now);
    }

    /// <summary>
    /// Takes away what else signs in and what would keep the address's owner out, where nobody has shown yet that it is theirs: whoever gave it may have been
    /// a stranger, who would stay in after its owner has set a password by letter, or let nobody set one.
    /// </summary>
    public void ForgetStrangersWaysIn(DateTimeOffset now)
    {
        if (EmailConfirmedAt is not null)
            return;
        RemovePasskeys(_ => true);
        if (!HasFormer(now))
            Authenticators.Clear();
        Unlink(null, now);
    }

    /// <summary>The address that letter can take back; null: none any more.</summary>
    public FormerEmail? FormerOf(Letter letter, DateTimeOffset now) =>
        FormerEmails.Find(former => former.LetterId == letter.LetterId && now < former.Until);

    /// <summary>Whether the second factor stays on where a password is set by that letter, which wants a code then.</summary>
    public bool KeepsSecondFactor(Letter letter, DateTimeOffset now) => letter.Kind == LetterKind.EmailChanged
        ? FormerEmails.Find(former => former.LetterId == letter.LetterId) is { } former && Authenticators.Exists(factor => StaysOn(factor, former))
        : EmailConfirmedAt is not null || HasFormer(now);

    /// <summary>Whether it is kept for being taken back.</summary>
    public bool MayTakeBack(string reservation, DateTimeOffset now) =>
        !IsDeleted && FormerEmails.Exists(former => former.Reservation == reservation && now < former.Until);

    /// <summary>Gives up the addresses that cannot be taken back any more.</summary>
    public void ForgetFormer(DateTimeOffset now)
    {
        foreach (var former in FormerEmails.FindAll(former => former.Until <= now))
            GiveUp(former);
        CleanupSince ??= now;
    }

    /// <summary>Asks by letter whether the address is the owner's, unless that is known.</summary>
    /// <returns>False when there were too many letters.</returns>
    public bool AskToConfirm(string letterId, string language, DateTimeOffset now)
    {
        if (IsGuest || EmailConfirmedAt is not null)
            return true;
        MustConfirm = true;
        return Write(letterId, LetterKind.ConfirmAddress, language, now);
    }

    /// <returns>False when it was confirmed already.</returns>
    public bool ConfirmAddress(DateTimeOffset now)
    {
        if (EmailConfirmedAt is not null)
            return false;
        EmailConfirmedAt = now;
        Revision++;
        if (IsAdminOnceConfirmed)
            Roles = [.. Role.All.Where(role => role == Role.Admin || Roles.Contains(role))];
        IsAdminOnceConfirmed = false;
        return true;
    }

    public void BeAdminOnceConfirmed() => IsAdminOnceConfirmed = true;

    /// <summary>The same address, told apart from others in another way than when it was kept.</summary>
    public void Refold(string emailReservation, DateTimeOffset now)
    {
        ReleasedReservations.Add(EmailReservation);
        CleanupSince = now;
        EmailReservation = emailReservation;
    }

    // Then the address of now may have been mistyped, and whoever reads what comes there is not to go round the second factor.
    private bool HasFormer(DateTimeOffset now) => FormerEmails.Exists(former => now < former.Until);

    private bool StaysOn(Authenticator authenticator, FormerEmail former) =>
        former.Reservation == EmailReservation || !(authenticator.SetUpAt >= DoubtedSince(former));

    // Passkeys, second factors and links from then on may be those of whoever changed the address. It is three days before that: of older ones a letter has
    // told the owner long ago. Only who has the oldest address is believed that they are not their own: others may have come in between.
    private DateTimeOffset? DoubtedSince(FormerEmail former) =>
        former.Reservation == FormerEmails[0].Reservation ? FormerEmails[0].Until - (2 * Letter.LongLife) : null;

    // The same address, and what is known of it stays.
    private void Respell(EmailAddress email)
    {
        if (email.Text == Email)
            return;
        Email = email.Text;
        Revision++;
    }

    private void Take(string email, string reservation, DateTimeOffset now)
    {
        if (reservation != EmailReservation)
        {
            ReleasedReservations.Add(EmailReservation);
            CleanupSince ??= now;
        }

        Email = email;
        EmailReservation = reservation;
        EmailConfirmedAt = null;
        MustConfirm = IsAdminOnceConfirmed = false;
        Revision++;
        Letters.RemoveAll(letter => letter.Kind == LetterKind.ConfirmAddress);
        VoidLinks();
    }

    private bool KeepFormer(string letterId, string language, DateTimeOffset now)
    {
        if (FormerEmails.Count >= MaxFormer || !Write(letterId, LetterKind.EmailChanged, language, now, to: Email))
            return false;
        FormerEmails.Add(new(Email, EmailReservation, letterId, now + Letter.LongLife));
        FormerUntil = FormerEmails[0].Until;
        return true;
    }

    private void GiveUpFormer(int from)
    {
        foreach (var former in FormerEmails.Skip(from).ToList())
            GiveUp(former);
    }

    private void GiveUp(FormerEmail former)
    {
        FormerEmails.Remove(former);
        FormerUntil = FormerEmails.FirstOrDefault()?.Until;
        ReleasedReservations.Add(former.Reservation);
        Letters.RemoveAll(letter => letter.LetterId == former.LetterId && letter.DoneAt is null); // those that were sent still count
    }
}
