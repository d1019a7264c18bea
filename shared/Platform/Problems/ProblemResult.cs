using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace QuizPlatform.Platform;

/// <summary>An <c>application/problem+json</c> answer (RFC 9457), with the lesson's top-level <c>error</c>.</summary>
public sealed class ProblemResult(ProblemException problem, string traceId) : IResult
{
    public int Status => problem.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = RetryAfter(wait);
        if (problem.Challenge is { } challenge)
            response.Headers.WWWAuthenticate = challenge;

        var body = new Body(
            problem.Code is null ? "about:blank" : $"urn:problem:{problem.Code}",
            ReasonPhrases.GetReasonPhrase(problem.Status), problem.Status, problem.Message, traceId, problem.Errors, problem.Message)
        {
            Extensions = problem.Extensions?.ToDictionary(),
        };
        return response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", httpContext.RequestAborted);
    }

    /// <summary>The value of <c>Retry-After</c>: whole seconds, one at least.</summary>
    public static string RetryAfter(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private sealed record Body(
        string Type, string Title, int Status, string Detail, string TraceId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors, string Error)
    {
        [JsonExtensionData]
        public Dictionary<string, object>? Extensions { get; init; }
    }
}
