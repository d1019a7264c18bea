using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Somebody's wish for a new password, kept until it was looked at: it costs the same whether there is such an account or not.</summary>
public sealed class ForgottenPassword : EventfulDocument
{
    private ForgottenPassword()
    {
    }

    public ForgottenPassword(string requestId, string name, string language, DateTimeOffset now)
        : base(IdOf(requestId), requestId)
    {
        Name = name;
        Language = language;
        AskedAt = now;
        Raise(PasswordForgotten.Type, new PasswordForgotten(requestId), now);
    }

    /// <summary>The reservation's id of the address that was given: the address itself is not kept.</summary>
    public string Name { get; private set; } = null!;
    public string Language { get; private set; } = null!;
    public DateTimeOffset AskedAt { get; private set; }

    public static string IdOf(string requestId) => $"forgotten-{requestId}";
}
