using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QuizPlatform.Gateway.Tests;

public sealed class RoutingTests : IAsyncLifetime
{
    private Door _door = null!;

    public async Task InitializeAsync() => _door = await Door.Open();

    public Task DisposeAsync() => _door.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_public_route_reaches_its_app_and_no_other()
    {
        await using var list = typeof(GatewayOptions).Assembly.GetManifestResourceStream("gateway-routes.json")!;
        var routes = JsonNode.Parse(list)!.AsArray();
        Assert.NotEmpty(routes);

        foreach (var route in routes)
        {
            var path = ((string)route!["path"]!).Replace("{id}", "0190", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod((string)route["method"]!), path + "?a=b");
            using var answer = await _door.Http.SendAsync(request);

            Assert.True(answer.IsSuccessStatusCode, path);
            var app = (string)route["app"]! switch { "users" => _door.Users, "quizzes" => _door.Quizzes, _ => _door.Results };
            Assert.True(app.Requests.TryDequeue(out var asked), path);
            Assert.Equal(((string)route["method"]!, path + "?a=b"), (asked.Method, asked.Target));
        }

        Assert.All((App[])[_door.Users, _door.Quizzes, _door.Results], app => Assert.Empty(app.Requests));
    }

    [Fact]
    public async Task What_is_asked_and_answered_passes_as_it_is()
    {
        _door.Quizzes.Answer = async context =>
        {
            context.Response.StatusCode = 412;
            context.Response.Headers.ETag = "\"7\"";
            context.Response.ContentType = "application/problem+json";
            await context.Response.Body.WriteAsync("{\"status\":412}"u8.ToArray());
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/quizzes/0190") { Content = JsonContent.Create(new { title = "Größe" }) };
        request.Headers.Add("If-Match", "\"6\"");
        request.Headers.Add("Authorization", "Bearer abc");
        using var answer = await _door.Http.SendAsync(request);

        Assert.Equal((412, "\"7\"", "application/problem+json", "{\"status\":412}"), ((int)answer.StatusCode, answer.Headers.ETag!.Tag,
            answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsStringAsync()));
        Assert.True(_door.Quizzes.Requests.TryDequeue(out var asked));
        Assert.Equal("Größe", (string?)JsonNode.Parse(asked.Body)!["title"]);
        Assert.Equal(("\"6\"", "Bearer abc"), (asked.Headers["If-Match"], asked.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("/api/internal/quizzes/0190/answer-key")]
    [InlineData("/API/Internal/quizzes/0190/answer-key")]
    [InlineData("//api/internal/quizzes/0190/answer-key")]
    [InlineData("/api//internal/quizzes/0190/answer-key")]
    [InlineData("/api/quizzes/../internal/quizzes/0190/answer-key")]
    [InlineData("/api/quizzes/%2e%2e/internal/quizzes/0190/answer-key")]
    [InlineData("/api/quizzes/..%2finternal%2fquizzes%2f0190%2fanswer-key")]
    [InlineData("/api/quizzes/..%252finternal")]
    [InlineData("/api/quizzes/..\\internal")]
    [InlineData("/api/quizzes/..%5cinternal")]
    [InlineData("/api/quizzes/.;/x")]
    [InlineData("/api/quizzes/..")]
    [InlineData("http://localhost/api/internal/quizzes/0190/answer-key")]
    [InlineData("http://localhost/api/quizzes/../internal/quizzes")]
    [InlineData("/admin/host/status")]
    [InlineData("/ADMIN/functions/x")]
    [InlineData("/runtime/webhooks/eventgrid")]
    [InlineData("/%61dmin/host/status")]
    [InlineData("/api/%69nternal/quizzes/0190/answer-key")]
    public async Task What_is_internal_does_not_pass_however_it_is_written(string target)
    {
        var answer = await _door.Send($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.All((App[])[_door.Users, _door.Quizzes, _door.Results], app => Assert.Empty(app.Requests));
    }

    [Fact]
    public async Task An_absolute_target_of_a_public_route_passes() =>
        Assert.StartsWith("HTTP/1.1 200",
            await _door.Send("GET http://localhost/api/quizzes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_header_that_is_not_ascii_is_refused_by_its_name()
    {
        var answer = await _door.Send("GET /api/quizzes HTTP/1.1\r\nHost: localhost\r\nX-Name: Gr\u00C3\u00B6\u00C3\u009Fe\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("The header X-Name", answer, StringComparison.Ordinal);
        Assert.Empty(_door.Quizzes.Requests);
    }

    [Theory]
    [InlineData("POST", "/health", "GET")]
    [InlineData("DELETE", "/api/leaderboard/stream", "GET")]
    [InlineData("PUT", "/board", "GET, POST")]
    public async Task A_method_that_is_not_known_there_is_405_and_told_which_are(string method, string path, string allowed)
    {
        using var answer = await _door.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((405, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("POST", "/nothing")]
    [InlineData("DELETE", "/nothing/at/all")]
    [InlineData("POST", "/api/nothing")]
    public async Task A_path_that_nobody_knows_is_404_whatever_the_method(string method, string path)
    {
        using var answer = await _door.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((404, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/api/nothing")]
    [InlineData("/app.css")]
    public async Task Also_what_the_gateway_answers_itself_has_the_headers_of_an_api(string path)
    {
        using var answer = await _door.Http.GetAsync(path);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.NotNull(answer.Headers.CacheControl);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_and_reaches_no_app()
    {
        using var answer = await _door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[1024 * 1024 + 1]));

        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_door.Quizzes.Requests);
    }

    [Fact]
    public async Task A_file_may_be_larger()
    {
        using var whole = await Import(5 * 1024 * 1024);
        using var larger = await Import((5 * 1024 * 1024) + 1);

        Assert.Equal((200, 413), ((int)whole.StatusCode, (int)larger.StatusCode));
        Assert.Contains("5120 KiB", await larger.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(_door.Quizzes.Requests);

        Task<HttpResponseMessage> Import(int bytes)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/quizzes/import?format=gift") { Content = new ByteArrayContent(new byte[bytes]) };
            request.Headers.ExpectContinue = true; // nobody sends on what is refused already
            return _door.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_page_that_takes_files_lets_pass_what_one_address_may_hold()
    {
        using var whole = await Send((2 * 1024 * 1024) + (768 * 1024));
        using var larger = await Send((2 * 1024 * 1024) + (768 * 1024) + 1);

        Assert.Equal((400, 413), ((int)whole.StatusCode, (int)larger.StatusCode)); // 400: no page of ours has made it
        Assert.Contains("That is too much at once", await larger.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        async Task<HttpResponseMessage> Send(int bytes)
        {
            const string Begin = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n", End = "\r\n--b--\r\n";
            using var request = new HttpRequestMessage(HttpMethod.Post, "/my/quizzes/import");
            request.Content = new StringContent(Begin + new string('x', bytes - Begin.Length - End.Length) + End);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
            request.Headers.ExpectContinue = true;
            return await _door.Http.SendAsync(request);
        }
    }
}
