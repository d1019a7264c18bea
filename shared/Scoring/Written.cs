using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.Scoring;

/// <summary>What an author has written of what is right in a question, finished or not.</summary>
/// <param name="Solution">Null while it lacks something, and where it has faults.</param>
/// <param name="Faults">Of what is there.</param>
public sealed partial record Written(Solution? Solution, IReadOnlyList<Fault> Faults)
{
    private const string CorrectAnswer = "correctAnswer";

    /// <summary>The first is the default.</summary>
    public static readonly IReadOnlyList<string> Types = ["single", "multiple", "trueFalse", "numeric", "text", "ordering", "matching", "gaps"];

    public static readonly IReadOnlyList<string> GapKinds = ["text", "numeric", "choice"];

    // What a right answer must be, which was of another kind altogether.
    private static readonly Dictionary<string, string> Must = new()
    {
        ["single"] = SingleSolution.Must,
        ["choice"] = SingleSolution.Must,
        ["multiple"] = MultipleSolution.Must,
        ["trueFalse"] = TrueFalseSolution.Must,
        ["numeric"] = NumericSolution.Must,
        ["text"] = TextSolution.Must,
        ["ordering"] = OrderingSolution.Must,
        ["matching"] = MatchingSolution.Must,
    };

    /// <summary>Reads the fields that belong to a question's type.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="options">How many there are; too few or too many are for others to tell.</param>
    /// <param name="prompts">As <paramref name="options"/>, of a matching question.</param>
    /// <param name="fields">By their names in <see cref="Solution.ToJson"/>.</param>
    public static Written Read(string type, int options, int prompts, JsonObject fields)
    {
        var whole = (JsonObject)fields.DeepClone();
        (whole["type"], whole["options"]) = (type, Math.Max(options, Choices.Min));
        var isWhole = Complete(whole, type, Math.Max(options, Choices.Min), Math.Max(prompts, Choices.Min));
        try
        {
            var solution = whole.Deserialize<Solution>(Solution.Json)!;
            List<Fault> faults = [.. solution.Faults().Where(fault => fault.Field is not ("options" or "prompts"))];
            if (faults.Count == 0 && !Fits(solution, options, prompts))
                faults.Add(new(CorrectAnswer, Must[type]));
            return new(isWhole && faults.Count == 0 ? solution : null, faults);
        }
        catch (JsonException e)
        {
            return new(null, [Misread(whole, type, e.Path)]);
        }
    }

    // What the author has not said yet is said for them, so that the rest can be read; false where there was anything of that.
    private static bool Complete(JsonObject fields, string type, int options, int prompts)
    {
        switch (type)
        {
            case "ordering": // given in the right order where nothing is said
                Complete(fields, () => new JsonArray([.. Enumerable.Range(0, options).Select(i => (JsonNode)i)]));
                return true;
            case "matching":
                var given = fields[CorrectAnswer] as JsonArray;
                var isWhole = Complete(fields, () => new JsonArray()) && given?.Contains(null) != true && !(given?.Count < prompts);
                if (!isWhole)
                    fields[CorrectAnswer] = new JsonArray([.. Enumerable.Range(0, Math.Max(prompts, given?.Count ?? 0)).Select(i => At(given, i))]);
                return isWhole;
            case "gaps":
                var gaps = fields["gaps"] as JsonArray;
                if (gaps is { Count: > 0 })
                    return gaps.OfType<JsonObject>().Aggregate(true, (all, gap) => Complete(gap, (string?)gap["kind"] ?? "text", 0, 0) && all);
                fields["gaps"] = new JsonArray(new JsonObject { ["kind"] = "text", [CorrectAnswer] = "?" });
                return false;
            default:
                return Complete(fields, () => type switch { "multiple" => new JsonArray(0), "trueFalse" => true, "numeric" => 1, "text" => "?", _ => 0 });
        }

        static JsonNode At(JsonArray? given, int i) => i < given?.Count && given[i] is { } option ? option.DeepClone() : 0;
    }

    private static bool Complete(JsonObject fields, Func<JsonNode> anything)
    {
        var isMissing = fields[CorrectAnswer] is null or JsonArray { Count: 0 }
            || (fields[CorrectAnswer] is JsonValue value && value.TryGetValue(out string? text) && string.IsNullOrWhiteSpace(text));
        if (isMissing)
            fields[CorrectAnswer] = anything();
        return !isMissing;
    }

    private static bool Fits(Solution solution, int options, int prompts) => solution switch
    {
        OrderingSolution ordering => options < Choices.Min || ordering.CorrectAnswer.Count == options,
        MatchingSolution matching => prompts < Choices.Min || matching.CorrectAnswer.Count == prompts,
        _ => true,
    };

    private static Fault Misread(JsonObject fields, string type, string? path)
    {
        if (path is not null && RightAnswer().Match(path) is { Success: true, Groups: [_, var field, var gap] })
            return new(field.Value, Must[gap.Success ? (string)fields["gaps"]![int.Parse(gap.ValueSpan, CultureInfo.InvariantCulture)]!["kind"]! : type]);
        return new(path is ['$', '.', .. var other] ? other : type == "gaps" ? "gaps" : CorrectAnswer, "of the form that the type has");
    }

    [GeneratedRegex(@"^\$\.((?:gaps\[(\d+)\]\.)?correctAnswer)")]
    private static partial Regex RightAnswer();
}
