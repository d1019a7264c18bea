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
}
