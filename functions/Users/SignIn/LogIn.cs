using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Email">Or the username: one of the two.</param>
/// <param name="Code">Where the account has a second factor: of the app that generates codes, or a recovery code.</param>
/// <param name="GuestRefreshToken">Of the guest that one has been: what the guest did is the account's then, and the guest is gone.</param>
public sealed record LogInRequest(string? Email, string? Username, [property: Required] string? Password, string? GuestRefreshToken, string? Code = null);

/// <summary>
/// Begins a session, by e-mail address or username. Whether there is such an account shows neither in the answer nor in its time; who guesses
/// is slowed down.
/// </summary>
public sealed class LogIn(
    UsersDb db, PasswordCheck check, PasswordHashing passwords, SessionStart sessions, GuestKeeper guests, SecondFactorCheck secondFactor,
    RateLimits limits, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(LogIn))]
    [Body<LogInRequest>, Limited("login")]
    [Answer<SignedIn>]
    [Refuses(401, "auth.credentials", "auth.second-factor")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/login")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("login", request);
        var body = await RequestBody.Read<LogInRequest>(request, cancellation);
        var (name, password) = Read(body);

        var user = await db.FindByName(name, cancellation);
        var result = await check.Verify(name, user, password, request, cancellation);
        if (user is null || result == PasswordVerificationResult.Failed)
        {
            audit.SignInFailed(user?.UserId ?? "-");
            SignInFailures.WrongPassword();
            throw new ProblemException(401, "The name and the password do not match.", "auth.credentials") { Challenge = "Bearer" };
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
            user = await Rehash(user, password, cancellation);

        if (user.HasSecondFactor)
            await RequireCode(user, body.Code, request, cancellation);

        var kept = await guests.Keep(body.GuestRefreshToken, user, cancellation);
        return TypedResults.Ok(await sessions.Begin(user, "Login successful", request, cancellation) with { KeptGuest = kept });
    }

    // Not of the account as it is now: a session of an older generation is dead at once.
    private async Task RequireCode(User user, string? code, HttpRequest request, CancellationToken cancellation)
    {
        var requestId = Guid.NewGuid().ToString("N");
        await db.Change<User>(user.UserId, user.Id, async u =>
        {
            if (await secondFactor.Require(u, code, requestId, 401, cancellation) && mail.Value.IsOn)
                u.Write(PublicId.New(clock.GetUtcNow()), LetterKind.RecoveryCodeUsed, PreferredLanguage.Of(request), clock.GetUtcNow());
            return true;
        }, cancellation);
    }

    // The reservation's id of the name that was given; a name that nobody can have is looked for like any other.
    private static (string Name, string Password) Read(LogInRequest body)
    {
        var validation = new Validation();
        validation.Check(
            string.IsNullOrWhiteSpace(body.Email) != string.IsNullOrWhiteSpace(body.Username), "email", "Give either 'email' or 'username'.");
        validation.Check(body.Email is null or { Length: <= 1000 }, "email", "'email' is too long.");
        validation.Check(body.Username is null or { Length: <= 1000 }, "username", "'username' is too long.");
        validation.Check(!string.IsNullOrEmpty(body.Password), "password", "'password' is required.");
        validation.Check(body.Password is null or { Length: <= 2 * PasswordHashing.MaxLength }, "password", "'password' is too long.");
        validation.ThrowIfAny();

        var name = string.IsNullOrWhiteSpace(body.Email)
            ? Reservation.IdOf(Username.Parse(body.Username) ?? new Username(body.Username!, body.Username!))
            : Reservation.IdOfEmail(body.Email);
        return (name, body.Password!);
    }

    private async Task<User> Rehash(User user, string password, CancellationToken cancellation)
    {
        var (old, hash) = (user.PasswordHash, await passwords.Hash(password, cancellation));
        var rehashed = await db.Change<User>(user.UserId, user.Id, u =>
        {
            if (u.PasswordHash != old)
                return false;
            u.Rehash(hash);
            return true;
        }, cancellation);
        return rehashed ?? user; // as it was when the password matched: a session of an older generation is dead at once
    }
}
