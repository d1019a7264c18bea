using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.Scoring;

/// <summary>What an author has written of what is right in a question, finished or not.</summary>
/// <param name="Solution">Null while something is missing, and where there are faults.</param>
/// <param name="Missing">The fields that are not there yet, such as <c>gaps[1].correctAnswer</c>.</param>
/// <param name="Faults">Of what is there.</param>
public sealed partial record Written(Solution? Solution, IReadOnlyList<string> Missing, IReadOnlyList<Fault> Faults)
{
    private const string CorrectAnswer = "correctAnswer";

    /// <summary>The first is the default.</summary>
    public static readonly IReadOnlyList<string> Types = Names<Solution>.All;

    public static readonly IReadOnlyList<string> GapKinds = Names<IGap>.All;

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
        var missing = Complete(whole, type, Math.Max(options, Choices.Min), Math.Max(prompts, Choices.Min)).ToList();
        try
        {
            var solution = whole.Deserialize<Solution>(Solution.Json)!;
            List<Fault> faults = [.. solution.Faults().Where(fault => fault.Field is not ("options" or "prompts"))];
            if (faults.Count == 0 && !Fits(solution, options, prompts))
                faults.Add(new(CorrectAnswer, Must[type]));
            return new(missing.Count == 0 && faults.Count == 0 ? solution : null, missing, faults);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException) // the latter for a gap of no kind
        {
            return new(null, missing, [Misread(whole, type, (e as JsonException)?.Path)]);
        }
    }

    // What the author has not said yet is said for them, so that the rest can be read.
    private static IEnumerable<string> Complete(JsonObject fields, string type, int options, int prompts)
    {
        switch (type)
        {
            case "ordering":
                Complete(fields, () => Indexes(options, i => i)); // given in the right order where nothing is said
                return [];
            case "matching":
                var given = fields[CorrectAnswer] as JsonArray ?? (Complete(fields, () => new JsonArray()) ? null : []);
                if (given is null || (given.Count >= prompts && !given.Contains(null)))
                    return [];
                fields[CorrectAnswer] = Indexes(Math.Max(prompts, given.Count), i => i < given.Count ? given[i]?.DeepClone() ?? 0 : 0);
                return [CorrectAnswer];
            case "gaps" when fields["gaps"] is JsonArray { Count: > 0 } gaps:
                return [.. gaps.Index().SelectMany(gap => gap.Item is JsonObject of
                    ? Complete(of, (string?)of["kind"] ?? "", 0, 0).Select(field => $"gaps[{gap.Index}].{field}")
                    : [])];
            case "choice" when fields["options"] is not JsonArray { Count: >= Choices.Min }:
                Complete(fields, () => 0);
                fields["options"] = new JsonArray([.. (fields["options"] as JsonArray ?? []).Select(option => option?.DeepClone()), "\n", "\r"]);
                return ["options"];
            case "gaps":
                fields["gaps"] = new JsonArray(new JsonObject { ["kind"] = "text", [CorrectAnswer] = "?" });
                return ["gaps"];
            default:
                var isThere = Complete(fields, () => type switch
                {
                    "multiple" => new JsonArray(0),
                    "trueFalse" => true,
                    "numeric" => 1,
                    "text" => "?",
                    _ => 0,
                });
                return isThere ? [] : [CorrectAnswer];
        }

        static JsonArray Indexes(int count, Func<int, JsonNode> index) => [.. Enumerable.Range(0, count).Select(index)];
    }

    // False where anything had to be said.
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
        if (path is null || !Field().IsMatch(path))
            return new(type == "gaps" ? "gaps" : CorrectAnswer, type == "gaps" ? "a list of gaps" : Must[type]);
        var (field, gap) = (Field().Match(path).Groups[1].Value, Field().Match(path).Groups[2]);
        var of = gap.Success ? (string)fields["gaps"]![int.Parse(gap.ValueSpan, CultureInfo.InvariantCulture)]!["kind"]! : type;
        return new(field, field.Split('.')[^1] switch
        {
            CorrectAnswer => Must[of],
            "tolerance" => NumericSolution.ToleranceMust,
            "credit" => Scoring.Credits.Must,
            _ => NumericSolution.Must, // all else is read by its type before
        });
    }

    // Within a right answer that is a list, the answer is to blame.
    [GeneratedRegex(@"^\$\.((?:gaps\[(\d+)\]\.)?(?:correctAnswer|tolerance|alsoAccepted\[\d+\]\.\w+)\b)")]
    private static partial Regex Field();
}
