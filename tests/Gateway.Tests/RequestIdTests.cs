using QuizPlatform.Platform;

namespace QuizPlatform.Gateway.Tests;

public sealed class RequestIdTests : IAsyncLifetime
{
    private Door _door = null!;

    public async Task InitializeAsync() => _door = await Door.Open();

    public Task DisposeAsync() => _door.DisposeAsync().AsTask();

    [Fact]
    public async Task What_the_client_calls_its_request_the_app_and_the_answer_do_too()
    {
        using var answer = await Ask("/api/quizzes", "order-66_a.b");

        Assert.Equal("order-66_a.b", Assert.Single(answer.Headers.GetValues(RequestId.Header)));
        Assert.Equal("order-66_a.b", _door.Quizzes.Requests.Single().Headers[RequestId.Header]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("<script>")]
    [InlineData("ten times as long as anything that names a request ten times as long as anything that names a request ten times as long as that")]
    public async Task What_is_no_id_is_replaced_by_one(string? claimed)
    {
        using var answer = await Ask("/api/quizzes", claimed);

        var id = Assert.Single(answer.Headers.GetValues(RequestId.Header));
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(id, _door.Quizzes.Requests.Single().Headers[RequestId.Header]);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/users/profile")]
    [InlineData("/health")]
    [InlineData("/sign-in")]
    public async Task Every_answer_has_it(string path)
    {
        await _door.Users.Kill(); // 503 of the gateway's own

        using var answer = await Ask(path, "mine");

        Assert.Equal("mine", Assert.Single(answer.Headers.GetValues(RequestId.Header)));
    }

    [Fact]
    public async Task What_a_page_asks_of_an_app_is_a_part_of_the_request()
    {
        using var answer = await Ask("/quizzes", "page-1");

        Assert.All(_door.Quizzes.Requests, asked => Assert.Equal("page-1", asked.Headers[RequestId.Header]));
        Assert.NotEmpty(_door.Quizzes.Requests);
    }

    [Fact]
    public async Task A_trace_goes_on_behind_the_gateway()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/quizzes");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        using var answer = await _door.Http.SendAsync(request);

        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", _door.Quizzes.Requests.Single().Headers["traceparent"], StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Ask(string path, string? id)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (id is not null)
            request.Headers.TryAddWithoutValidation(RequestId.Header, id);
        return _door.Http.SendAsync(request);
    }
}
