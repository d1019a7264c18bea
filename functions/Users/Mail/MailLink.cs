using System.Buffers.Text;
using System.Security.Cryptography;

namespace QuizPlatform.Users;

/// <summary><c>{user}.{letter}.{secret}</c>: where to find the letter, and 256 random bits. Good once.</summary>
public sealed record MailLink(string UserId, string LetterId, string Secret)
{
    private const int IdLength = 32;
    private const int SecretLength = 43;
    public const int Length = IdLength + 1 + IdLength + 1 + SecretLength;

    public static MailLink New(string userId, string letterId) => new(userId, letterId, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static MailLink? Parse(string? text) =>
        text is { Length: Length } && text[IdLength] == '.' && text[IdLength * 2 + 1] == '.'
            && new MailLink(text[..IdLength], text[(IdLength + 1)..(IdLength * 2 + 1)], text[^SecretLength..]) is { IsPlain: true } link
            ? link
            : null;

    /// <summary>What stands in the letter. Never written anywhere else.</summary>
    public string Reveal() => $"{UserId}.{LetterId}.{Secret}";

    public override string ToString() => $"{UserId}.{LetterId}.***";

    private bool IsPlain => UserId.All(char.IsAsciiHexDigitLower) && LetterId.All(char.IsAsciiHexDigitLower) && Base64Url.IsValid(Secret);
}
