namespace QuizPlatform.Users;

public enum LetterKind
{
    /// <summary>With a link that sets a new password.</summary>
    NewPassword,

    /// <summary>Tells that it was set.</summary>
    PasswordChanged,

    /// <summary>Tells an author that an admin has taken a quiz down.</summary>
    QuizHidden,

    /// <summary>Tells an author that an admin has put it up again.</summary>
    QuizShown,

    /// <summary>With a link that confirms the address.</summary>
    ConfirmAddress,

    /// <summary>Tells the address of before that it is not the account's any more, with a link that takes it back.</summary>
    EmailChanged,

    /// <summary>Tells somebody that an admin has put a made-up name in the place of theirs.</summary>
    NameReset,

    /// <summary>Tells that the account can be signed in to with one more passkey.</summary>
    PasskeyAdded,

    /// <summary>Tells that it can with one passkey less.</summary>
    PasskeyRemoved,

    /// <summary>Tells that the password needs a code beside it.</summary>
    SecondFactorOn,

    /// <summary>Tells that the password is enough again.</summary>
    SecondFactorOff,

    /// <summary>Tells that there are new recovery codes.</summary>
    RecoveryCodesMade,

    /// <summary>Tells that one of them has signed in, and how many are left.</summary>
    RecoveryCodeUsed,

    /// <summary>Tells that the account can be signed in to through the organisation.</summary>
    OrganisationLinked,

    /// <summary>Tells that it cannot any more.</summary>
    OrganisationUnlinked,
}

/// <summary>What a letter tells of beside its kind.</summary>
/// <param name="Note">An admin's own words.</param>
public sealed record LetterMatter(string QuizId, string? Note);

/// <summary>
/// A letter to the owner of an account, in the account from when its reason arises until nothing depends on it any more. What it says is made when it is
/// sent: a link's secret is then drawn, and only its SHA-256 kept.
/// </summary>
public sealed class Letter
{
    /// <summary>For which a link that sets a new password is good.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(30);

    internal static readonly TimeSpan LongLife = TimeSpan.FromDays(3);
    private static readonly TimeSpan TryLasts = TimeSpan.FromMinutes(1); // longer than any sender waits

    private Letter()
    {
    }

    internal Letter(string letterId, LetterKind kind, string language, DateTimeOffset now, LetterMatter? matter, string? to)
    {
        LetterId = letterId;
        Kind = kind;
        Language = language;
        QuizId = matter?.QuizId;
        Note = matter?.Note;
        To = to;
        WrittenAt = now;
        ExpiresAt = now + (kind == LetterKind.NewPassword ? LinkLife : LongLife);
    }

    public string LetterId { get; private set; } = null!;
    public LetterKind Kind { get; private set; }

    /// <summary><c>en</c> or <c>de</c>.</summary>
    public string Language { get; private set; } = null!;

    /// <summary>The quiz it tells of; null: of none.</summary>
    public string? QuizId { get; private set; }

    /// <summary>What an admin says of it; null: nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>Where it goes; null: to the account's address, as it is then.</summary>
    public string? To { get; private set; }
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>When its link is dead, and sending it to no purpose.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>One for each try of sending it: of a try that was broken off nobody knows whether it arrived.</summary>
    public List<string> SecretHashes { get; private set; } = [];
    public DateTimeOffset? TriedAt { get; private set; }
    public bool WasTried => TriedAt is not null;

    /// <summary>When it was handed over, or given up.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Whether it is to be sent now: not while a try may still be under way.</summary>
    public bool IsDue(DateTimeOffset now) => IsWaiting(now) && (TriedAt is not { } tried || (now - tried).Duration() >= TryLasts);

    /// <summary>Whether its link is a secret: somebody else can have such letters sent.</summary>
    internal static bool HasLink(LetterKind kind) => kind is LetterKind.NewPassword or LetterKind.ConfirmAddress or LetterKind.EmailChanged;

    internal bool IsWaiting(DateTimeOffset now) => DoneAt is null && now < ExpiresAt;

    internal bool IsForgotten(DateTimeOffset now, TimeSpan counted) => now >= ExpiresAt && now >= WrittenAt + counted;

    internal void Try(MailLink link, DateTimeOffset now)
    {
        TriedAt = now;
        if (HasLink(Kind))
            SecretHashes.Add(link.Hash);
    }

    /// <summary>The try has failed: the next one need not wait until it must have ended.</summary>
    internal void TryAgain() => TriedAt = DateTimeOffset.MinValue;

    internal void Done(DateTimeOffset now) => DoneAt = now;

    internal void VoidLink(LetterKind kind)
    {
        if (Kind == kind)
            SecretHashes.Clear();
    }

    internal bool IsOpenedBy(MailLink link, DateTimeOffset now) => LetterId == link.LetterId && now < ExpiresAt && SecretHashes.Any(link.Matches);
}
