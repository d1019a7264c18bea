using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuizPlatform.Describe;

/// <summary>The platform as OpenAPI 3.1 describes it: what anybody can ask through the gateway. The same text whenever the same code is described.</summary>
public static class Description
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text() => Document().ToJsonString(Pretty) + "\n";

    private static JsonObject Document()
    {
        var (schemas, problems, paths) = (new Schemas(), new JsonObject(), new JsonObject());
        foreach (var route in PublicRoute.All)
        {
            var path = (JsonObject)(paths[route.Path] ??= new JsonObject());
            path[route.Method.ToLowerInvariant()] = Operation.Of(route, schemas, problems);
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Quiz platform",
                ["version"] = "1",
                ["description"] = """
                    Quizzes that people write, take and compete in. JSON in UTF-8, camelCase; times in RFC 3339, UTC; ids are opaque. Answers may get more
                    fields, never fewer. A problem is `application/problem+json` (RFC 9457), its `type` tells what it is.
                    Bodies have at most 1 MiB; any address may ask 12,000 times a minute, any account 1,200 times.
                    The rules behind all this are in `docs/api.md` of the repository.
                    """,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray(
                Tag("Users", "Accounts, sessions, and the keys of their tokens."), Tag("Quizzes", "Finding and writing quizzes."),
                Tag("Results", "Handing in, results, figures, boards."), Tag("Platform", "What the gateway answers itself.")),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = Sorted(problems),
                ["headers"] = Headers.All.DeepClone(),
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["bearerFormat"] = "JWT",
                        ["description"] = "The `token` of `POST /api/users/login`.",
                    },
                    ["session"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "cookie",
                        ["name"] = "quiz-session",
                        ["description"] = "What the pages have, which hold no token: set by their form for signing in.",
                    },
                },
            },
        };
    }

    private static JsonObject Sorted(JsonObject fields) =>
        new(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    private static JsonObject Tag(string name, string what) => new() { ["name"] = name, ["description"] = what };
}
