using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuizPlatform.Tools;

/// <summary>An admin, signed in at a running platform. What the platform refuses is an <see cref="AdminException"/> with its sentence.</summary>
internal sealed class AdminSession : IAsyncDisposable
{
    private const int MaxFailures = 200; // in a row: some ten minutes
    private const int MaxFailuresAtFirst = 20; // what does not begin is to be told soon
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    // Shorter than the time in which a refresh whose answer was lost may be repeated.
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string? _name, _password;
    private string _token = "";
    private string? _refreshToken;

    private AdminSession(Uri gateway, string? name, string? password) => (_http.BaseAddress, _name, _password) = (gateway, name, password);

    /// <param name="token">An access token; null: there are a name and a password instead.</param>
    /// <param name="name">Username or e-mail address.</param>
    public static async Task<AdminSession> Begin(Uri gateway, string? token, string? name, string? password)
    {
        var session = new AdminSession(gateway, name, password);
        if (token is not null)
            session._token = token;
        else
            await session.SignIn(isCodeAsked: true);
        return session;
    }

    /// <param name="path">What may be asked for twice.</param>
    public Task<JsonObject> Post(string path) => SendUntilAnswered(HttpMethod.Post, path, MaxFailuresAtFirst);

    /// <summary>Asks every few seconds, over restarts of the platform too, until what it answers is what is waited for.</summary>
    /// <param name="isDone">Also sees each answer before.</param>
    public async Task<JsonObject> Poll(string path, Func<JsonObject, bool> isDone)
    {
        while (true)
        {
            var answer = await SendUntilAnswered(HttpMethod.Get, path, MaxFailures);
            if (isDone(answer))
                return answer;
            await Task.Delay(Pause);
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

    private async Task SignIn(bool isCodeAsked, string? code = null)
    {
        try
        {
            Keep(await Send(
                HttpMethod.Post, "/api/users/login",
                _name!.Contains('@') ? new { email = _name, password = _password, code } : new { username = _name, password = _password, code }));
        }
        catch (AdminException e) when (e.Problem == "auth.second-factor" && isCodeAsked && code is null)
        {
            await Console.Error.WriteAsync("Code of the second factor: ");
            await SignIn(isCodeAsked, Console.ReadLine() ?? throw new AdminException("There is nobody to be asked for the code of the second factor."));
        }
    }

    // Over restarts of the platform.
    private async Task<JsonObject> SendUntilAnswered(HttpMethod method, string path, int maxFailures)
    {
        for (var failures = 0; ; await Task.Delay(Pause))
        {
            try
            {
                return await SendAsAdmin(method, path);
            }
            catch (AdminException e) when (e.MayPass && ++failures < maxFailures)
            {
                if (failures == 1)
                    await Console.Error.WriteLineAsync($"{e.Message} (This asks again.)");
            }
        }
    }

    private async Task<JsonObject> SendAsAdmin(HttpMethod method, string path)
    {
        try
        {
            return await Send(method, path);
        }
        catch (AdminException e) when (e is { Status: HttpStatusCode.Unauthorized, Problem: not null } && _refreshToken is not null)
        {
            await Renew();
            return await Send(method, path);
        }
    }

    private async Task Renew()
    {
        try
        {
            Keep(await Send(HttpMethod.Post, "/api/users/refresh", new { refreshToken = _refreshToken }));
        }
        catch (AdminException e) when (!e.MayPass)
        {
            await SignIn(isCodeAsked: false);
        }
    }

    private void Keep(JsonObject tokens) => (_token, _refreshToken) = (Text(tokens, "token") ?? "", Text(tokens, "refreshToken"));

    private async Task<JsonObject> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (body is null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        try
        {
            using var response = await _http.SendAsync(request);
            if (response.Headers.Location is { } elsewhere && (int)response.StatusCode is >= 300 and < 400)
                throw new AdminException($"{_http.BaseAddress} leads to {elsewhere}: let GATEWAY_URL name the platform's own address.");
            var answer = Read(await response.Content.ReadAsStringAsync());
            if (!response.IsSuccessStatusCode)
                throw AdminException.Of(response.StatusCode, answer, _http.BaseAddress!);
            return answer ?? (response.StatusCode == HttpStatusCode.NoContent
                ? []
                : throw new AdminException($"What answers at {_http.BaseAddress} is no QuizPlatform."));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new AdminException($"Nothing answers at {_http.BaseAddress}: {e.Message}");
        }
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException) // none, or from something on the way
        {
            return null;
        }
    }

    internal static string? Text(JsonObject? of, string name) => of?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>What the platform has refused, or that it does not answer.</summary>
internal sealed class AdminException(string message) : Exception(message)
{
    private const string ProblemPrefix = "urn:problem:";

    /// <summary>Null where nothing answered.</summary>
    public HttpStatusCode? Status { get; private init; }

    /// <summary>As <c>auth.forbidden</c>; null where it was not the platform that answered.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether it may be another answer in a moment.</summary>
    public bool MayPass =>
        Problem is null || Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <param name="address">Named where it was not the platform that answered: it may be the wrong one.</param>
    public static AdminException Of(HttpStatusCode status, JsonObject? answer, Uri address)
    {
        var type = AdminSession.Text(answer, "type") ?? "";
        var problem = type.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? type[ProblemPrefix.Length..] : null;
        var said = AdminSession.Text(answer, "error") ?? $"{(int)status}.";
        return new(problem is null ? $"The answer of {address} was: {said}" : said) { Status = status, Problem = problem };
    }
}
