namespace QuizPlatform.Users;

/// <summary>What the link of a letter ends with. Good once.</summary>
public sealed record MailLink(string UserId, string LetterId, string Secret) : SecretToken(UserId, Secret)
{
    protected override string Place => LetterId;

    public static MailLink New(string userId, string letterId) => new(userId, letterId, NewSecret());

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static MailLink? Parse(string? text) => Parse<MailLink>(text, (user, letter, secret) => new(user, letter, secret));
}
