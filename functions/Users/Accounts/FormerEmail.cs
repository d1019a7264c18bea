namespace QuizPlatform.Users;

/// <summary>An address that an account had, and that a letter sent there can take back.</summary>
public sealed class FormerEmail
{
    private FormerEmail()
    {
    }

    internal FormerEmail(string email, string reservation, string letterId, DateTimeOffset until) =>
        (Email, Reservation, LetterId, Until) = (email, reservation, letterId, until);

    public string Email { get; private set; } = null!;

    /// <summary>The id of the one that keeps it from others meanwhile.</summary>
    public string Reservation { get; private set; } = null!;
    public string LetterId { get; private set; } = null!;
    public DateTimeOffset Until { get; private set; }

    /// <summary>
    /// Passkeys and second factors from then on may be those of whoever changed the address. It is three days before that: of older ones a letter has told the
    /// owner long ago.
    /// </summary>
    public DateTimeOffset DoubtedSince => Until - (2 * Letter.LongLife);
}
