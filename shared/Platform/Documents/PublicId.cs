using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Platform;

/// <summary>The opaque ids the API shows: 32 lower-case hexadecimal characters.</summary>
public static class PublicId
{
    public const int Length = 32;

    /// <summary>A new id, roughly ascending in time, so that new rows land side by side.</summary>
    public static string New(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>The id made of a text: the same whenever and wherever it is made.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Length / 2));

    /// <summary>Whether it can be an id of ours: what cannot be is unknown without asking the store.</summary>
    public static bool IsValid(string? id) => id is { Length: Length } && id.All(char.IsAsciiHexDigitLower);
}
