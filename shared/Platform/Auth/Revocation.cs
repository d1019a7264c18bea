namespace QuizPlatform.Platform;

/// <summary>A session or a person whose access tokens are refused although they have not expired.</summary>
public sealed class Revocation : Document
{
    public const string PartitionValue = "revocations";

    private Revocation()
    {
    }

    /// <param name="subject">A session id or a user id.</param>
    /// <param name="issuedBefore">Tokens issued up to then are refused.</param>
    /// <param name="until">When the last such token has expired and this can be forgotten.</param>
    public Revocation(string subject, DateTimeOffset issuedBefore, DateTimeOffset until)
        : base(IdOf(subject), PartitionValue)
    {
        Subject = subject;
        IssuedBefore = issuedBefore;
        Until = until;
    }

    public string Subject { get; private set; } = null!;
    public DateTimeOffset IssuedBefore { get; private set; }
    public DateTimeOffset Until { get; private set; }

    public static string IdOf(string subject) => $"revoked-{subject}";

    /// <summary>Revoking again widens what is revoked; an older message arriving late narrows nothing.</summary>
    public void Widen(DateTimeOffset issuedBefore, DateTimeOffset until)
    {
        IssuedBefore = issuedBefore > IssuedBefore ? issuedBefore : IssuedBefore;
        Until = until > Until ? until : Until;
    }
}
