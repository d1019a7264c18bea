using System.Text.Json.Nodes;

namespace QuizPlatform.Describe;

/// <summary>
/// What clients rely on, a line each: what a route answers (<c>gives</c>) and takes, which must stay, and what it wants, to which nothing may be added. A
/// change that breaks one of them is declared in CHANGELOG.md: the line, in code quotes, with a reason.
/// </summary>
public static class Promises
{
    /// <summary>Of a description, in order.</summary>
    public static SortedSet<string> Of(JsonNode description) => new(
        from path in description["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        from line in Operation(description, method.Value!)
        select $"{method.Key.ToUpperInvariant()} {path.Key} {line}", StringComparer.Ordinal);

    /// <summary>The lines that somebody who relied on those of before cannot rely on any more.</summary>
    public static IEnumerable<string> Broken(IReadOnlySet<string> before, IReadOnlySet<string> now) =>
        before.Except(now).Where(line => !IsDemand(line)).Concat(now.Except(before).Where(line => IsDemand(line) && IsOfWhatWasThere(line, before)));

    private static bool IsDemand(string line) => line.Contains(" wants ", StringComparison.Ordinal);

    // A new route may want what it likes, and so may a new field of what it holds.
    private static bool IsOfWhatWasThere(string line, IReadOnlySet<string> before)
    {
        var (route, field) = (string.Join(' ', line.Split(' ').Take(2)), line.Split(' ')[^1]);
        var around = field[..Math.Max(0, field.LastIndexOf('.'))];
        return before.Contains($"{route} is there")
            && (around is "" or "body" || before.Any(known => known.StartsWith($"{route} takes {around} ", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Operation(JsonNode description, JsonNode operation)
    {
        yield return "is there";
        if (operation["security"]!.AsArray() is { Count: > 0 } security && security.All(way => way!.AsObject().Count > 0))
            yield return "wants somebody who is signed in";

        foreach (var parameter in operation["parameters"]?.AsArray().Where(p => (string?)p!["in"] != "path") ?? [])
        {
            var name = ((string?)parameter!["in"] == "query" ? "?" : "") + parameter["name"];
            foreach (var kind in Kinds(parameter["schema"]!))
                yield return $"takes {name} {kind}";
            if ((bool)parameter["required"]!)
                yield return $"wants {name}";
        }

        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } body)
        {
            foreach (var line in Fields(description, body, "body").SelectMany(field => Taken(field.Schema, field.Path, field.Required)))
                yield return line;
        }

        foreach (var (status, response) in operation["responses"]!.AsObject().Where(response => response.Key[0] is '2' or '3'))
        {
            yield return $"gives {status}";
            foreach (var header in response!["headers"]?.AsObject().Where(header => !header.Key.StartsWith("RateLimit", StringComparison.Ordinal)) ?? [])
                yield return $"gives {status} {header.Key}";
            foreach (var content in response["content"]?.AsObject() ?? [])
            {
                yield return $"gives {status} {content.Key}";
                foreach (var field in Fields(description, content.Value!["schema"]!, status))
                    yield return $"gives {field.Path} {string.Join('|', Kinds(field.Schema))}{(field.Required ? "" : ", or not")}";
            }
        }
    }

    private static IEnumerable<string> Taken(JsonNode schema, string path, bool required)
    {
        foreach (var kind in Kinds(schema))
            yield return $"takes {path} {kind}";
        if (required && !path.EndsWith("[]", StringComparison.Ordinal))
            yield return $"wants {path}";
    }

    // A schema and all those in it, by where they stand: 200.quizzes[].id
    private static IEnumerable<(string Path, JsonNode Schema, bool Required)> Fields(JsonNode description, JsonNode schema, string path, bool required = true)
    {
        if ((string?)schema["$ref"] is { } name)
            schema = description["components"]!["schemas"]![name.Split('/')[^1]]!;
        var some = schema["anyOf"]?.AsArray().Where(one => one!["type"] is not JsonValue type || (string?)type != "null").ToList();
        if (some is null)
            yield return (path, schema, required);

        var inside = (some ?? []).Select(one => (path, one!, required && some!.Count == 1))
            .Concat(schema["properties"]?.AsObject().Select(field => ($"{path}.{field.Key}", field.Value!, IsRequired(schema, field.Key))) ?? [])
            .Concat(schema["items"] is JsonObject item ? [($"{path}[]", item, true)] : [])
            .Concat(schema["additionalProperties"] is JsonObject value ? [($"{path}.*", value, true)] : []);
        foreach (var field in inside.SelectMany(part => Fields(description, part.Item2, part.Item1, part.Item3)))
            yield return field;
    }

    private static bool IsRequired(JsonNode schema, string field) => schema["required"]?.AsArray().Any(name => (string?)name == field) ?? false;

    // Its words where only some will do; else its types.
    private static IEnumerable<string> Kinds(JsonNode schema) =>
        schema["enum"] is JsonArray words ? words.Select(word => word?.ToString() ?? "null")
        : schema["type"] is JsonArray types ? types.Select(type => (string)type!)
        : [(string?)schema["type"] ?? "anything"];
}
