using System.Net;
using System.Text.RegularExpressions;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Somebody with a browser: keeps cookies, fills in forms as pages have them, follows no redirect.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    private readonly SocketsHttpHandler _network = new()
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
    };

    private readonly HttpClient _http;

    public Visitor(Door door)
    {
        _network.CookieContainer = Cookies;
        _http = new HttpClient(_network);
        Address = door.Http.BaseAddress!;
    }

    /// <summary>Whose pages are visited. Cookies belong to a host whatever its port, so another gateway is shown the same ones.</summary>
    public Uri Address { get; set; }

    public CookieContainer Cookies { get; } = new();

    public string? Session => Cookies.GetAllCookies().FirstOrDefault(cookie => cookie.Name == "quiz-session")?.Value;

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send("GET", path, headers);

    public async Task<HttpResponseMessage> Send(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
        if (headers.All(header => header.Name != "Accept"))
            request.Headers.Add("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }

    /// <summary>Opens a page and sends its form with these fields.</summary>
    public Task<HttpResponseMessage> Fill(string page, string form, params (string Name, string Value)[] fields) => Fill(page, form, page, fields);

    /// <summary>As that, of a form that is sent elsewhere.</summary>
    public async Task<HttpResponseMessage> Fill(string page, string form, string to, params (string Name, string Value)[] fields)
    {
        using var shown = await Get(page);
        var token = Token().Match(await shown.Content.ReadAsStringAsync()).Groups[1].Value;
        return await Post(to, [("_handler", form), ("__RequestVerificationToken", token), .. fields]);
    }

    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = body };
        request.Headers.Add("Accept", "text/html");
        return await _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SignIn(string page = "/sign-in") => Fill(page, "sign-in", ("Input.Name", "ann"), ("Input.Password", "a password"));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _network.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
