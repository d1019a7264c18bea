using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>What the parameter files deploy; computed once.</summary>
internal static class Deployment
{
    private static readonly Lazy<JsonArray> Development = new(() => Bicep.Resources("parameters/dev.bicepparam"));
    private static readonly Lazy<JsonArray> Production = new(() => Bicep.Resources("parameters/prod.bicepparam"));

    public static JsonArray Dev => Development.Value;
    public static JsonArray Prod => Production.Value;

    public static IEnumerable<JsonArray> All => [Dev, Prod];

    public static IEnumerable<JsonNode> Of(JsonArray resources, string type) => resources.Where(r => (string?)r!["type"] == type).Select(r => r!);

    /// <summary>Which of the three apps a site, an identity or a setting's reference is of.</summary>
    public static string AppOf(string text) => Code.Apps.Keys.Single(app =>
        text.Contains($"func-{app}-", StringComparison.Ordinal) || text.Contains($"/id-{app}-", StringComparison.Ordinal));
}
