using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>Each prompt has its option.</summary>
/// <param name="Options">How many there are.</param>
/// <param name="CorrectAnswer">The index of the right option of each prompt. An option may serve twice, or never.</param>
public sealed record MatchingSolution(int Options, IReadOnlyList<int> CorrectAnswer) : Solution
{
    internal const string Must = "an option for every prompt";

    private protected override bool HasParts => true;

    public override Answer Right() => Answer.Of(CorrectAnswer);

    public override IReadOnlyList<decimal> PartCredits(Answer answer) =>
        [.. answer.Value<int?[]>().Zip(CorrectAnswer, (chosen, right) => chosen == right ? 1m : 0)];

    public override Answer? Read(JsonElement given)
    {
        if (Choices.AreBlank(given))
            return null;
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > CorrectAnswer.Count)
            throw Wrong();

        var chosen = new int?[CorrectAnswer.Count]; // a short list leaves the rest open
        foreach (var (prompt, item) in given.EnumerateArray().Index())
            chosen[prompt] = Choices.IsBlank(item) ? null : Choices.IsIndex(item, Options, out var option) ? option : throw Wrong();
        return Answer.Of(chosen);
    }

    public override IEnumerable<Fault> Faults()
    {
        if (Options is < Choices.Min or > Choices.Max)
            yield return new("options", Choices.Must);
        if (CorrectAnswer.Count is < Choices.Min or > Choices.Max)
            yield return new("prompts", Choices.Must);
        else if (CorrectAnswer.Any(option => option < 0 || option >= Options))
            yield return new("correctAnswer", Must);
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit)
    {
        var chosen = answer.Value<int?[]>();
        var right = chosen.Zip(CorrectAnswer).Count(pair => pair.First == pair.Second);
        var wrong = chosen.Count(option => option is not null) - right;
        return partialCredit switch
        {
            PartialCredit.Proportional => (right, chosen.Length),
            PartialCredit.RightMinusWrong => (right - wrong, chosen.Length),
            _ => (right == chosen.Length ? 1 : 0, 1),
        };
    }

    private AnswerException Wrong() =>
        new($"null or a list of at most {CorrectAnswer.Count}, each null or the index of an option, 0 to {Options - 1}");
}
