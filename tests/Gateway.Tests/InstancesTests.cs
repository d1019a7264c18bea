using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Several instances of one app: who is asked, who is left out, and what is asked again.</summary>
public sealed class InstancesTests
{
    [Fact]
    public async Task Requests_go_to_whoever_has_least_to_do()
    {
        await using var second = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{second.Url}");
        var held = new TaskCompletionSource();
        door.Results.Answer = second.Answer = _ => held.Task;

        var asked = Enumerable.Range(0, 20).Select(_ => both.Http.GetAsync("/api/leaderboard")).ToList();
        await Wait.Until(() => door.Results.Requests.Count + second.Requests.Count == 20);
        held.SetResult();
        await Task.WhenAll(asked);

        Assert.InRange(second.Requests.Count, 7, 13);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Nobody_notices_a_dead_instance(string probing)
    {
        var dead = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{dead.Url}", $"Gateway:ProbeInstances={probing}");
        await dead.Kill();

        for (var i = 0; i < 50; i++)
        {
            using var answer = await both.Http.PostAsJsonAsync("/api/results/submit", new { number = i });
            Assert.Equal(200, (int)answer.StatusCode);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{{\"number\":{i}}}"), door.Results.Requests.Select(asked => asked.Body)); // each once, whole
    }

    [Fact]
    public async Task An_instance_that_comes_back_is_asked_again()
    {
        var first = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{first.Url}");
        await first.Kill();
        await both.Http.GetAsync("/api/leaderboard");
        await using var back = await App.Start(new Uri(first.Url).Port);

        // One that is busy is asked after one that is idle, whichever of them is the first of the list.
        door.Results.Answer = back.Answer = context => Task.Delay(50, context.RequestAborted);
        await Wait.Until(async () =>
        {
            await Task.WhenAll(both.Http.GetAsync("/api/leaderboard"), both.Http.GetAsync("/api/leaderboard"));
            return !back.Requests.IsEmpty;
        });
    }

    [Fact]
    public async Task One_that_was_left_out_is_asked_when_nobody_else_is_there()
    {
        var dead = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{dead.Url}");
        var cluster = both.Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single(cluster => cluster.ClusterId == "results");
        var alive = cluster.Destinations.Values.Single(instance => instance.Model.Config.Address.StartsWith(door.Results.Url, StringComparison.Ordinal));
        both.Services.GetRequiredService<IDestinationHealthUpdater>().SetActive(cluster, [new(alive, DestinationHealth.Unhealthy)]);
        await dead.Kill();

        using var answer = await both.Http.PostAsJsonAsync("/api/results/submit", new { number = 1 });
        Assert.Equal(200, (int)answer.StatusCode);
        using var http = new HttpClient(both.Services.GetRequiredService<AppsHandler>(), disposeHandler: false);
        using var ours = await http.GetAsync("http://results/api/leaderboard");
        Assert.Equal(200, (int)ours.StatusCode);
    }

    [Fact]
    public async Task A_silent_instance_is_left_out_by_its_probe()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start(); // takes connections and never answers
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},http://{silent.LocalEndpoint}", "Gateway:ProbeInstances=true");

        await Wait.Until(async () => (await both.Get("/health")).Json["services"]!["results"]!["status"]!.GetValue<string>() == "degraded");
        await Wait.Until(async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Quick(both)));
            return answers.All(quick => quick);
        });

        static async Task<bool> Quick(Door door)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                return (await door.Http.GetAsync("/api/leaderboard", patience.Token)).IsSuccessStatusCode;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("POST", "/api/quizzes", "{}", false)]
    [InlineData("POST", "/api/quizzes", "{}", true)]
    [InlineData("DELETE", "/api/quizzes/0190", null, false)]
    [InlineData("DELETE", "/api/quizzes/0190", null, true)]
    public async Task What_may_have_been_done_is_not_asked_again(string method, string path, string? body, bool resets)
    {
        await using var first = new DyingApp(resets);
        await using var second = new DyingApp(resets);
        await using var both = await Door.Open($"Services:Quizzes={first.Url},{second.Url}");
        Assert.Equal(200, (await both.Get("/api/quizzes")).Status); // which leaves a connection open

        using var request = new HttpRequestMessage(new(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await both.Http.SendAsync(request);

        Assert.Equal(502, (int)answer.StatusCode);
        Assert.Contains("gateway.broken-off", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, first.Changes + second.Changes);
    }

    [Fact]
    public async Task What_only_reads_is_asked_again()
    {
        await using var second = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{second.Url}");
        door.Results.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        for (var i = 0; i < 10; i++)
            Assert.Equal(200, (await both.Get("/api/leaderboard")).Status);
    }

    [Fact]
    public async Task Nobody_there_is_503_with_a_time_to_come_again()
    {
        await using var door = await Door.Open();
        await door.Users.Kill();

        using var answer = await door.Http.PostAsJsonAsync("/api/users/login", new { });

        Assert.Equal((503, "application/problem+json", TimeSpan.FromSeconds(1)),
            ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.RetryAfter!.Delta));
        Assert.Equal(200, (await door.Get("/api/quizzes")).Status);
    }

    [Fact]
    public async Task An_app_that_keeps_silent_is_504()
    {
        await using var door = await Door.Open("Gateway:RequestSeconds=1");
        door.Quizzes.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        Assert.Equal(504, (await door.Get("/api/quizzes")).Status);
    }

    [Fact]
    public async Task Instances_come_and_go_while_the_gateway_runs()
    {
        var folder = Directory.CreateTempSubdirectory("quizplatform-gateway-");
        var file = Path.Combine(folder.FullName, "instances.json");
        try
        {
            await using var second = await App.Start();
            await using var door = await Door.Open($"Gateway:InstancesFile={file}");
            Assert.Equal(200, (await door.Get("/api/leaderboard")).Status);

            await Write($$"""{ "Services": { "Results": "{{second.Url}}" } }""");
            await Wait.Until(async () =>
            {
                await door.Get("/api/leaderboard");
                return !second.Requests.IsEmpty;
            });

            await Write("""{ "Services": { "Results": "nonsense" } }"""); // changes nothing
            await Task.Delay(600);
            Assert.Equal(200, (await door.Get("/api/leaderboard")).Status);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task Write(string instances)
        {
            await File.WriteAllTextAsync(file + ".new", instances);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    [Fact]
    public async Task A_setting_that_is_no_list_of_urls_stops_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Door.Open("Services:Users=localhost:3001"));

        Assert.Contains("Services:Users", Assert.IsType<OptionsValidationException>(failure.GetBaseException()).Failures.Single(), StringComparison.Ordinal);
    }
}
