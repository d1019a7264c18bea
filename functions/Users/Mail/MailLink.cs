using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>What the link of a letter ends with. Whether it is good once is for its kind of letter to say.</summary>
public sealed record MailLink(string UserId, string LetterId, string Secret) : SecretToken(UserId, Secret)
{
    protected override string Place => LetterId;

    public static MailLink New(string userId, string letterId) => new(userId, letterId, NewSecret());

    /// <summary>That of a request, field <c>token</c>; one that cannot be ours is nobody's.</summary>
    public static MailLink Read(string? text, Validation validation)
    {
        validation.Check(!string.IsNullOrEmpty(text), "token", "'token' is required: it is in the letter's link.");
        return Parse(text) ?? new MailLink("", "", "");
    }

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static MailLink? Parse(string? text) => Parse<MailLink>(text, (user, letter, secret) => new(user, letter, secret));
}
