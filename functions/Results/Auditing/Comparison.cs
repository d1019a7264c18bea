using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Finds in which figures two documents differ.</summary>
internal static class Comparison
{
    private const string None = "none";

    /// <param name="kept">Null where there is none.</param>
    /// <param name="expected">Null where there is to be none.</param>
    public static IEnumerable<AuditDifference> Of(string what, string? quizId, string? userId, object? kept, object? expected)
    {
        return kept is null != expected is null
            ? [OfDocument(what, quizId, userId, kept is not null, expected is not null)]
            : Of(what, quizId, userId, Figures(kept), Figures(expected), None);
    }

    /// <summary>Of counts: one that is not among the others is 0, and a document of nothing else is as good as none.</summary>
    public static IEnumerable<AuditDifference> Of(
        string what, string? quizId, string? userId, IReadOnlyDictionary<string, long> kept, IReadOnlyDictionary<string, long> expected)
    {
        var (isKept, isExpected) = (kept.Values.Any(count => count != 0), expected.Values.Any(count => count != 0));
        return isKept != isExpected ? [OfDocument(what, quizId, userId, isKept, isExpected)] : Of(what, quizId, userId, kept, expected, 0);
    }

    private static AuditDifference OfDocument(string what, string? quizId, string? userId, bool isKept, bool isExpected) =>
        new(what, quizId, userId, "document", isKept ? "there" : None, isExpected ? "there" : None);

    // What is missing is not among the others.
    private static IEnumerable<AuditDifference> Of<T>(
        string what, string? quizId, string? userId, IReadOnlyDictionary<string, T> kept, IReadOnlyDictionary<string, T> expected, T missing)
        where T : notnull
    {
        foreach (var figure in kept.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            var (has, expects) = (kept.GetValueOrDefault(figure, missing), expected.GetValueOrDefault(figure, missing));
            if (!has.Equals(expects))
                yield return new(what, quizId, userId, figure, $"{has}", $"{expects}");
        }
    }

    private static Dictionary<string, string> Figures(object? document)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonSerializer.SerializeToNode(document, Json.Options));
        return figures;

        void Add(string path, JsonNode? node)
        {
            if (node is JsonObject fields)
            {
                foreach (var (name, value) in fields)
                    Add(path.Length == 0 ? name : $"{path}.{name}", value);
            }
            else if (node is JsonArray list)
            {
                foreach (var (value, i) in list.Select((value, i) => (value, i)))
                    Add($"{path}[{i}]", value);
            }
            else if (node is not null)
                figures[path] = node.ToString();
        }
    }
}
