using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>A statement is true, or it is not.</summary>
public sealed record TrueFalseSolution(bool CorrectAnswer) : Solution
{
    internal const string Must = "true or false";

    /// <summary>For clients that know options only, whose index they then send.</summary>
    public static readonly IReadOnlyList<string> Options = ["True", "False"];

    public override Answer Right() => Answer.Of(CorrectAnswer);

    public override IReadOnlyList<int> Chosen(Answer answer) => [answer.Value<bool>() ? 0 : 1];

    public override Answer? Read(JsonElement given) => given.ValueKind switch
    {
        _ when Choices.IsBlank(given) => null,
        JsonValueKind.True or JsonValueKind.False => Answer.Of(given.GetBoolean()),
        _ when Choices.IsIndex(given, Options.Count, out var option) => Answer.Of(option == 0),
        _ => throw new AnswerException("null, true or false"),
    };

    public override IEnumerable<Fault> Faults() => [];

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit) =>
        (answer.Value<bool>() == CorrectAnswer ? 1 : 0, 1);
}
