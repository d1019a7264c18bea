using System.Text.Json;
using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Authoring;

/// <summary>What an author has said is right, to read.</summary>
internal static class Solutions
{
    extension(OwnQuestion question)
    {
        /// <summary>Whether players choose among options, whose choices are counted.</summary>
        public bool IsChosen => question.Type is "single" or "multiple" or "trueFalse";

        /// <summary>What there is to choose or to write.</summary>
        public IEnumerable<Said> Solution(IStringLocalizer<Texts> texts) => question.Type switch
        {
            "trueFalse" => Marked([texts["Take.True"], texts["Take.False"]], question.CorrectAnswer switch
            {
                { ValueKind: JsonValueKind.True } => [0],
                { ValueKind: JsonValueKind.False } => [1],
                _ => [],
            }),
            "numeric" => Numbers(question.CorrectAnswer, question.Tolerance, question.ToleranceType, question.Unit, question.AlsoAccepted),
            "text" => Texts(question.CorrectAnswer, question.AlsoAccepted),
            "ordering" => InOrder(question).Index().Select(option => new Said($"{option.Index + 1}. ", 1, option.Item)),
            "matching" => Pairs(question),
            "gaps" => (question.Gaps ?? []).Index().SelectMany(gap => InGap(gap.Item).Select(said => said with { Text = $"[[{gap.Index + 1}]] {said.Text}" })),
            _ => question.Options.Select((option, i) => new Said(QuestionField.Lettered(i), Indexes(question.CorrectAnswer).Contains(i) ? 1 : 0, option)),
        };
    }

    /// <summary>A share in per cent, as a number.</summary>
    public static string Percent(decimal share) => Words.Number(share * 100);

    private static IEnumerable<Said> InGap(OwnGap gap) => gap.Kind switch
    {
        "numeric" => Numbers(gap.CorrectAnswer, gap.Tolerance, gap.ToleranceType, gap.Unit, gap.AlsoAccepted),
        "choice" => Indexes(gap.CorrectAnswer).Select(right => new Said($"{gap.Options![right]} ({string.Join(" / ", gap.Options)})", 1)),
        _ => Texts(gap.CorrectAnswer, gap.AlsoAccepted),
    };

    private static IEnumerable<Said> Marked(IReadOnlyList<string> options, IReadOnlyCollection<int> right) =>
        options.Select((option, i) => new Said(option, right.Contains(i) ? 1 : 0));

    private static IEnumerable<string> InOrder(OwnQuestion question) =>
        Indexes(question.CorrectAnswer) is { Length: > 0 } order ? order.Select(option => question.Options[option]) : question.Options;

    // What belongs together, then the options that belong to nothing.
    private static IEnumerable<Said> Pairs(OwnQuestion question)
    {
        var chosen = question.CorrectAnswer is { ValueKind: JsonValueKind.Array } list ? list.Deserialize<int?[]>()! : [];
        foreach (var (i, prompt) in (question.Prompts ?? []).Index())
        {
            var option = chosen.ElementAtOrDefault(i);
            yield return option is { } one ? new(" → ", 1, question.Options[one], prompt) : new(" → ?", 0, Prompt: prompt);
        }

        foreach (var (i, option) in question.Options.Index().Where(option => !chosen.Contains(option.Index)))
            yield return new("– → ", 0, option);
    }

    private static IEnumerable<Said> Numbers(
        JsonElement? right, decimal? tolerance, string? toleranceType, string? unit, IReadOnlyList<OwnAccepted>? also)
    {
        if (right is { ValueKind: JsonValueKind.Number } number)
            yield return new(Number(number.GetDecimal(), tolerance, toleranceType, unit), 1);
        foreach (var one in also ?? [])
            yield return new(Number(one.Value ?? 0, one.Tolerance, one.ToleranceType, unit), one.Credit ?? 1);
    }

    private static IEnumerable<Said> Texts(JsonElement? right, IReadOnlyList<OwnAccepted>? also)
    {
        if (right is { ValueKind: JsonValueKind.String } text)
            yield return new(text.GetString()!, 1);
        foreach (var one in also ?? [])
            yield return new(one.Text ?? "", one.Credit ?? 1);
    }

    private static string Number(decimal value, decimal? tolerance, string? type, string? unit)
    {
        var around = tolerance is not > 0 ? "" : type == "relative" ? $" ± {Percent(tolerance.Value)} %" : $" ± {Words.Number(tolerance.Value)}";
        return $"{Words.Number(value)}{around} {unit}".Trim();
    }

    private static int[] Indexes(JsonElement? answer) => answer switch
    {
        { ValueKind: JsonValueKind.Number } one => [one.GetInt32()],
        { ValueKind: JsonValueKind.Array } several => several.Deserialize<int[]>()!,
        _ => [],
    };
}

/// <param name="Text">Always plain.</param>
/// <param name="Credit">Which part of the points it earns: 1 for what is right, 0 for what is not.</param>
/// <param name="Option">In the quiz's format, behind the text.</param>
/// <param name="Prompt">The same, before it.</param>
internal readonly record struct Said(string Text, decimal Credit, string? Option = null, string? Prompt = null);
