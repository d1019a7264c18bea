using System.Globalization;
using System.Text;
using Zxcvbn.Matcher;

namespace QuizPlatform.Users;

/// <summary>Refuses passwords that are guessed first, with the reason; what remains may be of any make (no composition rules).</summary>
internal static class PasswordStrength
{
    private const int MinScore = 2; // of 4: more than about a hundred million guesses
    private const int MaxLooked = 64; // its effort grows with the square of the length, and the start tells enough
    private const int MinKnown = 3;

    private static readonly Zxcvbn.Zxcvbn Zxcvbn = new();

    /// <summary>One sentence, or null when the password will do.</summary>
    /// <param name="known">What an attacker would try first.</param>
    public static string? FindWeakness(string password, IReadOnlyCollection<string> known)
    {
        var words = known.SelectMany(Words).Append("quizplatform").Select(AsSeen).Where(word => word.Length >= MinKnown).Distinct().ToList();
        var seen = AsSeen(password);
        var result = Zxcvbn.EvaluatePassword(seen.Length <= MaxLooked ? seen : seen[..MaxLooked], words);
        if (result.Score >= MinScore)
            return null;

        var longest = result.MatchSequence.MaxBy(match => match.Token.Length);
        var reason = longest switch
        {
            DictionaryMatch { DictionaryName: "user_inputs" } => "it is built on your own name or address",
            DictionaryMatch { DictionaryName: "passwords" } => "it is, or is built on, one of the most used passwords",
            DictionaryMatch => "it is a single word or name with little added",
            RepeatMatch => "it repeats itself",
            SequenceMatch => "it is a run of letters or digits such as abcdef",
            SpatialMatch => "it is a row of neighbouring keys",
            DateMatch => "it is a date",
            _ => "it is too short for what it is made of",
        };
        return $"This password is easy to guess: {reason}. Several unrelated words make a good one.";
    }

    // One char for each thing that whoever guesses takes for one (an emoji, a letter with its accents), however many it is written with: zxcvbn
    // compares chars. That two things may come to share one makes no password stronger.
    private static string AsSeen(string text)
    {
        const int First = 0xE000, Count = 0x1900; // the private use area
        var seen = new StringBuilder();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            var element = elements.GetTextElement();
            seen.Append(element is [var single]
                ? single
                : (char)(First + element.EnumerateRunes().Aggregate(0, (sum, rune) => ((sum * 31) + rune.Value) % Count)));
        }

        return seen.ToString();
    }

    private static IEnumerable<string> Words(string name) => name.Split('@', '.', '-', '_', ' ').Append(name).Select(word => word.ToLowerInvariant());
}
