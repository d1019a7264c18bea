using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>A number is right, and what is near it.</summary>
/// <param name="Tolerance">How far from it an answer may be, its ends included; 0 or more.</param>
/// <param name="Unit">Shown to players, not asked for.</param>
/// <param name="AlsoAccepted">What else is right, wholly or in part; the best one that an answer meets counts.</param>
public sealed record NumericSolution(
    decimal CorrectAnswer, decimal Tolerance = 0, ToleranceType ToleranceType = ToleranceType.Absolute, string? Unit = null,
    IReadOnlyList<AcceptedNumber>? AlsoAccepted = null) : Solution, IGap
{
    public const int MaxAlsoAccepted = 10, MaxUnit = 20;
    internal const string Must = "a number from -1e15 to 1e15", ToleranceMust = "0 or more, a relative one at most 1 and not of 0";

    public override Answer Right() => Answer.Of(CorrectAnswer);

    /// <summary>All that is accepted, the right one first.</summary>
    [JsonIgnore]
    public IEnumerable<AcceptedNumber> Accepted => [new(CorrectAnswer, Tolerance, ToleranceType), .. AlsoAccepted ?? []];

    public override Answer? Read(JsonElement given)
    {
        if (Choices.IsBlank(given))
            return null;
        var text = given.ValueKind switch
        {
            JsonValueKind.Number => given.GetRawText(),
            JsonValueKind.String => Texts.Of(given),
            _ => null,
        };
        return Numbers.TryRead(text, out var number) ? Answer.Of(number)
            : throw new AnswerException($"null or a number from -1e15 to 1e15 of at most {Numbers.MaxDigits} digits, with a point before its decimals");
    }

    public override IEnumerable<Fault> Faults()
    {
        if (!Numbers.IsInRange(CorrectAnswer))
            yield return new("correctAnswer", Must);
        if (!IsTolerance(CorrectAnswer, Tolerance, ToleranceType))
            yield return new("tolerance", ToleranceMust);
        if (Unit?.Length > MaxUnit)
            yield return new("unit", $"a text of at most {MaxUnit} characters");
        if (AlsoAccepted?.Count > MaxAlsoAccepted)
            yield return new("alsoAccepted", $"at most {MaxAlsoAccepted} numbers");
        foreach (var (i, also) in (AlsoAccepted ?? []).Index())
        {
            if (also is null)
            {
                yield return new($"alsoAccepted[{i}]", "a number that is accepted");
                continue;
            }

            if (!Numbers.IsInRange(also.Value))
                yield return new($"alsoAccepted[{i}].value", Must);
            if (!IsTolerance(also.Value, also.Tolerance, also.ToleranceType))
                yield return new($"alsoAccepted[{i}].tolerance", ToleranceMust);
            if (!Credits.IsOne(also.Credit))
                yield return new($"alsoAccepted[{i}].credit", Credits.Must);
        }
    }

    private protected override (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit) => (Credit(answer), 1);

    public decimal Credit(Answer answer)
    {
        var number = answer.Value<decimal>();
        return Accepted.Where(one => one.Accepts(number)).Select(one => one.Credit).DefaultIfEmpty().Max();
    }

    private static bool IsTolerance(decimal of, decimal tolerance, ToleranceType type) =>
        tolerance >= 0 && (type == ToleranceType.Absolute ? Numbers.IsInRange(tolerance) : tolerance <= 1 && (tolerance == 0 || of != 0));
}

/// <param name="Credit">Above 0, up to 1.</param>
public sealed record AcceptedNumber(
    decimal Value, decimal Tolerance = 0, ToleranceType ToleranceType = ToleranceType.Absolute, decimal Credit = 1)
{
    internal bool Accepts(decimal number) =>
        Math.Abs(number - Value) <= AbsoluteTolerance;

    [JsonIgnore]
    public decimal AbsoluteTolerance => ToleranceType == ToleranceType.Relative ? Tolerance * Math.Abs(Value) : Tolerance;
}

[JsonConverter(typeof(WordConverter<ToleranceType>))]
public enum ToleranceType
{
    [JsonStringEnumMemberName("absolute")]
    Absolute,

    /// <summary>As a share of the number: 0.02 for two per cent.</summary>
    [JsonStringEnumMemberName("relative")]
    Relative,
}
