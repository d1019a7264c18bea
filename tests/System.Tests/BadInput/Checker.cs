using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>What every answer must be, whatever was asked.</summary>
internal static class Checker
{
    /// <summary>What is wrong with the answer; nothing when it is as documented.</summary>
    public static IEnumerable<string> Faults(Route route, Variant variant, RawAnswer answer)
    {
        if (!variant.Statuses.Contains(answer.Status))
            yield return $"expected {string.Join(" or ", variant.Statuses)}";
        if (answer.Status < 400 || (variant.ByServer && answer.Body.Length == 0))
            yield break;

        if (Parse(answer) is not { } problem)
        {
            yield return "the answer is no application/problem+json";
            yield break;
        }

        foreach (var member in (string[])["type", "title", "detail", "traceId", "error"])
            if (problem[member] is not JsonValue text || text.GetValueKind() != JsonValueKind.String || string.IsNullOrWhiteSpace(text.GetValue<string>()))
                yield return $"no {member}";
        if (problem["status"]?.ToString() != answer.Status.ToString())
            yield return "another status in the body";
        if (problem["error"]?.ToString() != problem["detail"]?.ToString())
            yield return "error and detail differ";
        if (answer.Body.Contains("Exception") || answer.Body.Contains("   at "))
            yield return "it tells of the inside";
        if (answer.Status == 401 && !route.Keyed && !answer.Headers.Contains("WWW-Authenticate"))
            yield return "401 without WWW-Authenticate";
        if (answer.Status is 429 or 503 && !answer.Headers.Contains("Retry-After"))
            yield return $"{answer.Status} without Retry-After";

        var errors = problem["errors"] as JsonObject;
        if (errors?.Any(field => field.Key.Length == 0 || field.Value is not JsonArray { Count: > 0 }) == true)
            yield return "an empty entry in errors";
        if (variant.Blamed is { } blamed && answer.Status is 400 or 409
            && errors?.Any(field => IsPartOf(blamed, field.Key) || IsPartOf(field.Key, blamed)) != true)
            yield return $"errors does not name {variant.Blamed}";
    }

    private static bool IsPartOf(string field, string whole) =>
        field.StartsWith(whole, StringComparison.Ordinal) && (field.Length == whole.Length || field[whole.Length] is '.' or '[');

    private static JsonObject? Parse(RawAnswer answer)
    {
        if (answer.Headers["Content-Type"].SingleOrDefault()?.StartsWith("application/problem+json", StringComparison.Ordinal) != true)
            return null;
        try
        {
            return JsonNode.Parse(answer.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
