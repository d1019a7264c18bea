using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>A text with gaps to fill.</summary>
public sealed record GapsSolution(IReadOnlyList<IGap> Gaps) : Solution
{
    public const int MaxGaps = 20;

    private protected override bool HasParts => true;

    public override Answer Right() => Answer.Of(Gaps.Select(gap => gap.Right().Value<JsonElement>()));

    public override IReadOnlyList<decimal> PartCredits(Answer answer) => [.. Each(answer).Select(credit => credit ?? 0)];

    public override Answer? Read(JsonElement given)
    {
        if (Choices.AreBlank(given))
            return null;
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > Gaps.Count)
            throw new AnswerException($"null or a list of at most {Gaps.Count}, one for each gap");

        var filled = new JsonElement?[Gaps.Count]; // a short list leaves the rest open
        foreach (var (i, item) in given.EnumerateArray().Index())
        {
            try
            {
                filled[i] = Gaps[i].Read(item)?.Value<JsonElement>();
            }
            catch (AnswerException e)
            {
                throw new AnswerException($"a list of what fills the gaps, in which gap {i + 1} is {e.Must}");
            }
        }

        return Answer.Of(filled);
    }

    public override IEnumerable<Fault> Faults() => Gaps.Count is 0 or > MaxGaps
        ? [new("gaps", $"a list of 1 to {MaxGaps} gaps")]
        : Gaps.SelectMany((gap, i) => gap is null
            ? [new Fault($"gaps[{i}]", "a gap")]
            : gap.Faults().Select(fault => new Fault($"gaps[{i}].{fault.Field}", fault.Must)));

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit)
    {
        var credits = Each(answer).ToList();
        var (sum, wrong) = (credits.Sum() ?? 0, credits.Count(credit => credit == 0));
        return partialCredit switch
        {
            PartialCredit.Proportional => (sum, credits.Count),
            PartialCredit.RightMinusWrong => (sum - wrong, credits.Count),
            _ => (credits.TrueForAll(credit => credit == 1) ? 1 : 0, 1),
        };
    }

    // Null for a gap that was left open.
    private IEnumerable<decimal?> Each(Answer answer) =>
        Gaps.Zip(answer.Value<JsonElement?[]>(), (gap, given) => given is { } one ? gap.Credit(Answer.Of(one)) : default(decimal?));
}

/// <summary>One gap: a text, a number, or a choice among options.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextSolution), "text")]
[JsonDerivedType(typeof(NumericSolution), "numeric")]
[JsonDerivedType(typeof(ChoiceGap), "choice")]
public interface IGap
{
    /// <inheritdoc cref="Solution.Read"/>
    Answer? Read(JsonElement given);

    /// <summary>One of <see cref="Written.GapKinds"/>.</summary>
    [JsonIgnore]
    string Kind => Names<IGap>.Of(this);

    /// <inheritdoc cref="Solution.Right"/>
    Answer Right();

    /// <inheritdoc cref="Solution.Faults"/>
    IEnumerable<Fault> Faults();

    /// <summary>0 to 1.</summary>
    decimal Credit(Answer answer);
}

/// <param name="CorrectAnswer">The index of the right option.</param>
public sealed record ChoiceGap(IReadOnlyList<string> Options, int CorrectAnswer) : IGap
{
    public const int MaxOptions = 10, MaxLength = 200;

    public Answer Right() => Choice.Right();

    private SingleSolution Choice => new(Options.Count, CorrectAnswer);

    public Answer? Read(JsonElement given) => Choices.IsBlank(given) ? null : Choice.Read(given);

    public IEnumerable<Fault> Faults()
    {
        if (Options.Count is < 2 or > MaxOptions || !Options.All(option => option is { Length: >= 1 and <= MaxLength })
            || Options.Distinct(StringComparer.Ordinal).Count() != Options.Count)
            yield return new("options", $"2 to {MaxOptions} different texts of 1 to {MaxLength} characters");
        foreach (var fault in Choice.Faults())
            yield return fault;
    }

    public decimal Credit(Answer answer) => answer.Option == CorrectAnswer ? 1 : 0;
}
