using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using QuizPlatform.Platform;

namespace QuizPlatform.Describe;

/// <summary>One route as OpenAPI tells it.</summary>
internal static partial class Operation
{
    public static JsonObject Of(PublicRoute route, Schemas schemas, JsonObject problems)
    {
        var id = JsonNamingPolicy.CamelCase.ConvertName(route.Name);
        var examples = Examples.Of(id);
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(route.App),
            ["operationId"] = id,
            ["summary"] = Words(route.Name),
        };
        if (string.Join(' ', Says(route)) is { Length: > 0 } says)
            operation["description"] = says;
        if (Parameters(route) is { Count: > 0 } parameters)
            operation["parameters"] = parameters;
        if (route.One<BodyAttribute>() is { } body)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { ["application/json"] = Content(schemas.Of(body.Type, ofBody: true), examples?["request"]) },
            };
        }

        if (route.One<FileBodyAttribute>() is { } file)
        {
            operation["requestBody"] = new JsonObject
            {
                ["description"] = $"The file itself, of whatever content type but a form's: at most {file.MaxBytes / 1024 / 1024} MiB.",
                ["required"] = true,
                ["content"] = File(examples?["request"]),
            };
        }

        operation["responses"] = Responses(route, schemas, problems, examples);
        operation["security"] = Security(route);
        return operation;
    }

    private static IEnumerable<string> Says(PublicRoute route)
    {
        if (route.Comment is { } comment)
            yield return comment;
        if (route.Has<AdminsOnlyAttribute>())
            yield return "For admins only.";
        if (route.One<LimitedAttribute>() is { } limited)
        {
            var limit = Limits.Of(route.App, limited.Name);
            yield return $"Limit `{limited.Name}`: {limit.Permits} in {limit.Seconds} s for each {(route.AsksWho ? "account" : "address")}.";
        }
    }

    private static JsonArray Parameters(PublicRoute route)
    {
        var parameters = new JsonArray();
        foreach (var (name, length) in route.Parameters)
        {
            var schema = new JsonObject { ["type"] = "string" };
            if (length is not null)
                (schema["minLength"], schema["maxLength"]) = (length, length);
            parameters.Add(new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = schema });
        }

        foreach (var query in route.Each<QueryAttribute>().Concat(Paging(route)))
            parameters.Add(Parameter(query));
        if (route.One<IfMatchAttribute>() is { } ifMatch)
        {
            const string What = "The ETag of what was read; `*` for whatever is there.";
            parameters.Add(Headers.InRequest("If-Match", ifMatch.Only is { } only ? $"{What} Wanted {only}." : What, ifMatch.Only is null, "\"7\""));
        }

        if (route.Has<IdempotentAttribute>())
            parameters.Add(Headers.InRequest("Idempotency-Key", "The same for each repetition of one request, which is then done once; kept for 24 h.",
                required: false, "8e03978e-40d5-43e8-bc93-6894a57f9324"));
        if (route.Has<NotModifiedAttribute>())
            parameters.Add(Headers.InRequest("If-None-Match", "The ETag of what one has.", required: false, "\"7\""));
        return parameters;
    }

    private static IEnumerable<QueryAttribute> Paging(PublicRoute route) => route.One<PagedAttribute>() is not { } paged ? [] :
    [
        new("limit", "How many come at once.", 1, 100, paged.Otherwise),
        new("cursor", "Where the page before ended: its `nextCursor`.") { MaxLength = 500 },
    ];

    private static JsonObject Parameter(QueryAttribute query)
    {
        var schema = query switch
        {
            { Range: var (min, max, otherwise) } => new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max, ["default"] = otherwise },
            { OneOf.Count: > 0 } => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. query.OneOf]) },
            _ => new JsonObject { ["type"] = "string", ["maxLength"] = query.MaxLength },
        };
        return new() { ["name"] = query.Name, ["in"] = "query", ["description"] = query.What, ["required"] = query.Required, ["schema"] = schema };
    }

    private static JsonObject Responses(PublicRoute route, Schemas schemas, JsonObject problems, JsonNode? examples)
    {
        var responses = new JsonObject();
        foreach (var answers in route.Each<AnswerAttribute>().GroupBy(answer => answer.Status).OrderBy(group => group.Key))
        {
            var headers = answers.SelectMany(answer => answer.Headers).Concat(route.Has<NotModifiedAttribute>() ? ["ETag"] : []).Distinct();
            var response = Response(route, answers.Key, headers);
            if (answers.Select(answer => answer.Body).OfType<Type>().Select(type => schemas.Of(type, ofBody: false)).ToArray() is { Length: > 0 } bodies)
            {
                var schema = bodies is [var only] ? only : new JsonObject { ["anyOf"] = new JsonArray([.. bodies]) };
                response["content"] = new JsonObject { [answers.First().ContentType] = Content(schema, examples?[$"{answers.Key}"]) };
            }

            if (answers.Any(answer => answer is FileAnswerAttribute))
                response["content"] = File(examples?[$"{answers.Key}"]);
            responses[$"{answers.Key}"] = response;
        }

        if (route.Has<NotModifiedAttribute>())
            responses["304"] = Response(route, 304, ["ETag"]);
        foreach (var (status, codes) in Problems.Of(route).Where(problem => !responses.ContainsKey($"{problem.Key}")))
        {
            var name = Problems.Name(status, codes);
            problems[name] ??= Problems.Response(status, codes, schemas);
            responses[$"{status}"] = new JsonObject { ["$ref"] = $"#/components/responses/{name}" };
        }

        return responses;
    }

    private static JsonObject Response(PublicRoute route, int status, IEnumerable<string> headers) => new()
    {
        ["description"] = ReasonPhrases.GetReasonPhrase(status),
        ["headers"] = Headers.Of(headers, counted: !route.Path.StartsWith("/health", StringComparison.Ordinal)),
    };

    // Of any kind.
    private static JsonObject File(JsonNode? example) => new() { ["*/*"] = Content(new() { ["type"] = "string", ["format"] = "binary" }, example) };

    private static JsonObject Content(JsonObject schema, JsonNode? example)
    {
        var content = new JsonObject { ["schema"] = schema };
        if (example is not null)
            content["example"] = example.DeepClone();
        return content;
    }

    // Nobody need show anything where nothing stands in the list, or something empty.
    private static JsonArray Security(PublicRoute route)
    {
        var security = new JsonArray();
        if (route.AsksWho && route.Has<OptionalBearerAttribute>())
            security.Add(new JsonObject());
        if (route.AsksWho)
        {
            security.Add(new JsonObject { ["bearer"] = new JsonArray() });
            security.Add(new JsonObject { ["session"] = new JsonArray() });
        }

        return security;
    }

    // CreateQuiz -> Create quiz
    private static string Words(string name) => name[0] + Capital().Replace(name[1..], match => $" {match.Value.ToLowerInvariant()}");

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
