using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuizPlatform.Tools;

/// <summary>An admin, signed in at a running platform. What the platform refuses is an <see cref="AdminException"/> with its sentence.</summary>
internal sealed class AdminSession : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http;
    private string _token = "";
    private string? _refreshToken;

    private AdminSession(Uri gateway) => _http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };

    /// <param name="token">An access token; null: there are a name and a password instead, which are asked for where they are null.</param>
    /// <param name="name">Username or e-mail address.</param>
    public static async Task<AdminSession> Begin(Uri gateway, string? token, string? name, string? password)
    {
        var session = new AdminSession(gateway);
        if (token is not null)
            session._token = token;
        else
            await session.SignIn(name ?? Terminal.Ask("Admin's username or e-mail address"), password ?? Terminal.AskSecret("Password"));
        return session;
    }

    public Task<JsonNode> Post(string path) => SendAsAdmin(HttpMethod.Post, path);

    /// <summary>Asks every few seconds, over restarts of the platform too, until what it answers is what is waited for.</summary>
    /// <param name="isDone">Also sees each answer before.</param>
    public async Task<JsonNode> Poll(string path, Func<JsonNode, bool> isDone)
    {
        for (var heard = DateTimeOffset.UtcNow; ; await Task.Delay(Pause))
        {
            try
            {
                var answer = await SendAsAdmin(HttpMethod.Get, path);
                if (isDone(answer))
                    return answer;
                heard = DateTimeOffset.UtcNow;
            }
            catch (AdminException e) when (e.MayPass && DateTimeOffset.UtcNow - heard < Patience)
            {
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_refreshToken is not null)
                await Send(HttpMethod.Post, "/api/users/logout");
        }
        catch (AdminException) // the session runs out by itself
        {
        }

        _http.Dispose();
    }

    private async Task SignIn(string name, string password)
    {
        string? code = null;
        for (var isAsked = false; ; isAsked = true)
        {
            try
            {
                Keep(await Send(
                    HttpMethod.Post, "/api/users/login", name.Contains('@') ? new { email = name, password, code } : new { username = name, password, code }));
                return;
            }
            catch (AdminException e) when (e.Problem == "auth.second-factor" && !isAsked)
            {
                code = Terminal.Ask("Code of the second factor");
            }
        }
    }

    private async Task<JsonNode> SendAsAdmin(HttpMethod method, string path)
    {
        try
        {
            return await Send(method, path);
        }
        catch (AdminException e) when (e.Status == HttpStatusCode.Unauthorized && _refreshToken is not null)
        {
            Keep(await Send(HttpMethod.Post, "/api/users/refresh", new { refreshToken = _refreshToken }));
            return await Send(method, path);
        }
    }

    private void Keep(JsonNode tokens) => (_token, _refreshToken) = ((string)tokens["token"]!, (string)tokens["refreshToken"]!);

    private async Task<JsonNode> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (body is null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        try
        {
            using var response = await _http.SendAsync(request);
            var answer = Read(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? answer : throw AdminException.Of(response.StatusCode, answer);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new AdminException($"Nothing answers at {_http.BaseAddress}: {e.Message}");
        }
    }

    private static JsonNode Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? new JsonObject();
        }
        catch (JsonException) // none, or from something on the way
        {
            return new JsonObject();
        }
    }
}

/// <summary>What the platform has refused, or that it does not answer.</summary>
internal sealed class AdminException(string message) : Exception(message)
{
    /// <summary>Null where nothing answered.</summary>
    public HttpStatusCode? Status { get; private init; }

    /// <summary>As <c>auth.forbidden</c>; null where the answer named none.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether it may be another answer in a moment.</summary>
    public bool MayPass => Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    public static AdminException Of(HttpStatusCode status, JsonNode answer) =>
        new((string?)answer["error"] ?? $"The platform has answered {(int)status}.")
        {
            Status = status,
            Problem = ((string?)answer["type"])?.Replace("urn:problem:", "", StringComparison.Ordinal),
        };
}
