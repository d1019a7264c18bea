namespace QuizPlatform.Gateway.Tests;

public sealed class HeadTests : IAsyncLifetime
{
    private Door _door = null!;

    public async Task InitializeAsync() => _door = await Door.Open();

    public Task DisposeAsync() => _door.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/register")]
    [InlineData("/nothing-here")]
    [InlineData("/docs")]
    [InlineData("/openapi.json")]
    [InlineData("/health")]
    [InlineData("/app.css")]
    [InlineData("/api/quizzes")]
    [InlineData("/api/nothing-here")]
    public async Task It_is_answered_as_GET_without_a_body(string path)
    {
        using var whole = await _door.Http.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await _door.Http.SendAsync(request);

        Assert.Equal((whole.StatusCode, whole.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        var raw = await _door.Send($"HEAD {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {(int)whole.StatusCode} ", raw, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", raw, StringComparison.Ordinal);
        Assert.Equal(raw.IndexOf("\r\n\r\n", StringComparison.Ordinal), raw.Length - 4);
    }

    [Fact]
    public async Task An_app_is_asked_as_by_GET()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/quizzes?limit=3");
        using var answer = await _door.Http.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(_door.Quizzes.Requests.TryDequeue(out var asked));
        Assert.Equal(("GET", "/api/quizzes?limit=3"), (asked.Method, asked.Target));
    }

    [Theory]
    [InlineData("/api/leaderboard/stream")]
    [InlineData("/api/users/login")]
    public async Task Where_no_answer_by_GET_has_an_end_or_is_at_all_it_is_refused(string path)
    {
        _door.Users.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await _door.Http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.InRange((int)answer.StatusCode, 404, 405);
    }
}
