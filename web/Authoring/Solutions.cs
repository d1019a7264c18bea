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

        /// <summary>What there is to choose or to write, and which part of the points it earns: 1 for what is right, 0 for what is not.</summary>
        public IEnumerable<(string Text, decimal Credit)> Solution(IStringLocalizer<Texts> texts) => question.Type switch
        {
            "trueFalse" => Marked([texts["Take.True"], texts["Take.False"]], question.CorrectAnswer switch
            {
                { ValueKind: JsonValueKind.True } => [0],
                { ValueKind: JsonValueKind.False } => [1],
                _ => [],
            }),
            "numeric" => Numbers(question.CorrectAnswer, question.Tolerance, question.ToleranceType, question.Unit, question.AlsoAccepted),
            "text" => Texts(question.CorrectAnswer, question.AlsoAccepted),
            "ordering" => InOrder(question).Index().Select(option => ($"{option.Index + 1}. {option.Item}", 1m)),
            "matching" => Pairs(question),
            "gaps" => (question.Gaps ?? []).Index().SelectMany(gap => InGap(gap.Item).Select(said => ($"[[{gap.Index + 1}]] {said.Text}", said.Credit))),
            _ => Marked([.. question.Options.Select((option, i) => $"{QuestionField.Letter(i)} · {option}")], Indexes(question.CorrectAnswer)),
        };
    }

    /// <summary>A share in per cent, as a number.</summary>
    public static string Percent(decimal share) => Words.Plain(share * 100);

    private static IEnumerable<(string Text, decimal Credit)> InGap(OwnGap gap) => gap.Kind switch
    {
        "numeric" => Numbers(gap.CorrectAnswer, gap.Tolerance, gap.ToleranceType, gap.Unit, gap.AlsoAccepted),
        "choice" => Indexes(gap.CorrectAnswer).Select(right => ($"{gap.Options![right]} ({string.Join(" / ", gap.Options)})", 1m)),
        _ => Texts(gap.CorrectAnswer, gap.AlsoAccepted),
    };

    private static IEnumerable<(string Text, decimal Credit)> Marked(IReadOnlyList<string> options, IReadOnlyCollection<int> right) =>
        options.Select((option, i) => (option, right.Contains(i) ? 1m : 0m));

    private static IEnumerable<string> InOrder(OwnQuestion question) =>
        Indexes(question.CorrectAnswer) is { Length: > 0 } order ? order.Select(option => question.Options[option]) : question.Options;

    // What belongs together, then the options that belong to nothing.
    private static IEnumerable<(string Text, decimal Credit)> Pairs(OwnQuestion question)
    {
        var chosen = question.CorrectAnswer is { ValueKind: JsonValueKind.Array } list ? list.Deserialize<int?[]>()! : [];
        foreach (var (i, prompt) in (question.Prompts ?? []).Index())
        {
            var option = chosen.ElementAtOrDefault(i);
            yield return ($"{prompt} → {(option is { } one ? question.Options[one] : "?")}", option is null ? 0 : 1);
        }

        foreach (var (i, option) in question.Options.Index().Where(option => !chosen.Contains(option.Index)))
            yield return ($"– → {option}", 0);
    }

    private static IEnumerable<(string Text, decimal Credit)> Numbers(
        JsonElement? right, decimal? tolerance, string? toleranceType, string? unit, IReadOnlyList<OwnAccepted>? also)
    {
        if (right is { ValueKind: JsonValueKind.Number } number)
            yield return (Number(number.GetDecimal(), tolerance, toleranceType, unit), 1);
        foreach (var one in also ?? [])
            yield return (Number(one.Value ?? 0, one.Tolerance, one.ToleranceType, unit), one.Credit ?? 1);
    }

    private static IEnumerable<(string Text, decimal Credit)> Texts(JsonElement? right, IReadOnlyList<OwnAccepted>? also)
    {
        if (right is { ValueKind: JsonValueKind.String } text)
            yield return (text.GetString()!, 1);
        foreach (var one in also ?? [])
            yield return (one.Text ?? "", one.Credit ?? 1);
    }

    private static string Number(decimal value, decimal? tolerance, string? type, string? unit)
    {
        var around = tolerance is not > 0 ? "" : type == "relative" ? $" ± {Percent(tolerance.Value)} %" : $" ± {Words.Plain(tolerance.Value)}";
        return $"{Words.Plain(value)}{around} {unit}".Trim();
    }

    private static int[] Indexes(JsonElement? answer) => answer switch
    {
        { ValueKind: JsonValueKind.Number } one => [one.GetInt32()],
        { ValueKind: JsonValueKind.Array } several => several.Deserialize<int[]>()!,
        _ => [],
    };
}
