using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using QuizPlatform.Platform;

namespace QuizPlatform.Describe;

/// <summary>The problems that a route may answer with: those it names itself, and those that follow from what else is known of it.</summary>
internal static class Problems
{
    /// <summary>The codes by status.</summary>
    public static SortedDictionary<int, SortedSet<string>> Of(PublicRoute route)
    {
        var problems = new SortedDictionary<int, SortedSet<string>>();
        foreach (var own in route.Each<RefusesAttribute>())
            Add(own.Status, [.. own.Codes]);

        Add(400, "request.unreadable");
        Add(429, "request.too-many");
        Add(500, "internal");
        Add(503, "service.unavailable");
        if (route.App != "Platform")
        {
            Add(502, "gateway.broken-off");
            Add(504, "gateway.timeout");
        }

        if (route.Has<BodyAttribute>())
            Add(400, "request.invalid", "request.malformed");
        if (route.Has<BodyAttribute>() || route.Has<FileBodyAttribute>())
        {
            Add(400, "request.no-body");
            Add(408, "request.unreadable");
            Add(413, "request.too-large");
            Add(415, "request.content-type");
        }

        if (route.Has<QueryAttribute>() || route.Has<PagedAttribute>() || route.Has<IfMatchAttribute>() || route.Has<IdempotentAttribute>())
            Add(400, "request.invalid");
        if (route.AsksWho)
            Add(401, "auth.required");
        if (route.Has<AdminsOnlyAttribute>())
            Add(403, "auth.forbidden");
        if (route.Changes)
        {
            Add(403, "session.cross-origin");
            Add(409, "request.conflict");
        }

        if (route.Parameters.Any(parameter => parameter.Length is not null))
            Add(404, "about:blank"); // no id can be like that: the app has no such route
        if (route.Has<IfMatchAttribute>())
        {
            Add(412, "request.stale");
            Add(428, "request.if-match-required");
        }

        if (route.Has<IdempotentAttribute>())
        {
            Add(409, "request.idempotency-key-in-use");
            Add(422, "request.idempotency-key-reused");
        }

        return problems;

        void Add(int status, params ReadOnlySpan<string> codes)
        {
            var known = problems.TryGetValue(status, out var before) ? before : problems[status] = new(StringComparer.Ordinal);
            foreach (var code in codes)
                known.Add(code);
        }
    }

    /// <summary>What a component is called that describes this answer.</summary>
    public static string Name(int status, IEnumerable<string> codes) => $"{status}-{string.Join('-', codes)}".Replace(':', '.');

    public static JsonObject Response(int status, IReadOnlyCollection<string> codes, Schemas schemas)
    {
        var schema = schemas.Of(typeof(ProblemBody), ofBody: false);
        schema["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["enum"] = new JsonArray([.. codes.Select(code => code == "about:blank" ? code : $"urn:problem:{code}")]) },
        };
        return new()
        {
            ["description"] = $"{ReasonPhrases.GetReasonPhrase(status)}: {string.Join(", ", codes)}",
            ["headers"] = Headers.Of(status switch { 401 => ["WWW-Authenticate"], 429 or 503 => ["Retry-After"], _ => [] }),
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = schema } },
        };
    }
}
