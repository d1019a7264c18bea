using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>How many options or prompts a question has, and how their indexes are read.</summary>
public static class Choices
{
    public const int Min = 2, Max = 20;

    internal const string Must = "2 to 20";

    /// <summary>Nothing, or a text of blanks, as a form sends it for what was not filled in.</summary>
    internal static bool IsBlank(JsonElement given) =>
        IsNone(given) || (given.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(Texts.Of(given) ?? "x"));

    /// <summary>Nothing, or a list of nothing.</summary>
    internal static bool AreBlank(JsonElement given) => given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().All(IsBlank) : IsBlank(given);

    internal static bool IsNone(JsonElement given) => given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    internal static bool IsIndex(JsonElement given, int options, out int index)
    {
        index = -1;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out index) && index >= 0 && index < options;
    }

    /// <returns>Null where it is no list of different indexes.</returns>
    internal static List<int>? Different(JsonElement given, int options)
    {
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > options)
            return null;
        var indexes = new List<int>();
        foreach (var item in given.EnumerateArray())
        {
            if (!IsIndex(item, options, out var index) || indexes.Contains(index))
                return null;
            indexes.Add(index);
        }

        return indexes;
    }

    internal static bool AreDifferent(IReadOnlyCollection<int> indexes, int options) =>
        indexes.Distinct().Count() == indexes.Count && indexes.All(index => index >= 0 && index < options);
}
