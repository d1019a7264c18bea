using System.Text.Json.Nodes;

namespace QuizPlatform.Describe;

/// <summary>The headers of note, each told once.</summary>
internal static class Headers
{
    private static readonly string[] Everywhere = ["X-Request-Id"];
    private static readonly string[] WhereCounted = ["RateLimit", "RateLimit-Policy"];

    /// <summary>In answers.</summary>
    public static readonly JsonObject All = new()
    {
        ["Content-Disposition"] = Text("That it is a file to keep, and its name.", "attachment; filename=\"capitals.gift\""),
        ["ETag"] = Text("Names this state of it, for `If-Match` or `If-None-Match`.", "\"7\""),
        ["Link"] = Text("Where it goes on (RFC 8288); left out at the end.", "</api/results/quiz/019ad0c4f8007a6d/export?cursor=eyJ9>; rel=\"next\""),
        ["Location"] = Text("Where to find what was made.", "/api/quizzes/019ad0c4f8007a6d9c1f2b3c4d5e6f70"),
        ["RateLimit"] = Text("Where one stands with each limit: how many requests are left, and in how many seconds there are as many as there may be.",
            "\"address\";r=11999;t=1, \"account\";r=1199;t=1"),
        ["RateLimit-Policy"] = Text("The limits that count: so many requests in so many seconds.", "\"address\";q=12000;w=60, \"account\";q=1200;w=60"),
        ["Retry-After"] = new JsonObject
        {
            ["description"] = "Seconds after which to ask again.",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["examples"] = new JsonArray(2) },
        },
        ["WWW-Authenticate"] = Text("How to sign in (RFC 6750).", "Bearer error=\"invalid_token\""),
        ["X-Request-Id"] = Text("The request's name in all logs: one's own, if it was sent with one.", "5f1c0a4e9b7d4c2f8a6e3b1d0c9f7e5a"),
    };

    /// <summary>What a request may, or must, have.</summary>
    public static JsonObject InRequest(string name, string what, bool required, JsonNode example) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = what,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray(example) },
    };

    public static JsonObject Of(IEnumerable<string> names, bool counted = true) => new(names.Concat(counted ? WhereCounted : []).Concat(Everywhere)
        .Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["$ref"] = $"#/components/headers/{name}" })));

    private static JsonObject Text(string what, string example) => new()
    {
        ["description"] = what,
        ["schema"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray(example) },
    };
}
