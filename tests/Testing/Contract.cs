using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Testing;

/// <summary>What <c>docs/openapi.json</c> promises: every answer that a test sees is held against it. <c>scripts/describe.sh</c> writes it anew.</summary>
public static class Contract
{
    private static readonly string[] HeadersOfNote = ["Content-Disposition", "ETag", "Location", "Retry-After", "WWW-Authenticate"];
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private static readonly ConcurrentDictionary<string, JsonSchema> Read = new(StringComparer.Ordinal);

    public static JsonNode Document { get; } = JsonNode.Parse(typeof(Contract).Assembly.GetManifestResourceStream("openapi.json")!)!;

    /// <summary>What clients rely on, a line each.</summary>
    public static string Promises { get; } = new StreamReader(typeof(Contract).Assembly.GetManifestResourceStream("promises.txt")!).ReadToEnd();

    private static readonly Dictionary<string, JsonNode> Operations = Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject()).ToDictionary(operation => (string)operation.Value!["operationId"]!, operation => operation.Value!);

    /// <summary>Fails where a function answers otherwise than described, or takes what is described as wrong.</summary>
    public static void Check(string function, HttpRequest request, Answer answer)
    {
        if (!Operations.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(function), out var operation))
            return; // for the platform alone
        List<string> faults = [.. Answer(operation, answer)];
        if (answer.Status < 300)
            faults.AddRange(Request(operation, request));
        if (faults.Count > 0)
            throw new InvalidDataException($"{function} does otherwise than docs/openapi.json says: {string.Join("; ", faults)}. Mend it, or what its "
                + $"attributes say of it, and then run scripts/describe.sh.\n{answer.Status} {answer.Json?.ToJsonString()}");
    }

    /// <summary>What is wrong with the JSON by a schema of the document.</summary>
    /// <param name="closed">Whether fields that the schema does not know are wrong too.</param>
    public static IEnumerable<string> Faults(JsonNode schema, JsonNode? json, bool closed)
    {
        var read = Read.GetOrAdd($"{closed} {schema.ToJsonString()}", _ => Standalone(schema, closed));
        return read.Evaluate(json, Options) is { IsValid: false } result
            ? result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Values, (detail, e) => $"{detail.InstanceLocation} {e}")
            : [];
    }

    /// <summary>The response itself where the operation only names it; null where there is none of that status.</summary>
    public static JsonNode? Response(JsonNode operation, int status) =>
        operation["responses"]![$"{status}"] is { } response && (string?)response["$ref"] is { } name
            ? Document["components"]!["responses"]![name.Split('/')[^1]]
            : operation["responses"]![$"{status}"];

    private static IEnumerable<string> Answer(JsonNode operation, Answer answer)
    {
        if (Response(operation, answer.Status) is not { } response)
            return [$"no answer of status {answer.Status} is described"];

        var headers = response["headers"]?.AsObject().Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        var faults = HeadersOfNote.Where(name => answer.Headers.ContainsKey(name) != headers.Contains(name))
            .Select(name => $"the header {name} is {(headers.Contains(name) ? "missing" : "not described")}");
        var content = response["content"]?.AsObject().SingleOrDefault();
        if (content?.Key == "*/*")
            return faults; // a file
        return faults.Concat(content?.Value is null != answer.Json is null ? [$"there is {(answer.Json is null ? "no" : "a")} body"]
            : content?.Value is { } described ? Faults(described["schema"]!, answer.Json, closed: true) : []);
    }

    private static IEnumerable<string> Request(JsonNode operation, HttpRequest request)
    {
        var queries = operation["parameters"]?.AsArray().Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!) ?? [];
        var unknown = request.Query.Keys.Except(queries).Select(name => $"no parameter '{name}' is described");
        return operation["requestBody"]?["content"]!["application/json"] is { } body && request.Body is MemoryStream sent
            ? unknown.Concat(Faults(body["schema"]!, JsonNode.Parse(sent.ToArray()), closed: false))
            : unknown;
    }

    private static JsonSchema Standalone(JsonNode schema, bool closed)
    {
        var whole = schema.DeepClone();
        var known = Document["components"]!["schemas"]!.DeepClone();
        foreach (var (_, type) in known.AsObject())
        {
            if (closed)
                type!["additionalProperties"] ??= false;
        }

        whole["$defs"] = known;
        return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }
}
