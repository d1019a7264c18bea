using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace QuizPlatform.Describe.Tests;

/// <summary>What docs/openapi.json holds.</summary>
public sealed class DescriptionTests
{
    private static readonly List<(string Name, JsonNode Operation)> Operations = [.. Contract.Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject(), (path, method) => ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!))];

    [Fact]
    public void It_is_what_the_code_says_now() => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(Description.Text()), Contract.Document),
        "docs/openapi.json is not what the code says of itself. Run scripts/describe.sh, and look at what it has changed.");

    // The gateway's list is written by hand, and held against the functions by a test of its own.
    [Fact]
    public void It_has_every_route_that_the_gateway_lets_pass_and_no_other_and_asks_for_a_token_where_that_does()
    {
        using var list = typeof(DescriptionTests).Assembly.GetManifestResourceStream("gateway-routes.json")!;
        var routes = JsonNode.Parse(list)!.AsArray().Select(route => $"{route!["method"]} {route["path"]} {route["app"]} {route["bearer"]}");
        string[] own = ["GET /api/leaderboard/stream", "GET /health", "GET /health/live", "GET /openapi.json"];

        Assert.Equal(
            routes.Concat(own.Select(route => $"{route} platform false")).Order(StringComparer.Ordinal),
            Operations.Select(o => $"{o.Name} {((string)o.Operation["tags"]![0]!).ToLowerInvariant()} {(NeedsToken(o.Operation) ? "true" : "false")}")
                .Order(StringComparer.Ordinal));

        static bool NeedsToken(JsonNode operation) =>
            operation["security"]!.AsArray() is { Count: > 0 } ways && ways.All(way => way!.AsObject().Count > 0);
    }

    [Fact]
    public async Task It_is_OpenAPI_as_others_read_it()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(Description.Text()));
        var read = await OpenApiDocument.LoadAsync(text, "json");

        Assert.Empty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Select(fault => $"{fault.Pointer}: {fault.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal(Operations.Count, read.Document!.Paths.Sum(path => path.Value.Operations!.Count));
    }

    [Fact]
    public void Every_route_has_words_of_its_own() => Assert.All(Operations, operation =>
    {
        Assert.True((string?)operation.Operation["description"] is { Length: > 0 }, operation.Name);
        Assert.Single(Operations, other => (string?)other.Operation["operationId"] == (string?)operation.Operation["operationId"]);
    });

    [Fact]
    public void Every_reference_leads_to_something_and_everything_is_referred_to()
    {
        var there = Contract.Document["components"]!.AsObject().Where(kind => kind.Key != "securitySchemes")
            .SelectMany(kind => kind.Value!.AsObject(), (kind, part) => $"#/components/{kind.Key}/{part.Key}").ToList();

        Assert.Equal(there.Order(StringComparer.Ordinal), References(Contract.Document).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_body_and_every_good_answer_with_one_has_an_example() => Assert.All(
        Contents, content => Assert.True(content.Json["example"] is not null, $"{content.Of} has none in tests/Describe/Examples"));

    [Fact]
    public void Every_example_validates() => Assert.All(
        Contents, content => Assert.Empty(Contract.Faults(content.Json["schema"]!, content.Json["example"], closed: true).Select(f => $"{content.Of}: {f}")));

    // Of bodies and of good answers that have one.
    private static IEnumerable<(string Of, JsonNode Json)> Contents =>
        from operation in Operations
        from content in operation.Operation["responses"]!.AsObject().Where(response => response.Key[0] == '2')
            .Select(response => (response.Key, Content: response.Value!["content"]))
            .Prepend((Key: "request", Content: operation.Operation["requestBody"]?["content"]))
        where content.Content is not null
        select ($"{operation.Name} {content.Key}", content.Content.AsObject().Single().Value!);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "$ref" ? [(string)field.Value!] : References(field.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
