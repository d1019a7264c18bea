using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Asks somebody who is signed in for the password again: a stolen token alone must not take an account over or delete it.</summary>
public sealed class PasswordConfirmation(PasswordCheck check, Audit audit)
{
    private const string Wrong = "The password is wrong.";

    /// <param name="field">The name of the field that holds it.</param>
    /// <param name="confirmed">The hash that it was right for when asked before, if it was: the same need not be asked again.</param>
    /// <returns>The hash that it is right for.</returns>
    /// <exception cref="ProblemException">400 without it, 403 when it is wrong, 429 after too many wrong ones.</exception>
    public async Task<string> Require(
        User user, string field, string? password, string? confirmed, HttpRequest request, CancellationToken cancellation)
    {
        if (user.PasswordHash == confirmed)
            return confirmed;
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
}
