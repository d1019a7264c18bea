using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>One option is right.</summary>
/// <param name="Options">How many there are.</param>
/// <param name="CorrectAnswer">Its index.</param>
public sealed record SingleSolution(int Options, int CorrectAnswer) : Solution
{
    internal const string Must = "the index of one of the options, counted from 0";

    public override Answer Right() => Answer.OfOption(CorrectAnswer);

    public override IReadOnlyList<int> Chosen(Answer answer) => [answer.Option];

    public override Answer? Read(JsonElement given) => Choices.IsNone(given) ? null
        : Choices.IsIndex(given, Options, out var option) ? Answer.OfOption(option)
        : throw new AnswerException($"null or the index of an option, 0 to {Options - 1}");

    public override IEnumerable<Fault> Faults()
    {
        if (CorrectAnswer < 0 || CorrectAnswer >= Options)
            yield return new("correctAnswer", Must);
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit) => (answer.Option == CorrectAnswer ? 1 : 0, 1);
}
