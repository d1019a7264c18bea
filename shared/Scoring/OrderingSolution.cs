using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>The options are to be put in an order.</summary>
/// <param name="CorrectAnswer">The indexes of all options, first to last.</param>
public sealed record OrderingSolution(IReadOnlyList<int> CorrectAnswer) : Solution
{
    internal const string Must = "every option once, in the right order";

    private protected override bool HasParts => true;

    public override Answer Right() => Answer.Of(CorrectAnswer);

    public override Answer? Read(JsonElement given)
    {
        if (Choices.AreBlank(given))
            return null;
        var order = Choices.Different(given, CorrectAnswer.Count);
        return order?.Count == CorrectAnswer.Count ? Answer.Of(order)
            : throw new AnswerException($"null or the indexes of all options, 0 to {CorrectAnswer.Count - 1}, in an order");
    }

    public override IEnumerable<Fault> Faults()
    {
        if (CorrectAnswer.Count is < Choices.Min or > Choices.Max)
            yield return new("options", Choices.Must);
        else if (!Choices.AreDifferent(CorrectAnswer, CorrectAnswer.Count))
            yield return new("correctAnswer", Must);
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit)
    {
        var places = answer.Value<int[]>().Select(option => CorrectAnswer.Index().First(of => of.Item == option).Index).ToArray();
        var all = places.Length * (places.Length - 1) / 2;
        return partialCredit switch
        {
            PartialCredit.Proportional => (LongestRising(places) - 1, places.Length - 1), // the others must move
            PartialCredit.RightMinusWrong => ((2 * PairsInOrder(places)) - all, all),
            _ => (PairsInOrder(places) == all ? 1 : 0, 1),
        };
    }

    private static int PairsInOrder(int[] places) => places.Select((place, i) => places.Skip(i + 1).Count(later => later > place)).Sum();

    // The length of the longest subsequence that rises: of those of one length the one that ends lowest can go on longest.
    private static int LongestRising(int[] places)
    {
        var ends = new List<int>();
        foreach (var place in places)
        {
            var at = ~ends.BinarySearch(place);
            if (at == ends.Count)
                ends.Add(place);
            else
                ends[at] = place;
        }

        return ends.Count;
    }
}
