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

        var body = new ProblemBody(
            problem.Code is null ? "about:blank" : $"urn:problem:{problem.Code}",
            ReasonPhrases.GetReasonPhrase(problem.Status), problem.Status, problem.Message, traceId, problem.Errors, problem.Message)
        {
            Extensions = problem.Extensions?.ToDictionary(),
        };
        return response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", httpContext.RequestAborted);
    }

    /// <summary>The value of <c>Retry-After</c>: whole seconds, one at least.</summary>
    public static string RetryAfter(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A problem (RFC 9457). Some have members of their own, such as the version to take instead.</summary>
/// <param name="Type">What it is: <c>urn:problem:</c> and a code to tell it by, or <c>about:blank</c>.</param>
/// <param name="Title">What its status means.</param>
/// <param name="Detail">A sentence fit for people.</param>
/// <param name="TraceId">To quote when reporting it.</param>
/// <param name="Errors">Sentences by field, where a field is to blame.</param>
/// <param name="Error">The same as <paramref name="Detail"/>, for the lesson's clients.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors, string Error)
{
    [JsonExtensionData]
    public Dictionary<string, object>? Extensions { get; init; }
}
