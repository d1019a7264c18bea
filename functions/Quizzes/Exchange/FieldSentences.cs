using System.Globalization;
using System.Text.RegularExpressions;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>What is wrong with a question that a file has, for people who do not know the fields of the API.</summary>
internal static partial class FieldSentences
{
    private static readonly Sentence OfGap = "It needs 2 to 10 answers to choose from, of 1 to 200 characters, all different and none invisible.";

    private static readonly Dictionary<string, Sentence> Sentences = new()
    {
        ["type"] = $"There is no such type of question. Those are {string.Join(", ", Written.Types)}.",
        ["question"] = "The question must have 1 to 2000 characters, none of them invisible, and each of its gaps once.",
        ["options"] = "It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible.",
        ["prompts"] = "It needs 2 to 20 prompts, of 1 to 500 characters, all different and none invisible.",
        ["gaps"] = "It needs 1 to 20 gaps.",
        ["correctAnswer"] = "It needs a right answer, of the kind that its type has.",
        ["alsoAccepted"] = "What else is accepted must be of the same kind, all different, with a share of the points above 0 and up to 1.",
        ["tolerance"] = "The tolerance must be 0 or more; a relative one is at most 1, and not of 0.",
        ["unit"] = "The unit must have at most 20 characters, none of them invisible.",
        ["explanation"] = "The explanation must have at most 2000 characters, none of them invisible.",
        ["points"] = "The points must be a whole number from 1 to 100.",
    };

    /// <param name="type">The question's.</param>
    /// <param name="field">As the API names it, e.g. <c>gaps[1].alsoAccepted[0].text</c>.</param>
    public static Sentence About(string? type, string field)
    {
        var path = Path().Match(field);
        var name = path.Groups["name"].Value;
        if (path.Groups["gap"] is { Success: true } gap)
            return $"Gap {int.Parse(gap.ValueSpan, CultureInfo.InvariantCulture) + 1}: {(name == "options" ? OfGap : About(null, name))}";
        if (type is not null && !QuestionRequest.Has(type, name))
            return $"'{name}' does not belong to the type {type}.";
        return Sentences.GetValueOrDefault(name == "toleranceType" ? "tolerance" : name) ?? $"'{name}' is not as it must be.";
    }

    [GeneratedRegex(@"^(?:gaps\[(?<gap>[0-9]+)\]\.)?(?<name>[A-Za-z]+)")]
    private static partial Regex Path();
}
