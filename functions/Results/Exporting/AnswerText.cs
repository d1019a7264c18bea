using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuizPlatform.Reviews;
using QuizPlatform.Scoring;

namespace QuizPlatform.Results;

/// <summary>What was answered, as those who read it can bear it.</summary>
internal static partial class AnswerText
{
    private const string And = "|"; // as in tables that quizzes are imported from

    /// <summary>As it was given, but for characters in its texts that no text has, or that turn round what stands behind them.</summary>
    public static JsonElement? Given(Answer? given) => given?.ToJson() is { } answer ? Cleaned(answer) : null;

    /// <summary>
    /// In one cell of a table: a number for a number. Options are told by their texts, or counted from 1 where nobody kept those; several are parted by
    /// <c>|</c>, pairs are <c>prompt=&gt;option</c>.
    /// </summary>
    /// <param name="given">As <see cref="Given"/> tells it.</param>
    /// <returns>Null where nothing was answered.</returns>
    public static object? Of(Solution solution, JsonElement? given, AskedQuestion? asked)
    {
        if (given is not { } answer)
            return null;
        return solution switch
        {
            NumericSolution => answer.GetDecimal(),
            TextSolution => answer.GetString(),
            TrueFalseSolution => answer.GetBoolean(),
            MatchingSolution => Joined(answer, (prompt, option) => $"{Named(asked?.Prompts, prompt)}=>{Named(asked?.Options, option.GetInt32())}"),
            GapsSolution gaps => Joined(answer, (gap, filled) =>
                gaps.Gaps[gap] is ChoiceGap choice ? choice.Options[filled.GetInt32()] : filled.ToString(), open: ""),
            _ when answer.ValueKind == JsonValueKind.Array => Joined(answer, (_, option) => Named(asked?.Options, option.GetInt32())),
            _ => Named(asked?.Options, answer.GetInt32()),
        };
    }

    // What was left open is as open says, or left out.
    private static string Joined(JsonElement answer, Func<int, JsonElement, string> text, string? open = null) => string.Join(And, answer.EnumerateArray()
        .Select((item, i) => item.ValueKind == JsonValueKind.Null ? open : text(i, item)).OfType<string>());

    private static string Named(IReadOnlyList<string>? names, int index) =>
        names?.ElementAtOrDefault(index) ?? (index + 1).ToString(CultureInfo.InvariantCulture);

    private static JsonElement Cleaned(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.SerializeToElement(NoText.Replace(answer.GetString()!, "\uFFFD")),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(answer.EnumerateArray().Select(Cleaned)),
        _ => answer,
    };

    [GeneratedRegex(@"[\p{Cc}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069-[\t\r\n]]")]
    private static partial Regex NoText { get; }
}
