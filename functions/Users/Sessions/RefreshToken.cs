using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Users;

/// <summary>
/// <c>{user}.{session}.{secret}</c>: where to find the session, and 256 random bits of which only the SHA-256 is kept. (A slow hash is for
/// secrets that people choose.)
/// </summary>
public sealed record RefreshToken(string UserId, string SessionId, string Secret)
{
    private const int IdLength = 32;
    private const int SecretLength = 43;

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    public static RefreshToken ForNewSession(string userId) => new(userId, RandomNumberGenerator.GetHexString(IdLength, lowercase: true), NewSecret());

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static RefreshToken? Parse(string? text) =>
        text is { Length: IdLength + 1 + IdLength + 1 + SecretLength } && text[IdLength] == '.' && text[IdLength * 2 + 1] == '.'
            && new RefreshToken(text[..IdLength], text[(IdLength + 1)..(IdLength * 2 + 1)], text[^SecretLength..]) is { IsPlain: true } token
            ? token
            : null;

    /// <summary>What this token is exchanged for: nobody can tell it who has only the token or only the salt, so the salt may be kept as it is.</summary>
    public RefreshToken Successor(string salt) => this with
    {
        Secret = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(salt))),
    };

    /// <summary>For one exchange.</summary>
    public static string NewSalt() => NewSecret();

    /// <summary>What the client gets. Never written anywhere else.</summary>
    public string Reveal() => $"{UserId}.{SessionId}.{Secret}";

    public override string ToString() => $"{UserId}.{SessionId}.***";

    private bool IsPlain => UserId.All(char.IsAsciiHexDigitLower) && SessionId.All(char.IsAsciiHexDigitLower) && Base64Url.IsValid(Secret);

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
