using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task The_functions_are_listed_with_their_addresses()
    {
        await using var app = await RuntimeApp.Start(typeof(Slow), typeof(Nightly));

        var root = $"http://localhost:{app.Host.Address().Port}";
        Assert.Equal(["Functions: Slow: [GET,POST] " + root + "/slow/{what}", "Functions: Nightly: timerTrigger"],
            app.Logs.Of(LogLevel.Information).Where(line => line.StartsWith("Functions:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_app_does_first_is_done_before_the_first_request_and_timer()
    {
        var order = new Order();
        await using var app = await RuntimeApp.Start(new RuntimeSetup
        {
            Functions = [typeof(Slow), typeof(AtOnce)],
            Configure = b => b.Services.AddSingleton(order).AddHostedService<Migrates>(),
        });

        await order.TimerRan.Next();

        Assert.Equal(["migrated", "timer"], order.Seen);
        Assert.False(order.ServerWasUp);
    }

    [Fact]
    public async Task A_stop_lets_a_running_request_finish_and_takes_no_new_one()
    {
        var order = new Order();
        await using var app = await RuntimeApp.Start(new RuntimeSetup { Functions = [typeof(Slow)], Configure = b => b.Services.AddSingleton(order) });
        var running = app.Client.GetAsync("/slow/request");
        await order.RequestRuns.Next();

        var stop = app.Stop();
        await order.Stopping(app.Host);
        Assert.False(running.IsCompleted);
        order.LetGo.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        await stop.WaitAsync(RuntimeApp.Patience);
        await Assert.ThrowsAsync<HttpRequestException>(() => app.Client.GetAsync("/slow/request"));
    }

    [Fact]
    public async Task A_start_that_fails_throws_the_sentence_it_failed_with()
    {
        var setup = new RuntimeSetup { Functions = [typeof(Nightly)], Configure = b => b.Services.AddHostedService<Refuses>() };

        Assert.Equal("users.db is damaged.", (await Assert.ThrowsAsync<StartupException>(() => RuntimeApp.Start(setup))).Message);
    }

    [Fact]
    public async Task An_address_in_use_is_named_in_the_sentence_the_process_ends_with()
    {
        await using var first = await RuntimeApp.Start(typeof(Nightly));
        var port = first.Host.Address().Port;

        var failure = await Assert.ThrowsAsync<IOException>(() => RuntimeApp.Start(new RuntimeSetup { Functions = [typeof(Nightly)], Port = port }));

        Assert.Contains($":{port}:", StartupException.Sentence(failure));
    }

    public sealed class Order
    {
        internal Signal<string> TimerRan { get; } = new();
        internal Signal<string> RequestRuns { get; } = new();
        public TaskCompletionSource LetGo { get; } = new();
        public List<string> Seen { get; } = [];
        public bool ServerWasUp { get; set; }

        public Task Stopping(IHost host)
        {
            var stopping = new TaskCompletionSource();
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
            return stopping.Task.WaitAsync(RuntimeApp.Patience);
        }
    }

    public sealed class Migrates(Order order, Microsoft.AspNetCore.Hosting.Server.IServer server) : BeforeStart
    {
        public override Task StartingAsync(CancellationToken cancellationToken)
        {
            order.ServerWasUp = server.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()?.Addresses.Count > 0;
            order.Seen.Add("migrated");
            return Task.CompletedTask;
        }
    }

    public sealed class Refuses : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new StartupException("users.db is damaged.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class Slow(IServiceProvider services)
    {
        [Function(nameof(Slow))]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "slow/{what}")] HttpRequest request, string what)
        {
            var order = services.GetRequiredService<Order>();
            order.RequestRuns.Happened(what);
            await order.LetGo.Task;
            return TypedResults.Ok(what);
        }
    }

    public sealed class Nightly
    {
        [Function(nameof(Nightly))]
        public void Run([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => _ = timer;
    }

    public sealed class AtOnce(Order order)
    {
        [Function(nameof(AtOnce))]
        public void Run([TimerTrigger("0 0 3 * * *", RunOnStartup = true)] TimerInfo timer)
        {
            order.Seen.Add("timer");
            order.TimerRan.Happened($"{timer.IsPastDue}");
        }
    }
}
