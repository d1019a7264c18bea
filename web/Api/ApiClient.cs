using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;

namespace QuizPlatform.Web.Api;

/// <summary>Asks the apps over HTTP, as the visitor whose request is being answered: with the access token that request carries.</summary>
public sealed class ApiClient(HttpClient http, IHttpContextAccessor visitor)
{
    /// <exception cref="ApiException"/>
    public async Task<T> Get<T>(string url) => (await Send<T>(new(HttpMethod.Get, url))).Body;

    /// <exception cref="ApiException"/>
    public Task<ApiAnswer<T>> GetWithTag<T>(string url) => Send<T>(new(HttpMethod.Get, url));

    /// <summary>Asks for what is no JSON, and leaves it unread: only whether there is a problem with it.</summary>
    /// <exception cref="ApiException"/>
    public Task Check(string url) => Send(new(HttpMethod.Get, url), _ => Task.FromResult(true));

    /// <param name="body">Bytes are a file, sent as it is.</param>
    /// <param name="tag">For <c>If-Match</c>.</param>
    /// <param name="key">For <c>Idempotency-Key</c>.</param>
    /// <exception cref="ApiException"/>
    public Task<ApiAnswer<T>> Send<T>(HttpMethod method, string url, object? body = null, string? tag = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, url);
        if (body is not null)
            request.Content = body is byte[] file ? File(file) : JsonContent.Create(body, body.GetType(), options: Json.Options);
        AddOwn(request, "If-Match", tag);
        AddOwn(request, "Idempotency-Key", key);
        return Send<T>(request);
    }

    // It comes from a form, where anything may stand.
    private static void AddOwn(HttpRequestMessage request, string header, string? value)
    {
        if (value is null)
            return;
        if (!Ascii.IsValid(value) || value.Any(char.IsControl))
            throw new ApiException($"What the form has for {header} is not what it was given.") { Status = HttpStatusCode.BadRequest };
        request.Headers.TryAddWithoutValidation(header, value);
    }

    /// <summary>As <see cref="Send{T}(HttpMethod, string, object?, string?, string?)"/>, of an answer without a body.</summary>
    /// <exception cref="ApiException"/>
    public Task Send(HttpMethod method, string url, object? body = null, string? tag = null) => Send<JsonElement?>(method, url, body, tag);

    private static ByteArrayContent File(byte[] file) => new(file) { Headers = { ContentType = new("application/octet-stream") } };

    private Task<ApiAnswer<T>> Send<T>(HttpRequestMessage request) => Send(request, async answer =>
    {
        var body = answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<T>(Json.Options);
        return new ApiAnswer<T>(body!, answer.Headers.ETag?.ToString());
    });

    private async Task<T> Send<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read)
    {
        var context = visitor.HttpContext;
        if (context?.Request.Headers.Authorization.ToString() is { Length: > 0 } bearer)
            request.Headers.TryAddWithoutValidation("Authorization", bearer);
        if (context?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent)
            request.Headers.TryAddWithoutValidation("User-Agent", agent); // the list of sessions tells it
        request.Headers.TryAddWithoutValidation("Accept-Language", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName); // of letters and reports
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request, context?.RequestAborted ?? CancellationToken.None))
            {
                if (!answer.IsSuccessStatusCode)
                    throw await Problem(answer);
                return await read(answer);
            }
        }
        catch (HttpRequestException e)
        {
            throw new ApiException("The service cannot be reached just now.", e) { Status = HttpStatusCode.ServiceUnavailable, Code = "service.unavailable" };
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new ApiException("The service took too long to answer.", e) { Status = HttpStatusCode.GatewayTimeout, Code = "gateway.timeout" };
        }
    }

    private static async Task<ApiException> Problem(HttpResponseMessage answer)
    {
        var body = await Read(answer);
        return new ApiException(body.Detail ?? answer.ReasonPhrase ?? "")
        {
            Status = answer.StatusCode,
            Code = body.Type is { } type && type.StartsWith("urn:problem:", StringComparison.Ordinal) ? type["urn:problem:".Length..] : null,
            Errors = body.Errors ?? [],
            Reasons = body.Reasons ?? [],
            Report = body.Report,
            TraceId = body.TraceId,
        };
    }

    private static async Task<ProblemBody> Read(HttpResponseMessage answer)
    {
        try
        {
            return answer.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: "application/problem+json" }
                ? await answer.Content.ReadFromJsonAsync<ProblemBody>(Json.Options) ?? new()
                : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    private sealed record ProblemBody(
        string? Type = null, string? Detail = null, string? TraceId = null, Dictionary<string, string[]>? Errors = null,
        Dictionary<string, string>? Reasons = null, FileReport? Report = null);
}

/// <param name="Tag">The ETag, for a change with <c>If-Match</c>.</param>
public sealed record ApiAnswer<T>(T Body, string? Tag);
