using System.Text.Json;
using System.Text.Json.Serialization;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Reviews;

/// <summary>A question with what was answered and what is right, both as its type has answers.</summary>
/// <param name="Type">As the author chose it.</param>
/// <param name="Question">What was asked, with the <paramref name="Options"/> there were; null where the texts are not told.</param>
/// <param name="YourAnswer">Null where nothing was answered.</param>
/// <param name="Correct">Null, as all that tells what is right, where the result's <c>answersShown</c> is false.</param>
/// <param name="CorrectAnswer">Null also where it is a text of a quiz that has been taken down.</param>
/// <param name="Points">Points earned, of <paramref name="MaxPoints"/>.</param>
public sealed record QuestionReview(
    string QuestionId, string Type, string? Question, IReadOnlyList<string>? Options, bool? Correct,
    [property: Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<JsonElement?>))] JsonElement? YourAnswer,
    [property: Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<JsonElement?>))] JsonElement? CorrectAnswer,
    string? Explanation, double? Points, int MaxPoints)
{
    /// <summary>Those that options are matched with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Prompts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReviewedGap>? Gaps { get; init; }

    /// <summary>Of a number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    /// <summary>How far from a number an answer may be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Tolerance { get; init; }

    /// <summary><c>absolute</c>, or <c>relative</c> for a share of the number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ToleranceType { get; init; }

    /// <summary>What else is right, wholly or in part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlsoAccepted>? AlsoAccepted { get; init; }

    /// <summary>What each prompt or gap earned, 0 to 1; only once it was answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<decimal>? PartCredits { get; init; }

    /// <param name="asked">Null: the texts are not told.</param>
    /// <param name="hidden">Whether no text of the author is to be told.</param>
    /// <param name="shown">Whether what is right is to be told.</param>
    public static QuestionReview Of(MarkedQuestion question, Answer? answer, AskedQuestion? asked, bool hidden = false, bool shown = true)
    {
        var solution = question.Solution;
        var mark = shown ? question.MarkOf(answer) : default(Mark?);
        var isText = solution is TextSolution or GapsSolution;
        var untold = hidden || !shown;
        var number = untold ? null : solution as NumericSolution;
        return new(
            question.QuestionId, solution.Type, asked?.Question, asked?.Options, mark?.IsCorrect, answer?.ToJson(),
            !shown || (hidden && isText) ? null : solution.Right().ToJson(), untold ? null : question.Explanation, (double?)mark?.Points, question.Points)
        {
            Prompts = asked?.Prompts,
            Gaps = solution is GapsSolution gaps
                ? [.. gaps.Gaps.Select((gap, i) => ReviewedGap.Of(gap, asked?.Gaps?.ElementAtOrDefault(i), untold))]
                : null,
            Unit = asked?.Unit,
            Tolerance = number?.Tolerance,
            ToleranceType = number is null ? null : Word(number.ToleranceType),
            AlsoAccepted = untold ? null : Reviews.AlsoAccepted.Of(solution),
            PartCredits = shown && answer is { } given ? solution.PartCredits(given) : null,
        };
    }

    internal static string Word(ToleranceType type) => type == Scoring.ToleranceType.Relative ? "relative" : "absolute";
}

/// <param name="Kind"><c>text</c>, <c>numeric</c> or <c>choice</c>.</param>
/// <param name="Options">Of a choice; left out, as is a unit, where the texts are not told.</param>
/// <param name="Unit">Of a number.</param>
/// <param name="Tolerance">How far from a number an answer may be, as <paramref name="ToleranceType"/> says.</param>
public sealed record ReviewedGap(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Options,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AlsoAccepted>? AlsoAccepted)
{
    internal static ReviewedGap Of(IGap gap, AskedGap? asked, bool untold)
    {
        var number = untold ? null : gap as NumericSolution;
        return new(
            gap.Kind, asked?.Options, asked?.Unit, number?.Tolerance,
            number is null ? null : QuestionReview.Word(number.ToleranceType), untold ? null : Reviews.AlsoAccepted.Of(gap));
    }
}

/// <summary>A text, or a number, that is accepted beside the right one.</summary>
/// <param name="Credit">Above 0, up to 1.</param>
public sealed record AlsoAccepted(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType,
    decimal Credit)
{
    /// <param name="solution">Of a question, or of a gap.</param>
    /// <returns>Null where there is nothing else.</returns>
    internal static IReadOnlyList<AlsoAccepted>? Of(object solution) => solution switch
    {
        TextSolution { AlsoAccepted: { Count: > 0 } texts } => [.. texts.Select(also => new AlsoAccepted(also.Text, null, null, null, also.Credit))],
        NumericSolution { AlsoAccepted: { Count: > 0 } numbers } =>
            [.. numbers.Select(also => new AlsoAccepted(null, also.Value, also.Tolerance, QuestionReview.Word(also.ToleranceType), also.Credit))],
        _ => null,
    };
}
