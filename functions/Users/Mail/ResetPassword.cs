using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Token">From the link of the letter.</param>
/// <param name="Password">The new one.</param>
public sealed record ResetPasswordRequest(
    [property: Required] string? Token,
    [property: Required, Length(PasswordHashing.MinLength, PasswordHashing.MaxLength)] string? Password);

public sealed record PasswordReset(string Message);

/// <summary>Sets a new password by the link of a letter, which is good once and for half an hour. All sessions end, and a letter tells of it.</summary>
public sealed class ResetPassword(
    UsersDb db, PasswordHashing passwords, SignInThrottle throttle, AccountCleanup cleanup, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(ResetPassword))]
    [Body<ResetPasswordRequest>, Limited("reset")]
    [Answer<PasswordReset>]
    [Refuses(422, "auth.link-spent")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/password/reset")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("reset", request);
        var (link, password) = Read(await RequestBody.Read<ResetPasswordRequest>(request, cancellation));

        var (user, _) = await Load(link, cancellation); // before the password is looked at and hashed, which costs
        await passwords.RequireStrong("password", password, [user.Username, user.Email, user.DisplayName], cancellation);
        var hash = await passwords.Hash(password, cancellation);
        user = await db.Repeat(async () =>
        {
            var (user, letter) = await Load(link, cancellation);
            var now = clock.GetUtcNow();
            user.ConfirmAddress(now); // whoever has the letter reads what comes there
            user.ChangePassword(hash, keptSession: null, now);
            user.Write(PublicId.New(now), LetterKind.PasswordChanged, letter.Language, now);
            await db.SaveAndSend(cancellation);
            return user;
        }, cancellation);

        audit.PasswordReset(user.UserId);
        // Whoever has the letter need not wait for what strangers tried before.
        await throttle.Succeeded(user.EmailReservation, request, cancellation);
        await throttle.Succeeded(user.UsernameReservation, request, cancellation);
        await cleanup.Finish(user.UserId, cancellation);
        return TypedResults.Ok(new PasswordReset("The new password is set. Sign in with it."));
    }

    private async Task<(User User, Letter Letter)> Load(MailLink link, CancellationToken cancellation) =>
        await db.FindUser(link.UserId, cancellation) is { } user && user.OpenedBy(link, LetterKind.NewPassword, clock.GetUtcNow()) is { } letter
            ? (user, letter)
            : throw new ProblemException(422, "This link has run out or was used. Ask for a new one.", "auth.link-spent");

    private static (MailLink Link, string Password) Read(ResetPasswordRequest body)
    {
        var validation = new Validation();
        var link = MailLink.Read(body.Token, validation);
        var password = PasswordHashing.ReadNew("password", body.Password, validation);
        validation.ThrowIfAny();
        return (link, password!);
    }
}
