using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

// Letters to the owner: in the account itself, so that a change and the letter that tells of it are one save, and so is the use of a link.
public sealed partial class User
{
    private const int MaxLinks = 3;
    private static readonly TimeSpan Counted = TimeSpan.FromHours(1);

    public List<Letter> Letters { get; private set; } = [];

    /// <summary>Since when a letter waits to be sent (<see cref="SendLetters"/>).</summary>
    public DateTimeOffset? LettersSince { get; private set; }

    /// <summary>Has a letter sent, once the account is saved.</summary>
    /// <param name="letterId">A <see cref="PublicId"/>; one that is there already is not written again.</param>
    /// <param name="to">Another address than the account's.</param>
    /// <returns>False when there were too many of the kind within the hour, which somebody else may be to blame for.</returns>
    public bool Write(string letterId, LetterKind kind, string language, DateTimeOffset now, LetterMatter? matter = null, string? to = null)
    {
        Letters.RemoveAll(letter => letter.IsForgotten(now, Counted));
        if (IsDeleted)
            return false;
        if (Letters.Exists(letter => letter.LetterId == letterId))
            return true;
        if (Letter.HasLink(kind) && Letters.Count(letter => letter.Kind == kind && now - letter.WrittenAt < Counted) >= MaxLinks)
            return false;

        Letters.Add(new(letterId, kind, language, now, matter, to));
        LettersSince ??= now;
        Raise(LetterWritten.Type, new LetterWritten(UserId, letterId), now);
        return true;
    }

    /// <summary>The letter of that kind whose link it is; null when it is none, or none any more.</summary>
    public Letter? OpenedBy(MailLink link, LetterKind kind, DateTimeOffset now) =>
        IsDeleted ? null : Letters.Find(letter => letter.Kind == kind && letter.IsOpenedBy(link, now));

    internal void Posted(DateTimeOffset now)
    {
        if (!Letters.Exists(letter => letter.IsWaiting(now)))
            LettersSince = null;
    }

    // With the password changed, or the address that they went to, all links that would set it are dead.
    private void VoidLinks()
    {
        Letters.RemoveAll(letter => letter.Kind == LetterKind.NewPassword && letter.DoneAt is null);
        Letters.ForEach(letter => letter.VoidLink(LetterKind.NewPassword)); // those that were sent still count
    }
}
