using System.Diagnostics.Metrics;

namespace QuizPlatform.Users;

/// <summary>Counts what the audit log tells line by line: somebody did not get in.</summary>
internal static class SignInFailures
{
    private static readonly Meter Meter = new("QuizPlatform.SignIn");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("quiz.sign_in.failures", "{failure}", "Sign-ins that were refused, by reason.");

    /// <summary>A name and a password that do not match.</summary>
    public static void WrongPassword() => Count("wrong_password");

    /// <summary>A passkey that is nobody's, or not shown for a challenge of ours.</summary>
    public static void WrongPasskey() => Count("wrong_passkey");

    /// <summary>A wrong code beside a right password.</summary>
    public static void WrongCode() => Count("wrong_code");

    /// <summary>The password that somebody who is signed in was asked for again.</summary>
    public static void NotConfirmed() => Count("not_confirmed");

    /// <summary>Nobody looked, after too many failures.</summary>
    public static void SlowedDown() => Count("slowed_down");

    /// <summary>A refresh token that was spent long ago.</summary>
    public static void SpentToken() => Count("spent_token");

    private static void Count(string reason) => Failures.Add(1, new KeyValuePair<string, object?>("error.type", reason));
}
