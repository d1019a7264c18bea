using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>A text is right, compared as <see cref="Texts.Fold"/> has it.</summary>
/// <param name="AlsoAccepted">What else is right, wholly or in part; the best one that an answer meets counts.</param>
/// <param name="Wildcards">Whether a star in what is right stands for any run of characters, and one behind a backslash for itself.</param>
public sealed record TextSolution(
    string CorrectAnswer, IReadOnlyList<AcceptedText>? AlsoAccepted = null, bool CaseSensitive = false, bool IgnoreAccents = false, bool Wildcards = false)
    : Solution, IGap
{
    public const int MaxLength = 200, MaxAlsoAccepted = 20;
    internal static readonly string Must = $"a text of 1 to {MaxLength} characters";

    public override Answer Right() => Answer.Of(CorrectAnswer);

    /// <summary>All that is accepted, the right one first.</summary>
    [JsonIgnore]
    public IEnumerable<AcceptedText> Accepted => [new(CorrectAnswer), .. AlsoAccepted ?? []];

    public override Answer? Read(JsonElement given)
    {
        if (Choices.IsBlank(given))
            return null;
        var text = given.ValueKind == JsonValueKind.String ? Texts.Of(given) : null;
        return text is not { Length: <= MaxLength } ? throw new AnswerException($"null or a text of at most {MaxLength} characters")
            : Answer.Of(text);
    }

    public override IEnumerable<Fault> Faults()
    {
        if (!IsAccepted(CorrectAnswer))
            yield return new("correctAnswer", Must);
        if (AlsoAccepted?.Count > MaxAlsoAccepted)
            yield return new("alsoAccepted", $"at most {MaxAlsoAccepted} texts");
        foreach (var (i, also) in (AlsoAccepted ?? []).Index())
        {
            if (also is null)
            {
                yield return new($"alsoAccepted[{i}]", "a text that is accepted");
                continue;
            }

            if (!IsAccepted(also.Text))
                yield return new($"alsoAccepted[{i}].text", Must);
            if (!Credits.IsOne(also.Credit))
                yield return new($"alsoAccepted[{i}].credit", Credits.Must);
        }
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit) => (Credit(answer), 1);

    public decimal Credit(Answer answer)
    {
        var text = Fold(answer.Value<string>());
        return Accepted.Where(one => Accepts(one.Text, text)).Select(one => one.Credit).DefaultIfEmpty().Max();
    }

    private bool Accepts(string accepted, string text) => Wildcards ? Texts.Matches(accepted, Fold, text) : Fold(accepted) == text;

    private string Fold(string text) => Texts.Fold(text, CaseSensitive, IgnoreAccents);

    private static bool IsAccepted(string? text) => text is { Length: <= MaxLength } && !string.IsNullOrWhiteSpace(text);
}

/// <param name="Credit">Above 0, up to 1.</param>
public sealed record AcceptedText(string Text, decimal Credit = 1);
