using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace QuizPlatform.Users;

/// <summary>
/// Codes to write down, each good once where a code of the app is asked for. They are 120 random bits: more than can be guessed, so a fast hash is enough.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    private const int Bytes = 15;
    private const int Group = 4;

    /// <summary>E.g. <c>ABCD-2345-EFGH-67IJ-KLMN-OPQR</c></summary>
    public static IReadOnlyList<string> New() => Of(RandomNumberGenerator.GetBytes(Count * Bytes));

    /// <summary>The same each time for the same request: told again, they are those that were written down the first time.</summary>
    /// <param name="state">What only who makes the request has, with as many random bits as a code.</param>
    public static IReadOnlyList<string> For(string state) =>
        Of(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(state), Count * Bytes, info: "recovery codes"u8.ToArray()));

    private static IReadOnlyList<string> Of(byte[] bits) =>
        [.. bits.Chunk(Bytes).Select(code => string.Join('-', Base32Encoding.ToString(code).Chunk(Group).Select(group => new string(group))))];

    /// <summary>Of the code however it was typed.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)))));
}
