using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Keeps a session alive; spent each time it is used.</summary>
public sealed record RefreshToken(string UserId, string SessionId, string Secret) : SecretToken(UserId, Secret)
{
    protected override string Place => SessionId;

    public static RefreshToken ForNewSession(string userId) =>
        new(userId, RandomNumberGenerator.GetHexString(PublicId.Length, lowercase: true), NewSecret());

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static RefreshToken? Parse(string? text) => Parse<RefreshToken>(text, (user, session, secret) => new(user, session, secret));

    /// <summary>What this token is exchanged for: nobody can tell it who has only the token or only the salt, so the salt may be kept as it is.</summary>
    public RefreshToken Successor(string salt) => this with
    {
        Secret = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(salt))),
    };

    /// <summary>For one exchange.</summary>
    public static string NewSalt() => NewSecret();
}
