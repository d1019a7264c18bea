using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace QuizPlatform.Users;

/// <summary>The one way a password is checked, whatever it is asked for: who tries many has to wait.</summary>
public sealed class PasswordCheck(PasswordHashing passwords, SignInThrottle throttle)
{
    /// <param name="name">What it is tried for; see <see cref="SignInAttempts.IdOf"/>.</param>
    /// <param name="user">Null for no such account: that takes the same work, and fails.</param>
    /// <exception cref="Platform.ProblemException">429 after too many wrong ones, 503 when too many wait already.</exception>
    public async Task<PasswordVerificationResult> Verify(
        string name, User? user, string password, HttpRequest request, CancellationToken cancellation)
    {
        await throttle.Require(name, request, cancellation);
        var result = await passwords.Verify(user, password, cancellation);

        // Both look at the wait again, with what they save: of many guesses made at once only the first few may learn how they did.
        if (result == PasswordVerificationResult.Failed)
            await throttle.Failed(name, request, cancellation);
        else
            await throttle.Succeeded(name, request, cancellation);
        return result;
    }
}
