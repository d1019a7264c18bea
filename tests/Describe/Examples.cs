using System.Text.Json.Nodes;

namespace QuizPlatform.Describe;

/// <summary>Of each route a request and its answers, by status: what a platform was asked, and what it answered.</summary>
internal static class Examples
{
    /// <summary>Null where there are none.</summary>
    public static JsonNode? Of(string operation)
    {
        using var file = typeof(Examples).Assembly.GetManifestResourceStream(operation);
        return file is null ? null : JsonNode.Parse(file);
    }
}
