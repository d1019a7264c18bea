using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Sends letters: each right after it was written, on the event that tells of it, and again as long as it is worth it when that fails or a crash came
/// between. That it was sent is kept in the account; so one goes twice only where a crash comes between the provider's taking it and that save,
/// and the provider cannot tell that it has it (<see cref="Mail.Again"/>).
/// </summary>
public sealed partial class Postman(UsersDb db, IMailSender sender, LetterTexts texts, Leftovers leftovers, TimeProvider clock, ILogger<Postman> log)
{
    /// <summary>Sends what is due to that person.</summary>
    /// <returns>Whether nothing is left that has to be tried again.</returns>
    public async Task<bool> Deliver(string userId, CancellationToken cancellation)
    {
        while (true)
        {
            var (user, letter, link, again) = await Take(userId, cancellation);
            if (letter is null)
                return Done(user);
            try
            {
                if (!await MayHave(user!, letter, cancellation))
                    TooMany(userId, letter.Kind);
                else
                    await sender.Send(texts.Mail(user!, letter, link!) with { Again = again }, cancellation);
            }
            catch (MailRefusedException e)
            {
                Refused(e, userId, letter.Kind);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                Failed(e, userId, letter.Kind);
                return Done(await Change(userId, letter, (kept, _) => kept.TryAgain(), cancellation));
            }

            await Change(userId, letter, (kept, now) => kept.Done(now), cancellation);
        }

        bool Done(User? user)
        {
            if (user?.LettersSince is null)
                return true;
            leftovers.Left();
            return false;
        }
    }

    // Whoever has not shown that the address is theirs may have given a stranger's.
    private async Task<bool> MayHave(User user, Letter letter, CancellationToken cancellation)
    {
        if (letter.To is not null || user.EmailConfirmedAt is not null)
            return true;
        var id = AddressLetters.IdOf(user.EmailReservation);
        return await db.Repeat(async () =>
        {
            var sent = await db.Find<AddressLetters>(id, id, cancellation) ?? db.Add(new AddressLetters(id)).Entity;
            var may = sent.Count(letter.LetterId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellation);
            return may;
        }, cancellation);
    }

    // The next letter that is due, marked as being tried, with a link of its own. None where none is: what is over has been put away then.
    private async Task<(User? User, Letter? Letter, MailLink? Link, bool Again)> Take(string userId, CancellationToken cancellation)
    {
        (Letter? Letter, MailLink? Link, bool Again) taken = default;
        var user = await db.Change<User>(userId, User.IdOf(userId), user =>
        {
            var now = clock.GetUtcNow();
            taken = default;
            if (user.Letters.Find(letter => letter.IsDue(now)) is { } letter)
            {
                taken = (letter, MailLink.New(userId, letter.LetterId), letter.WasTried);
                letter.Try(taken.Link!, now);
            }

            user.Posted(now);
            return true;
        }, cancellation);
        return (user, taken.Letter, taken.Link, taken.Again);
    }

    private Task<User?> Change(string userId, Letter letter, Action<Letter, DateTimeOffset> change, CancellationToken cancellation) =>
        db.Change<User>(userId, User.IdOf(userId), user =>
        {
            if (user.Letters.Find(kept => kept.LetterId == letter.LetterId) is not { } kept)
                return false;
            change(kept, clock.GetUtcNow());
            user.Posted(clock.GetUtcNow());
            return true;
        }, cancellation);

    [LoggerMessage(1, LogLevel.Warning, "The letter {Kind} to user {UserId} could not be sent yet")]
    private partial void Failed(Exception e, string userId, LetterKind kind);

    [LoggerMessage(3, LogLevel.Warning, "The letter {Kind} to user {UserId} is given up: the address has had too many, and nobody has confirmed it")]
    private partial void TooMany(string userId, LetterKind kind);

    [LoggerMessage(2, LogLevel.Warning, "The letter {Kind} to user {UserId} was refused and is given up")]
    private partial void Refused(Exception e, string userId, LetterKind kind);
}
