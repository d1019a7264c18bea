using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>A question as an author sends it: with the fields that belong to its type, and no others.</summary>
/// <param name="Id">Of a question that the quiz has and that is to keep it.</param>
/// <param name="Type"><c>single</c> where it is left out.</param>
/// <param name="Question">With <c>[[1]]</c>, <c>[[2]]</c> and so on where gaps are.</param>
/// <param name="Options">Two to twenty, each of at most 500 characters, of <c>single</c>, <c>multiple</c>, <c>ordering</c> and <c>matching</c>.</param>
/// <param name="Explanation">Shown in the review.</param>
/// <param name="Points">One where it is left out.</param>
/// <param name="Prompts">Of <c>matching</c>: two to twenty, each of at most 500 characters.</param>
/// <param name="Gaps">Of <c>gaps</c>: one to twenty.</param>
/// <param name="PartialCredit">What answers earn that are right in part; as the quiz has it where it is left out.</param>
public sealed record QuestionRequest(
    string? Id = null,
    [property: OneOf(typeof(Written), nameof(Written.Types))] string? Type = null,
    [property: MaxLength(2000)] string? Question = null,
    [property: MaxLength(Choices.Max)] IReadOnlyList<string?>? Options = null,
    [property: MaxLength(2000)] string? Explanation = null,
    [property: Range(1, 100)] int? Points = null,
    [property: MaxLength(Choices.Max)] IReadOnlyList<string?>? Prompts = null,
    [property: MaxLength(GapsSolution.MaxGaps)] IReadOnlyList<GapRequest?>? Gaps = null,
    [property: OneOf(typeof(Rules), nameof(Rules.PartialCredits))] string? PartialCredit = null) : RightAnswerRequest
{
    private static readonly Dictionary<string, string[]> Fields = new()
    {
        [QuestionParts.Single] = ["options", "correctAnswer"],
        ["multiple"] = ["options", "correctAnswer"],
        ["trueFalse"] = ["correctAnswer"],
        ["numeric"] = RightAnswer.OfNumber,
        ["text"] = RightAnswer.OfText,
        ["ordering"] = ["options", "correctAnswer"],
        ["matching"] = ["options", "correctAnswer", "prompts"],
        ["gaps"] = ["gaps"],
    };

    /// <summary>
    /// The index of the right option; of <c>multiple</c> a list of them, of <c>ordering</c> all, first to last (where it is left out, they are in that
    /// order), of <c>matching</c> one for each prompt; else true or false, a number, or a text.
    /// </summary>
    [Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<int?>))]
    public override JsonElement? CorrectAnswer { get; init; }

    /// <summary>Whether questions of that type have the field, where not all types do.</summary>
    internal static bool Has(string type, string field) =>
        !Fields.TryGetValue(type, out var own) || own.Contains(field) || !Fields.Values.Any(fields => fields.Contains(field));

    /// <summary>What it has beside its text, every fault named.</summary>
    /// <param name="at">What stands before the names of its fields in sentences: its place in the request, with a point, or nothing.</param>
    /// <param name="text">The question's.</param>
    internal QuestionParts ReadParts(Validation check, string at, string text, bool unfinished)
    {
        var type = QuizRequest.OneOf(check, $"{at}type", Type, Written.Types) ?? Written.Types[0];
        if (!Fields.TryGetValue(type, out var fields))
            return new(QuestionParts.Single, [], null, null);
        (string, object?)[] beside = [("options", Options), ("prompts", Prompts), ("gaps", Gaps), .. RightAnswer.Fields(this)];
        RightAnswer.RequireBelonging(check, at, beside, fields, $"the type {type}");

        var options = QuestionParts.HasOptions(type) ? ReadTexts(check, $"{at}options", "options", Options ?? [], unfinished) : [];
        var own = RightAnswer.Read(check, at, type, this);
        var prompts = type == "matching" ? ReadTexts(check, $"{at}prompts", "prompts", Prompts ?? [], unfinished) : [];
        if (type == "matching")
            own["prompts"] = JsonSerializer.SerializeToNode(prompts);
        if (type == "gaps")
            own["gaps"] = ReadGaps(check, at, text, unfinished);

        var written = Written.Read(type, options.Length, prompts.Length, own);
        foreach (var field in unfinished ? [] : written.Missing)
            check.Check(false, $"{at}{field}", $"'{at}{field}' is required.");
        foreach (var fault in written.Faults)
            check.Check(false, $"{at}{fault.Field}", $"'{at}{fault.Field}' must be {fault.Must}.");
        return type == QuestionParts.Single
            ? new(type, options, (written.Solution as SingleSolution)?.CorrectAnswer, null)
            : new(type, options, null, own.ToJsonString(Json.Options));
    }

    private JsonArray ReadGaps(Validation check, string at, string text, bool unfinished)
    {
        var gaps = new JsonArray();
        foreach (var (i, gap) in (Gaps ?? []).Take(GapsSolution.MaxGaps).Index())
        {
            check.Check(gap is not null, $"{at}gaps[{i}]", $"'{at}gaps[{i}]' must be a gap.");
            gaps.Add((gap ?? new()).Read(check, $"{at}gaps[{i}]."));
        }

        check.Check(Gaps is not { Count: > GapsSolution.MaxGaps }, $"{at}gaps", $"'{at}gaps' must have at most {GapsSolution.MaxGaps} gaps.");
        check.Check(
            unfinished || GapMarks.AreEach(text, gaps.Count), $"{at}question", $"'{at}question' must have each of [[1]] to [[{gaps.Count}]] once.");
        return gaps;
    }

    private static string[] ReadTexts(Validation check, string at, string what, IReadOnlyList<string?> given, bool unfinished)
    {
        check.Check(unfinished || given.Count >= Choices.Min, at, $"'{at}' must have at least {Choices.Min} {what}.");
        check.Check(given.Count <= Choices.Max, at, $"'{at}' must have at most {Choices.Max} {what}.");
        string[] texts = [.. given.Take(Choices.Max + 1).Select(text => VisibleText.Spell(text ?? "", lines: true))]; // one more is too many already
        if (texts.Length > Choices.Max)
            return texts;

        // Faults of one text are told for the list as a whole: one sentence for ten empty options is enough.
        check.Check(texts.All(text => text.Length is >= 1 and <= 500), at, $"'{at}' must be texts of 1 to 500 characters.");
        var fault = texts.Select(text => VisibleText.Fault(text, lines: true)).FirstOrDefault(fault => fault is not null);
        check.Check(fault is null, at, $"'{at}' has a text that {fault}.");
        check.Check(texts.Distinct(StringComparer.Ordinal).Count() == texts.Length, at, $"'{at}' must be different from each other.");
        return texts;
    }
}

/// <summary>A gap as an author sends it: with the fields of a question of that kind.</summary>
/// <param name="Kind"><c>text</c> where it is left out.</param>
/// <param name="Options">Of <c>choice</c>: two to ten, each of at most 200 characters.</param>
public sealed record GapRequest(
    [property: OneOf(typeof(Written), nameof(Written.GapKinds))] string? Kind = null,
    [property: MaxLength(ChoiceGap.MaxOptions)] IReadOnlyList<string?>? Options = null) : RightAnswerRequest
{
    /// <summary>A text, a number, or the index of an option.</summary>
    [Either(typeof(int?), typeof(decimal?), typeof(string))]
    public override JsonElement? CorrectAnswer { get; init; }

    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["text"] = RightAnswer.OfText,
        ["numeric"] = RightAnswer.OfNumber,
        ["choice"] = ["correctAnswer", "options"],
    };

    internal JsonObject Read(Validation check, string at)
    {
        var kind = QuizRequest.OneOf(check, $"{at}kind", Kind, Written.GapKinds) ?? Written.GapKinds[0];
        if (!Fields.TryGetValue(kind, out var fields))
            return new() { ["kind"] = Written.GapKinds[0] };
        RightAnswer.RequireBelonging(check, at, [("options", Options), .. RightAnswer.Fields(this)], fields, $"the kind {kind}");
        var gap = RightAnswer.Read(check, at, kind, this);
        gap["kind"] = kind;
        if (kind == "choice")
        {
            var options = (Options ?? []).Take(ChoiceGap.MaxOptions + 1)
                .Select((option, i) => (JsonNode)check.Line($"{at}options[{i}]", option, 1, int.MaxValue));
            gap["options"] = new JsonArray([.. options]);
        }

        return gap;
    }
}

/// <summary>A text, or a number, that is accepted beside the right one.</summary>
public sealed record AcceptedRequest(
    [property: MaxLength(TextSolution.MaxLength)] string? Text = null,
    [property: OneOf(typeof(RightAnswer), nameof(RightAnswer.ToleranceTypes))] string? ToleranceType = null)
{
    [Either(typeof(decimal?))]
    public JsonElement? Value { get; init; }

    [Either(typeof(decimal?))]
    public JsonElement? Tolerance { get; init; }

    /// <summary>Above 0, up to 1, which it is where it is left out.</summary>
    [Either(typeof(decimal?))]
    public JsonElement? Credit { get; init; }
}

/// <summary>What is right in a question, or in a gap.</summary>
public abstract record RightAnswerRequest
{
    public abstract JsonElement? CorrectAnswer { get; init; }

    /// <summary>Of <c>numeric</c>: how far from the right number an answer may be, 0 where it is left out.</summary>
    [Either(typeof(decimal?))]
    public JsonElement? Tolerance { get; init; }

    /// <summary><c>absolute</c> where it is left out; a relative tolerance is a share of the number, 0.02 for two per cent.</summary>
    [OneOf(typeof(RightAnswer), nameof(RightAnswer.ToleranceTypes))]
    public string? ToleranceType { get; init; }

    /// <summary>Of <c>numeric</c>: shown, not asked for.</summary>
    [MaxLength(NumericSolution.MaxUnit)]
    public string? Unit { get; init; }

    /// <summary>Of <c>numeric</c> (ten at most) and <c>text</c>: the best one that an answer meets counts.</summary>
    [MaxLength(TextSolution.MaxAlsoAccepted)]
    public IReadOnlyList<AcceptedRequest?>? AlsoAccepted { get; init; }

    /// <summary>Of <c>text</c>.</summary>
    public bool? CaseSensitive { get; init; }

    /// <summary>Of <c>text</c>.</summary>
    public bool? IgnoreAccents { get; init; }

    /// <summary>Of <c>text</c>: whether <c>*</c> stands for any run of characters, and <c>\*</c> for a star.</summary>
    public bool? Wildcards { get; init; }
}

/// <summary>Reads what is right, as JSON that <see cref="Written"/> reads; of texts in the spelling to keep.</summary>
internal static class RightAnswer
{
    public static readonly IReadOnlyList<string> ToleranceTypes = ["absolute", "relative"];

    /// <summary>The fields that belong to a text, or to a number.</summary>
    public static readonly string[] OfText = ["correctAnswer", "alsoAccepted", "caseSensitive", "ignoreAccents", "wildcards"];

    /// <inheritdoc cref="OfText"/>
    public static readonly string[] OfNumber = ["correctAnswer", "tolerance", "toleranceType", "unit", "alsoAccepted"];

    private const int MaxList = Choices.Max + 1; // beyond what any type has, so that more is a fault all the same

    public static IEnumerable<(string Name, object? Value)> Fields(RightAnswerRequest of) =>
    [
        ("correctAnswer", of.CorrectAnswer), ("tolerance", of.Tolerance), ("toleranceType", of.ToleranceType), ("unit", of.Unit),
        ("alsoAccepted", of.AlsoAccepted), ("caseSensitive", of.CaseSensitive), ("ignoreAccents", of.IgnoreAccents), ("wildcards", of.Wildcards),
    ];

    /// <summary>Notes a fault of each field that is there and does not belong; empty lists do no harm.</summary>
    public static void RequireBelonging(Validation check, string at, IEnumerable<(string Name, object? Value)> there, string[] fields, string to)
    {
        foreach (var (name, _) in there.Where(field => !IsNothing(field.Value) && !fields.Contains(field.Name)))
            check.Check(false, $"{at}{name}", $"'{at}{name}' does not belong to {to}.");
    }

    /// <param name="kind">Of the gap, or the question's type.</param>
    public static JsonObject Read(Validation check, string at, string kind, RightAnswerRequest of)
    {
        var right = new JsonObject();
        Add(right, "correctAnswer", Spelled(check, $"{at}correctAnswer", of.CorrectAnswer));
        Add(right, "tolerance", Node(of.Tolerance));
        Add(right, "toleranceType", ToleranceType(check, at, of.ToleranceType));
        Add(right, "unit", of.Unit is { } unit && check.Line($"{at}unit", unit, 0, int.MaxValue) is { Length: > 0 } spelled ? spelled : null);
        Add(right, "caseSensitive", of.CaseSensitive);
        Add(right, "ignoreAccents", of.IgnoreAccents);
        Add(right, "wildcards", of.Wildcards);
        if (of.AlsoAccepted is { Count: > 0 } && kind is "text" or "numeric")
        {
            // One more than there may be, of however many, is a fault that is told once.
            var some = of.AlsoAccepted.Take(TextSolution.MaxAlsoAccepted + 1).Select((also, i) => Read(check, $"{at}alsoAccepted[{i}].", kind, also));
            right["alsoAccepted"] = new JsonArray([.. some]);
        }

        return right;
    }

    private static JsonObject? Read(Validation check, string at, string kind, AcceptedRequest? also)
    {
        if (also is null)
            return null; // told as a fault of what is written
        string[] fields = kind == "text" ? ["text", "credit"] : ["value", "tolerance", "toleranceType", "credit"];
        (string, object?)[] there = [("text", also.Text), ("value", also.Value), ("tolerance", also.Tolerance), ("toleranceType", also.ToleranceType)];
        RequireBelonging(check, at, there, fields, $"the type {kind}");

        var accepted = new JsonObject();
        if (kind == "text")
            accepted["text"] = check.Line($"{at}text", also.Text, 0, int.MaxValue);
        else
            check.Check(also.Value is not null, $"{at}value", $"'{at}value' is required.");
        Add(accepted, "value", kind == "text" ? null : Node(also.Value) ?? 1);
        Add(accepted, "tolerance", Node(also.Tolerance));
        Add(accepted, "toleranceType", ToleranceType(check, at, also.ToleranceType));
        Add(accepted, "credit", Node(also.Credit));
        return accepted;
    }

    private static bool IsNothing(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0,
        ICollection list => list.Count == 0,
        _ => value is null,
    };

    // Null for one that there is not, once that is told.
    private static string? ToleranceType(Validation check, string at, string? type) =>
        QuizRequest.OneOf(check, $"{at}toleranceType", type, ToleranceTypes) is { } word && ToleranceTypes.Contains(word) ? word : null;

    private static void Add(JsonObject to, string name, JsonNode? value)
    {
        if (value is not null)
            to[name] = value;
    }

    // Half of a surrogate pair, which may stand in JSON, is told as what nobody can see.
    private static JsonNode? Spelled(Validation check, string field, JsonElement? given) => given is { ValueKind: JsonValueKind.String } text
        ? check.Line(field, Texts.Of(text) ?? "\uD800", 0, int.MaxValue)
        : Node(given);

    // Of all else, which no type has here and which may not be readable at all, something that is none of what a type has.
    private static JsonNode? Node(JsonElement? given) => given?.ValueKind switch
    {
        null or JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonNode.Parse(given.Value.GetRawText()),
        JsonValueKind.Array => new JsonArray([.. given.Value.EnumerateArray().Take(MaxList).Select(item => Node(item))]),
        _ => new JsonArray(new JsonArray()),
    };
}
