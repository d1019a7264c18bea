using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// <c>{user}.{place}.{secret}</c>: where to find what it opens, and 256 random bits of which only the SHA-256 is kept. (A slow hash is for secrets that
/// people choose.)
/// </summary>
public abstract record SecretToken(string UserId, string Secret)
{
    private const int SecretLength = 43;
    private const int Length = PublicId.Length + 1 + PublicId.Length + 1 + SecretLength;

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    /// <summary>The id, among what is the user's, of what it opens.</summary>
    protected abstract string Place { get; }

    /// <summary>Whether that is the hash which was kept of it.</summary>
    public bool Matches(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));

    /// <summary>What its holder gets. Never written anywhere else.</summary>
    public string Reveal() => $"{UserId}.{Place}.{Secret}";

    public sealed override string ToString() => $"{UserId}.{Place}.***";

    protected static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Null when the text cannot be one of ours.</summary>
    protected static T? Parse<T>(string? text, Func<string, string, string, T> make)
        where T : SecretToken =>
        text is { Length: Length } && text.Split('.') is [var user, var place, var secret]
            && PublicId.IsValid(user) && PublicId.IsValid(place) && Base64Url.IsValid(secret)
            ? make(user, place, secret)
            : null;
}
