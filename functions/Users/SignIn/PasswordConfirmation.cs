using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Asks somebody who is signed in for the password again: a stolen token alone must not take an account over or delete it. Who has no password must have
/// signed in just now.
/// </summary>
public sealed class PasswordConfirmation(UsersDb db, PasswordCheck check, Audit audit, TimeProvider clock)
{
    /// <summary>What "just now" is.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    private const string Wrong = "The password is wrong.";

    /// <param name="field">The name of the field that holds it.</param>
    /// <param name="confirmed">The hash that it was right for when asked before, if it was: the same need not be asked again.</param>
    /// <returns>The hash that it is right for.</returns>
    /// <exception cref="ProblemException">400 without it, 403 when it is wrong, 429 after too many wrong ones.</exception>
    public async Task<string> Require(
        Caller caller, User user, string field, string? password, string? confirmed, HttpRequest request, CancellationToken cancellation)
    {
        if (user.PasswordHash == confirmed)
            return confirmed;
        if (!user.HasPassword)
        {
            await RequireRecent(caller, cancellation);
            return user.PasswordHash;
        }

        if (string.IsNullOrEmpty(password))
            throw Problem.Field(field, $"'{field}' is required: the one you have now.");

        if (await check.Verify(user.Id, user, password, request, cancellation) == PasswordVerificationResult.Failed)
        {
            audit.PasswordConfirmationFailed(user.UserId);
            SignInFailures.NotConfirmed();
            throw new ProblemException(403, Wrong, "auth.wrong-password") { Errors = new Dictionary<string, string[]> { [field] = [Wrong] } };
        }

        return user.PasswordHash;
    }

    /// <exception cref="ProblemException">403 where the session that the caller speaks from began longer ago.</exception>
    public async Task RequireRecent(Caller caller, CancellationToken cancellation)
    {
        var began = (await db.FindSession(caller.UserId, caller.SessionId, cancellation))?.CreatedAt;
        if (began is null || (clock.GetUtcNow() - began.Value).Duration() > Recent) // another instance's clock may be ahead
            throw new ProblemException(403, "Sign in again, and do this within ten minutes: you are asked for no password here.", "auth.sign-in-again");
    }
}
