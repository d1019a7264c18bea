using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.LocalRuntime.Http;

/// <summary>What the runtime itself answers, before any function is asked.</summary>
internal static class HttpProblem
{
    public static Task NotFound(HttpContext http)
        => Write(http, StatusCodes.Status404NotFound, "Not Found", "There is nothing here: no route matches this method and path.");

    public static Task Unauthorized(HttpContext http)
        => Write(http, StatusCodes.Status401Unauthorized, "Unauthorized", "A function key is needed: send it as x-functions-key.");

    private static async Task Write(HttpContext http, int status, string title, string detail)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", title);
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteString("traceId", Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
        json.WriteString("error", detail);
        json.WriteEndObject();
    }
}
