using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Scoring;

/// <summary>The order in which options are stored and shown where their own would tell the answer.</summary>
public static class OptionOrder
{
    /// <summary>By the SHA-256 of the question's id and the option: it tells nothing, and is the same each time.</summary>
    /// <returns>The index that each option has among <paramref name="options"/>, in that order.</returns>
    public static IReadOnlyList<int> Of(string questionId, IReadOnlyList<string> options) =>
        [.. Enumerable.Range(0, options.Count).OrderBy(i => Hash($"{questionId}\n{options[i]}"), StringComparer.Ordinal)];

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
