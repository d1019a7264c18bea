using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Sets a new password for who has the link of a letter, which is good once. All sessions end. Letters and the audit tell of it, and of what the link has
/// taken away beside that.
/// </summary>
public sealed class PasswordByLetter(
    UsersDb db, PasswordHashing passwords, SecondFactorCheck secondFactor, OrganisationRoles roles, SignInThrottle throttle, AccountCleanup cleanup,
    Audit audit, TimeProvider clock)
{
    /// <param name="kind">Of the letter.</param>
    /// <param name="change">What else the link does, in the save that sets the password. Done again when that comes second.</param>
    /// <param name="done">Writes the audit's line.</param>
    /// <exception cref="ProblemException">
    /// 400: the password is weak; 403: a code of the second factor is missing or wrong; 422: it is no link, or none any more.
    /// </exception>
    public async Task Set(
        ResetPasswordRequest body, LetterKind kind, Func<User, Letter, Task> change, Action<string> done, HttpRequest request, CancellationToken cancellation)
    {
        var (link, password) = Read(body);
        var (user, _) = await Load(link, kind, cancellation); // before the password is looked at and hashed, which costs
        await passwords.RequireStrong("password", password, [user.Username, user.Email, user.DisplayName], cancellation);
        var hash = await passwords.Hash(password, cancellation);
        var requestId = Guid.NewGuid().ToString("N");
        (user, var gone, var rolesWent) = await db.Repeat(async () =>
        {
            var (user, letter) = await Load(link, kind, cancellation);
            var now = clock.GetUtcNow();
            if (user.KeepsSecondFactor(letter, now))
                await secondFactor.Require(user, body.Code, requestId, 403, cancellation);
            var before = WaysIn.Of(user);
            await change(user, letter);
            var gone = before.Except(WaysIn.Of(user));
            var rolesWent = gone.Organisation && user.SetRoles(roles.Without(user.Roles), now);
            user.ConfirmAddress(now); // whoever has the letter reads what comes there
            user.ChangePassword(hash, keptSession: null, now);
            foreach (var told in gone.Letters.Prepend(LetterKind.PasswordChanged))
                user.Write(PublicId.New(now), told, letter.Language, now);
            await db.SaveAndSend(cancellation);
            return (user, gone, rolesWent);
        }, cancellation);

        done(user.UserId);
        Note(user, gone, rolesWent);
        // Whoever has the letter need not wait for what strangers tried before.
        await throttle.Forgive(user.EmailReservation, request, cancellation);
        await throttle.Forgive(user.UsernameReservation, request, cancellation);
        await cleanup.Finish(user.UserId, cancellation);
    }

    /// <summary>422: a link that has run out, was used or never was.</summary>
    public static ProblemException Spent() => new(422, "This link has run out or was used. Ask for a new one.", "auth.link-spent");

    private void Note(User user, WaysIn gone, bool rolesWent)
    {
        foreach (var passkey in gone.Passkeys)
            audit.PasskeyRemoved(user.UserId, passkey);
        if (gone.SecondFactor)
            audit.SecondFactorOff(user.UserId);
        if (gone.Organisation)
            audit.OrganisationUnlinked(user.UserId);
        if (rolesWent)
            audit.RolesSet(user.UserId, string.Join(' ', user.Roles), OrganisationRoles.Actor);
    }

    private async Task<(User User, Letter Letter)> Load(MailLink link, LetterKind kind, CancellationToken cancellation) =>
        await db.FindUser(link.UserId, cancellation) is { } user && user.OpenedBy(link, kind, clock.GetUtcNow()) is { } letter
            ? (user, letter)
            : throw Spent();

    private static (MailLink Link, string Password) Read(ResetPasswordRequest body)
    {
        var validation = new Validation();
        var link = MailLink.Read(body.Token, validation);
        var password = PasswordHashing.ReadNew("password", body.Password, validation);
        validation.ThrowIfAny();
        return (link, password!);
    }

    // Beside the password.
    private sealed record WaysIn(IReadOnlyList<string> Passkeys, bool SecondFactor, bool Organisation)
    {
        public IEnumerable<LetterKind> Letters =>
            from pair in ((bool Gone, LetterKind Kind)[])
            [
                (Passkeys.Count > 0, LetterKind.PasskeyRemoved), (SecondFactor, LetterKind.SecondFactorOff), (Organisation, LetterKind.OrganisationUnlinked),
            ]
            where pair.Gone
            select pair.Kind;

        public static WaysIn Of(User user) =>
            new([.. user.Passkeys.Select(passkey => passkey.PasskeyId)], user.HasSecondFactor, user.OrganisationReservation is not null);

        public WaysIn Except(WaysIn left) =>
            new([.. Passkeys.Except(left.Passkeys)], SecondFactor && !left.SecondFactor, Organisation && !left.Organisation);
    }
}
