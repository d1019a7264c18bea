using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>
/// What a question has beside its text: options and, where not simply one of them is right, the fields that its type has of its own, as JSON by the names of
/// <see cref="AuthorQuestion"/>. In a draft it may be unfinished.
/// </summary>
/// <param name="CorrectAnswer">The index of the right option of a <c>single</c> one; null while the author has not said, and for other types.</param>
/// <param name="Own">Null for <c>single</c>.</param>
public sealed record QuestionParts(string Type, IReadOnlyList<string> Options, int? CorrectAnswer, string? Own)
{
    public const string Single = "single";

    private static readonly string[] WithOptions = [Single, "multiple", "ordering", "matching"];

    /// <summary>Of <c>matching</c>.</summary>
    internal IReadOnlyList<string> Prompts => Fields.Prompts ?? [];

    private OwnFields Fields => Own is null ? new(null, null, null) : JsonSerializer.Deserialize<OwnFields>(Own, Json.Options)!;

    public static bool HasOptions(string type) => WithOptions.Contains(type);

    /// <summary>What is right; null while that is not wholly said.</summary>
    public Solution? Solution() => Own is null
        ? CorrectAnswer is { } option ? new SingleSolution(Options.Count, option) : null
        : Read().Solution;

    /// <summary>What it lacks before a player can be asked it; null when it is complete.</summary>
    /// <param name="text">The question's.</param>
    public Sentence? Missing(string text) => Type switch
    {
        _ when text.Length == 0 => (Sentence)"its text",
        _ when HasOptions(Type) && Options.Count < Choices.Min => "at least two options",
        "matching" when !(Fields.Prompts?.Count >= Choices.Min) => "at least two prompts",
        "gaps" when Fields.Gaps is not { Count: > 0 } => "at least one gap",
        "gaps" when !GapMarks.AreEach(text, Fields.Gaps.Count) => $"each of [[1]] to [[{Fields.Gaps.Count}]] once in its text",
        _ when Solution() is not null => null,
        _ => Own is not null && Read().Missing is [var gap, ..] && gap.EndsWith("options", StringComparison.Ordinal)
            ? "at least two options in each gap that is a choice"
            : "its correct answer",
    };

    /// <summary>What players see.</summary>
    internal PlayerQuestion Shown(string id, string text, int points)
    {
        var (prompts, gaps, unit) = Fields;
        return new(id, Type, text, Type == "trueFalse" ? TrueFalseSolution.Options : Options, points) { Prompts = prompts, Gaps = gaps, Unit = unit };
    }

    /// <summary>What Results marks by; only where it is complete.</summary>
    /// <param name="partialCredit">Null: none.</param>
    internal PublishedQuestion Published(string id, int points, string? explanation, string? partialCredit, double wrongPenalty)
    {
        var penalty = wrongPenalty > 0 ? wrongPenalty : (double?)null;
        return Own is null
            ? new(id, Options.Count, CorrectAnswer!.Value, points, explanation, WrongPenalty: penalty)
            : new(id, null, null, points, explanation, JsonSerializer.Deserialize<JsonElement>(Solution()!.ToJson()),
                partialCredit == Rules.PartialCredits[0] ? null : partialCredit, penalty);
    }

    /// <summary>All of it, for the author.</summary>
    internal AuthorQuestion Authored(string id, string text, string? explanation, int points, string? partialCredit)
    {
        var all = Own is null ? new JsonObject { ["correctAnswer"] = CorrectAnswer } : (JsonObject)JsonNode.Parse(Own)!;
        (all["id"], all["type"], all["question"], all["explanation"], all["points"]) = (id, Type, text, explanation, points);
        all["options"] = JsonSerializer.SerializeToNode(Options);
        all["partialCredit"] = partialCredit;
        return all.Deserialize<AuthorQuestion>(Json.Options)!;
    }

    /// <summary>The same with its options in the order in which they are kept, where the author's own order would tell what is right.</summary>
    /// <param name="id">The question's.</param>
    internal QuestionParts InStoredOrder(string id)
    {
        if (Type is not ("ordering" or "matching"))
            return this;
        if (Type == "ordering" && Options.Count < Choices.Min)
            return this with { Own = "{}" }; // there is no order yet
        return Reordered(OptionOrder.Of(id, Options));
    }

    /// <summary>The same with the options to choose from in another order: their own tells what is right where an author had to write that first.</summary>
    internal QuestionParts Shuffled(string text) =>
        Type is Single or "multiple" && Options.Count >= Choices.Min ? Reordered(OptionOrder.Of(text, Options)) : this;

    private QuestionParts Reordered(IReadOnlyList<int> order)
    {
        var options = order.Select(option => Options[option]).ToList();
        var places = order.Index().ToDictionary(of => of.Item, of => of.Index);
        if (Own is null)
            return this with { Options = options, CorrectAnswer = CorrectAnswer is { } only ? places[only] : null };

        var own = (JsonObject)JsonNode.Parse(Own)!;
        var right = own["correctAnswer"] is JsonArray { Count: > 0 } said ? said.Select(option => (int?)option)
            : Type == "ordering" ? Enumerable.Range(0, Options.Count).Select(option => (int?)option)
            : [];
        own["correctAnswer"] = new JsonArray(
            [.. right.Select(option => option is { } i && places.TryGetValue(i, out var at) ? JsonValue.Create(at) : null)]);
        return this with { Options = options, Own = own.ToJsonString(Json.Options) };
    }

    private Written Read() => Written.Read(Type, Options.Count, Fields.Prompts?.Count ?? 0, (JsonObject)JsonNode.Parse(Own!)!);

    private sealed record OwnFields(IReadOnlyList<string>? Prompts, IReadOnlyList<PlayerGap>? Gaps, string? Unit);
}

/// <param name="Kind"><c>text</c>, <c>numeric</c> or <c>choice</c>.</param>
/// <param name="Options">Of a choice.</param>
/// <param name="Unit">Of a number: shown, not asked for.</param>
public sealed record PlayerGap(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Options = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit = null);

/// <summary>Where the gaps are in a text: <c>[[1]]</c>, <c>[[2]]</c>, …</summary>
internal static class GapMarks
{
    /// <summary>Whether each of so many gaps is in the text just once.</summary>
    public static bool AreEach(string text, int gaps) => Enumerable.Range(1, gaps).All(gap => text.Split($"[[{gap}]]").Length == 2);
}
