using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>That an ID token was used: its id is the nonce's, so there is one use of each request for a sign-in, whatever came of it.</summary>
public sealed class SpentSignIn : Document
{
    private SpentSignIn()
    {
    }

    public SpentSignIn(string nonce, string use, DateTimeOffset now)
        : base(IdOf(nonce), IdOf(nonce))
    {
        Use = use;
        ForgetAt = now + IdTokens.MaxAge + 2 * IdTokens.ClockSkew;
    }

    /// <summary>Which use it was, by a number that nobody else has.</summary>
    public string Use { get; private set; } = null!;

    /// <summary>When the token is too old for any use.</summary>
    public DateTimeOffset ForgetAt { get; private set; }

    public static string IdOf(string nonce) => $"spent-{nonce}";
}
