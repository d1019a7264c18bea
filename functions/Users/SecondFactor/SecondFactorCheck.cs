using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>The one way a code is checked, whatever it is asked for.</summary>
public sealed class SecondFactorCheck(UsersDb db, Audit audit, TimeProvider clock)
{
    /// <summary>Nothing where none is turned on. A right code is spent once the account is saved, which is for the caller to do.</summary>
    /// <param name="user">As it was just loaded.</param>
    /// <param name="requestId">Of the request that it is asked for: with each try of the save it is the same.</param>
    /// <param name="status">Of the refusal.</param>
    /// <returns>Whether it was a recovery code that is spent by it.</returns>
    /// <exception cref="ProblemException"><c>auth.second-factor</c> without a code or for a wrong one; 429 after too many wrong ones.</exception>
    public async Task<bool> Require(User user, string? code, string requestId, int status, CancellationToken cancellation)
    {
        if (user.Authenticators is not [var authenticator])
            return false;
        if (string.IsNullOrWhiteSpace(code))
            throw Refused("A code is needed as well: of the app that generates them, or a recovery code.", status);
        if (code.Length > 100)
            throw Problem.Field("code", "'code' is too long.");
        var now = clock.GetUtcNow();
        if (authenticator.LastRequest == requestId)
            return false; // its save was done, and the answer lost
        if (authenticator.UseRecoveryCode(code, requestId)) // that nobody guesses: it need not wait for who guesses the others
            return true;
        if (authenticator.WaitFor(now) is var wait && wait > TimeSpan.Zero)
        {
            audit.SignInSlowedDown();
            SignInFailures.SlowedDown();
            throw Problem.TooManyRequests(wait);
        }

        if (authenticator.Use(code, requestId, now))
            return false;
        await db.SaveAndSend(cancellation); // before it is told
        audit.WrongCode(user.UserId);
        SignInFailures.WrongCode();
        throw Refused("The code is wrong, or was used before.", status, "wrong");
    }

    private static ProblemException Refused(string sentence, int status, string? reason = null) => new(status, sentence, "auth.second-factor")
    {
        Challenge = status == 401 ? "Bearer" : null,
        Errors = new Dictionary<string, string[]> { ["code"] = [sentence] },
        Extensions = reason is null ? null : new Dictionary<string, object> { ["reasons"] = new Dictionary<string, object> { ["code"] = reason } },
    };
}
