using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// The letters of the last hour to an address that nobody has shown to be theirs. Kept beside the accounts: whoever wants to flood somebody gives the address
/// to an account, takes it back and gives it again, or deletes the account and makes another.
/// </summary>
public sealed class AddressLetters : Document
{
    private const int Max = 5;
    private static readonly TimeSpan Counted = TimeSpan.FromHours(1);

    private AddressLetters()
    {
    }

    public AddressLetters(string id)
        : base(id, id)
    {
    }

    public List<AddressLetter> Letters { get; private set; } = [];

    /// <summary>When nothing in it counts any more.</summary>
    public DateTimeOffset ForgetAt { get; private set; }

    /// <param name="reservation">Of the address, which is not kept itself.</param>
    public static string IdOf(string reservation) => $"letters-{reservation}";

    /// <summary>Counts the letter, however often it is tried.</summary>
    /// <returns>Whether it may go.</returns>
    public bool Count(string letterId, DateTimeOffset now)
    {
        Letters.RemoveAll(letter => now - letter.At >= Counted);
        if (Letters.Exists(letter => letter.LetterId == letterId))
            return true;
        if (Letters.Count >= Max)
            return false;
        Letters.Add(new(letterId, now));
        ForgetAt = now + Counted;
        return true;
    }
}

public sealed record AddressLetter(string LetterId, DateTimeOffset At);
