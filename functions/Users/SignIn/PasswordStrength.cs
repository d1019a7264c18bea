using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QuizPlatform.Platform;
using Zxcvbn.Matcher;

namespace QuizPlatform.Users;

/// <summary>Why a password is guessed first.</summary>
/// <param name="Reason">What a client can tell it by, e.g. <c>most-used</c>.</param>
/// <param name="Sentence">The same, fit for people.</param>
public sealed record Weakness(string Reason, string Sentence);

/// <summary>Refuses passwords that are guessed first, with the reason; what remains may be of any make (no composition rules).</summary>
internal static partial class PasswordStrength
{
    private const int MinScore = 2; // of 4: more than about a hundred million guesses
    private const int MaxLooked = 64; // its effort grows with the square of the length, and the start tells enough
    private const int MinKnown = 3;

    private static readonly Zxcvbn.Zxcvbn Zxcvbn = new();

    /// <summary>Null when the password will do.</summary>
    /// <param name="known">What an attacker would try first.</param>
    public static Weakness? FindWeakness(string password, IReadOnlyCollection<string> known)
    {
        var words = known.SelectMany(Words).Append("quizplatform").Select(Fold).Where(word => word.Length >= MinKnown).Distinct().ToList();
        var folded = Fold(password);
        var weak = new[] { AsSeen(password), WrittenOnce(folded), WrittenOnce(LettersFirst(folded)) }.Distinct()
            .Select(spelling => Zxcvbn.EvaluatePassword(spelling, words))
            .FirstOrDefault(result => result.Score < MinScore);
        if (weak is null)
            return null;

        var longest = weak.MatchSequence.MaxBy(match => match.Token.Length);
        return longest switch
        {
            DictionaryMatch { DictionaryName: "user_inputs" } => Because("own-name", "it is built on your own name or address"),
            DictionaryMatch { DictionaryName: "passwords" } => Because("most-used", "it is, or is built on, one of the most used passwords"),
            DictionaryMatch => Because("single-word", "it is a single word or name with little added"),
            RepeatMatch => Because("repetition", "it repeats itself"),
            SequenceMatch => Because("sequence", "it is a run of letters or digits such as abcdef"),
            SpatialMatch => Because("keyboard-row", "it is a row of neighbouring keys"),
            DateMatch => Because("date", "it is a date"),
            _ => Because("too-short", "it is too short for what it is made of"),
        };
    }

    private static Weakness Because(string reason, string why) =>
        new(reason, $"This password is easy to guess: {why}. Several unrelated words make a good one.");

    // One char for each thing that whoever guesses takes for one (an emoji, a letter with its accents), however many it is written with: zxcvbn
    // compares chars. That two things may come to share one makes no password stronger.
    private static string AsSeen(string text)
    {
        const int First = 0xE000, Count = 0x1900; // the private use area
        var seen = new StringBuilder();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext() && seen.Length < MaxLooked;)
        {
            var element = elements.GetTextElement();
            seen.Append(element is [var single]
                ? single
                : (char)(First + element.EnumerateRunes().Aggregate(0, (sum, rune) => ((sum * 31) + rune.Value) % Count)));
        }

        return seen.ToString();
    }

    // Whoever guesses tries these too, and zxcvbn does not: capitals and wide letters all through, and years that were to come when it was written.
    private static string Fold(string text) => LateYear().Replace(AsSeen(VisibleText.Key(text)), "19");

    private static string WrittenOnce(string text) => Repetition().Replace(text, "$1");

    // p-a-s-s-w-o-r-d: what separates the letters is put behind them, where it counts for as much as it adds. Nothing is lost: it may be all there is.
    private static string LettersFirst(string text) => string.Concat(text.OrderBy(c => !char.IsLetterOrDigit(c)));

    private static IEnumerable<string> Words(string name) => name.Split('@', '.', '-', '_', ' ').Append(name);

    [GeneratedRegex("20(?=[2-9][0-9])")]
    private static partial Regex LateYear();

    [GeneratedRegex(@"(.{2,}?)\1+", RegexOptions.Singleline)]
    private static partial Regex Repetition();
}
