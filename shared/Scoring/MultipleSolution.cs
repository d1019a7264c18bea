using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>Some options are right, and all of those are to be chosen.</summary>
/// <param name="Options">How many there are.</param>
/// <param name="CorrectAnswer">The indexes of the right ones, in any order.</param>
public sealed record MultipleSolution(int Options, IReadOnlyList<int> CorrectAnswer) : Solution
{
    internal const string Must = "different indexes of the options, at least one";

    private protected override bool HasParts => true;

    public override Answer Right() => Answer.Of(CorrectAnswer.Order());

    public override IReadOnlyList<int> Chosen(Answer answer) => answer.Value<int[]>();

    public override Answer? Read(JsonElement given)
    {
        if (Choices.AreBlank(given))
            return null;
        var chosen = Choices.Different(given, Options) ?? throw new AnswerException($"null or a list of different indexes of options, 0 to {Options - 1}");
        chosen.Sort();
        return Answer.Of(chosen);
    }

    public override IEnumerable<Fault> Faults()
    {
        if (Options is < Choices.Min or > Choices.Max)
            yield return new("options", Choices.Must);
        else if (CorrectAnswer.Count == 0 || !Choices.AreDifferent(CorrectAnswer, Options))
            yield return new("correctAnswer", Must);
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit)
    {
        var chosen = answer.Value<int[]>();
        var all = CorrectAnswer.Count;
        var right = chosen.Count(CorrectAnswer.Contains);
        var wrong = chosen.Length - right;
        return partialCredit switch
        {
            PartialCredit.Proportional => (Math.Max(0, right - Math.Max(0, chosen.Length - all)), all),
            PartialCredit.RightMinusWrong => (right - wrong, all),
            _ => (right == all && wrong == 0 ? 1 : 0, 1),
        };
    }
}
