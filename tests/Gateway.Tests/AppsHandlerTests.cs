using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway.Tests;

/// <summary>What the gateway itself asks of an app.</summary>
public sealed class AppsHandlerTests : IAsyncLifetime
{
    private const string Key = "a key of at least thirty-two characters";

    private App _second = null!;
    private Door _door = null!;
    private Door _both = null!; // with two instances of Results: that of the door before, and the second

    public async Task InitializeAsync()
    {
        _second = await App.Start();
        _door = await Door.Open();
        _both = await Door.Open($"Services:Results={_door.Results.Url},{_second.Url}", $"Gateway:Key={Key}");
    }

    public async Task DisposeAsync()
    {
        await _both.DisposeAsync();
        await _door.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task The_host_names_the_app_and_the_rest_passes_as_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://quizzes/api/quizzes/0190?a=b%20c");
        request.Content = JsonContent.Create(new { title = "x" });
        request.Headers.Add("If-Match", "\"6\"");
        using var answer = await Client().SendAsync(request);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("http://quizzes/api/quizzes/0190?a=b%20c", request.RequestUri!.OriginalString);
        Assert.True(_both.Quizzes.Requests.TryDequeue(out var asked));
        Assert.Equal(("PUT", "/api/quizzes/0190?a=b%20c", "{\"title\":\"x\"}", "\"6\""), (asked.Method, asked.Target, asked.Body, asked.Headers["If-Match"]));
    }

    [Fact]
    public async Task Requests_go_to_whoever_has_least_to_do()
    {
        var held = new TaskCompletionSource();
        _door.Results.Answer = _second.Answer = _ => held.Task;

        List<Task> asked = [];
        while (asked.Count < 10) // one after the other: of those that come at once some may choose before others count
        {
            asked.Add(Client().GetAsync("http://results/api/leaderboard"));
            await Wait.Until(() => _door.Results.Requests.Count + _second.Requests.Count == asked.Count);
        }

        held.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(5, _second.Requests.Count);
    }

    [Fact]
    public async Task Nobody_notices_a_dead_instance()
    {
        await _second.Kill();

        for (var i = 0; i < 20; i++)
        {
            using var answer = await Client().PostAsJsonAsync("http://results/api/results/submit", new { number = i });
            Assert.Equal(200, (int)answer.StatusCode);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{{\"number\":{i}}}"), _door.Results.Requests.Select(asked => asked.Body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_may_have_been_done_is_not_asked_again(bool resets)
    {
        await using var first = new DyingApp(resets);
        await using var second = new DyingApp(resets);
        await using var both = await Door.Open($"Services:Results={first.Url},{second.Url}");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client(both).PostAsJsonAsync("http://results/api/results/submit", new { }));
        await Assert.ThrowsAsync<HttpRequestException>(() => Client(both).PostAsync("http://results/api/results/recounts", null));
        Assert.Equal(2, first.Changes + second.Changes);
    }

    [Fact]
    public async Task What_only_reads_is_asked_again()
    {
        _door.Results.Answer = Die;

        for (var i = 0; i < 10; i++)
        {
            using var answer = await Client().GetAsync("http://results/api/leaderboard");
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_there_an_app_that_keeps_silent_and_one_that_there_is_not_are_told_apart()
    {
        await using var hasty = await Door.Open("Gateway:RequestSeconds=1");
        await _both.Users.Kill();
        hasty.Quizzes.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var unreachable = await Assert.ThrowsAsync<HttpRequestException>(() => Client().GetAsync("http://users/api/users/profile"));
        Assert.Equal(HttpRequestError.ConnectionError, unreachable.HttpRequestError);
        Assert.IsType<SocketException>(unreachable.InnerException);
        var silent = await Assert.ThrowsAsync<TaskCanceledException>(() => Client(hasty).GetAsync("http://quizzes/api/quizzes"));
        Assert.IsType<TimeoutException>(silent.InnerException);
        await Assert.ThrowsAsync<HttpRequestException>(() => Client().GetAsync("http://elsewhere/"));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_no_fault_of_an_instance()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://results/api/leaderboard");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "\u00e4");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client().SendAsync(request));

        Assert.True(_both.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("results", out var results));
        Assert.All(results.DestinationsState.AllDestinations, instance => Assert.NotEqual(DestinationHealth.Unhealthy, instance.Health.Passive));
    }

    [Fact]
    public async Task An_app_learns_the_address_of_the_client_whose_request_it_is_part_of_and_no_claim()
    {
        var accessor = _both.Services.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("203.0.113.7") } };
        await Client().GetAsync("http://quizzes/api/quizzes");
        accessor.HttpContext = null;
        using var claiming = new HttpRequestMessage(HttpMethod.Get, "http://quizzes/api/quizzes");
        claiming.Headers.Add(SignedAddress.Header, "203.0.113.8 1764144000 00");
        await Client().SendAsync(claiming);

        Assert.True(_both.Quizzes.Requests.TryDequeue(out var with));
        Assert.True(_both.Quizzes.Requests.TryDequeue(out var without));
        var app = new SignedAddress(Options.Create(new GatewayKeyOptions { Key = Key }), TimeProvider.System);
        Assert.Equal(IPAddress.Parse("203.0.113.7"), app.Read(with.Headers[SignedAddress.Header]));
        Assert.DoesNotContain(SignedAddress.Header, without.Headers.Keys);
    }

    private HttpClient Client() => Client(_both);

    private static HttpClient Client(Door door) => new(door.Services.GetRequiredService<AppsHandler>(), disposeHandler: false);

    private static Task Die(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
