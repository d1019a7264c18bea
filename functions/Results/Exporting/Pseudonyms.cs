using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Results;

/// <summary>
/// What the players of a quiz are called in files for its author: the same person the same in each, another on each quiz, and nothing that leads to them.
/// </summary>
/// <param name="salt">The quiz's (<see cref="KnownQuiz.Salt"/>).</param>
public sealed class Pseudonyms(string salt)
{
    /// <summary>A letter first: a spreadsheet would take some of the others for numbers.</summary>
    public string Of(string userId) => $"p{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{userId}")).AsSpan(0, 6))}";
}
