using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>How indexes of options are read.</summary>
internal static class Choices
{
    public static bool IsNone(JsonElement given) => given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public static bool IsIndex(JsonElement given, int options, out int index)
    {
        index = -1;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out index) && index >= 0 && index < options;
    }

    /// <returns>Null where it is no list of different indexes.</returns>
    public static List<int>? Different(JsonElement given, int options)
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

    public static bool AreDifferent(IReadOnlyCollection<int> indexes, int options) =>
        indexes.Distinct().Count() == indexes.Count && indexes.All(index => index >= 0 && index < options);
}
