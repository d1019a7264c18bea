using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class MessageTests
{
    private const string HostJson = """
        {
          "functionTimeout": -1,
          "extensions": { "serviceBus": { "maxConcurrentCalls": 3, "maxMessageBatchSize": 4, "maxAutoLockRenewalDuration": "00:01:00" } }
        }
        """;

    private readonly StandingClock _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FakeBus _bus;
    private readonly Listener _listener = new();

    public MessageTests() => _bus = new FakeBus(_clock);

    [Fact]
    public async Task A_message_that_is_handled_is_completed()
    {
        await using var app = await Start(typeof(OnMessage));

        await _bus.Publish("hello");

        Assert.Equal("hello", await _listener.Heard.Next());
        Assert.Equal("id-0", Assert.Single(await _bus.Completed.Next()).Message.MessageId);
    }

    [Fact]
    public async Task A_handler_that_throws_abandons_the_message_with_the_reason_and_one_line_in_the_log()
    {
        _listener.Failure = new InvalidOperationException("no such quiz");
        await using var app = await Start(typeof(OnMessage));

        await _bus.Publish("hello");

        var (messages, reason) = await _bus.Abandoned.Next();
        Assert.Equal("id-0", Assert.Single(messages).Message.MessageId);
        Assert.Equal("InvalidOperationException: no such quiz", reason);
        Assert.Contains("id-0", Assert.Single(app.Logs.Of(LogLevel.Error)));
        Assert.Equal(0, _bus.Completed.Count);
    }

    [Fact]
    public async Task No_more_than_maxConcurrentCalls_run_at_once()
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnMessage));

        await _bus.Publish("1", "2", "3", "4", "5");
        await _listener.Heard.Next(3);
        Assert.Equal(0, _listener.Heard.Count);
        _listener.Hold.Release();
        await _listener.Heard.Next();
        Assert.Equal(0, _listener.Heard.Count);

        _listener.Hold.Release(4);
        await _bus.Completed.Next(5);
        Assert.Equal(3, _listener.MostAtOnce);
    }

    [Fact]
    public async Task A_batch_is_one_call_of_at_most_maxMessageBatchSize_and_completed_together()
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnBatch));

        await _bus.Publish("0");
        Assert.Equal("0", await _listener.Heard.Next());
        await _bus.Publish("1", "2", "3", "4", "5");
        _listener.Hold.Release(3);
        await Gather(1);
        await Gather(4);

        Assert.Equal(["1,2,3,4", "5"], await _listener.Heard.Next(2));
        Assert.Equal([1, 4, 1], (await _bus.Completed.Next(3)).Select(batch => batch.Count));
        Assert.Equal(1, _listener.MostAtOnce);
    }

    [Fact]
    public async Task Where_many_come_the_next_batch_is_left_to_gather_for_a_while_at_most()
    {
        var many = Enumerable.Range(0, 30).Select(i => $"{i}").ToArray();
        await using var app = await Start(typeof(OnBatch), HostJson.Replace("4", "1000", StringComparison.Ordinal));

        await _bus.Publish("one");
        Assert.Equal("one", await _listener.Heard.Next());
        await Gather(1, many);
        Assert.Equal(string.Join(',', many), await _listener.Heard.Next());
        await Gather(20, "1", "2"); // no longer than for twenty

        Assert.Equal("1,2", await _listener.Heard.Next());
    }

    [Fact]
    public async Task A_batch_is_asked_for_as_one()
    {
        await using var app = await Start(typeof(OnBatch));

        Assert.Equal(4, await _bus.AskedForBatch.Next());
        Assert.Equal(0, _bus.Asked.Count);
    }

    [Fact]
    public async Task A_batch_that_throws_is_abandoned_whole()
    {
        _listener.Failure = new InvalidOperationException("broken");
        await using var app = await Start(typeof(OnBatch));

        await _bus.Publish("1", "2");

        var (messages, _) = await _bus.Abandoned.Next();
        Assert.NotEmpty(messages);
        Assert.Equal(0, _bus.Completed.Count);
    }

    [Fact]
    public async Task The_lock_is_renewed_while_the_handler_runs_and_no_longer_than_the_host_allows()
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnMessage));
        await _bus.Publish("slow");
        await _listener.Heard.Next();

        Assert.Equal(TimeSpan.FromSeconds(30), await _clock.Waiting.Next());
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _bus.Renewed.Next();
        await _clock.Waiting.Next();
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _bus.Renewed.Next();
        _listener.Hold.Release();

        await _bus.Completed.Next();
        Assert.Equal(0, _clock.Waiting.Count);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task The_lock_is_renewed_as_well_when_the_clock_is_set(int minutes)
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnMessage));
        await _bus.Publish("slow");
        await _listener.Heard.Next();
        Assert.Equal(TimeSpan.FromSeconds(30), await _clock.Waiting.Next());

        _clock.Set(TimeSpan.FromMinutes(minutes));
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _bus.Renewed.Next();
        await _clock.Waiting.Next();
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _bus.Renewed.Next();
        _listener.Hold.Release();

        await _bus.Completed.Next();
        Assert.Equal(0, _clock.Waiting.Count);
    }

    [Fact]
    public async Task A_bus_that_is_away_is_asked_again_after_a_growing_pause()
    {
        _bus.FailuresLeft = 3;
        await using var app = await Start(typeof(OnMessage));

        for (var pause = TimeSpan.FromMilliseconds(100); pause < TimeSpan.FromMilliseconds(800); pause *= 2)
        {
            Assert.Equal(pause, await _clock.Waiting.Next());
            _clock.Advance(pause);
        }

        await _bus.Publish("back");
        Assert.Equal("back", await _listener.Heard.Next());
        Assert.Equal(3, app.Logs.Of(LogLevel.Warning).Count(line => line.Contains("The bus is away.")));
    }

    [Fact]
    public async Task A_stop_lets_the_running_handler_finish_and_complete_its_message()
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnMessage));
        await _bus.Publish("last");
        await _listener.Heard.Next();

        var stop = app.Stop();
        Assert.False(stop.IsCompleted);
        _listener.Hold.Release();

        await stop.WaitAsync(RuntimeApp.Patience);
        Assert.Single(await _bus.Completed.Next());
    }

    [Fact]
    public async Task A_handler_that_outlasts_the_time_for_stopping_is_cancelled_and_its_message_given_back()
    {
        _listener.Hold = new SemaphoreSlim(0);
        await using var app = await Start(typeof(OnMessage));
        await _bus.Publish("last");
        await _listener.Heard.Next();
        using var timeIsUp = new CancellationTokenSource();

        var stop = app.Host.StopAsync(timeIsUp.Token);
        await timeIsUp.CancelAsync();

        Assert.StartsWith("OperationCanceledException", (await _bus.Abandoned.Next()).Reason);
        await stop.WaitAsync(RuntimeApp.Patience);
    }

    [Fact]
    public async Task Middleware_runs_around_a_message_and_sees_no_request()
    {
        await using var app = await Start(typeof(OnMessage));

        await _bus.Publish("hello");

        Assert.Equal((nameof(OnMessage), null), await _listener.Invocations.Next());
    }

    [Fact]
    public async Task A_subscription_that_the_bus_does_not_have_stops_the_start()
    {
        var thrown = await Assert.ThrowsAsync<StartupException>(() => Start(typeof(OnNothing)));

        Assert.Equal("Function OnNothing cannot be triggered: There is no 'topic/nobody'.", thrown.Message);
    }

    // Lets the time pass that is given the next batch after one of so many.
    private async Task Gather(int messages, params string[] meanwhile)
    {
        var time = messages * TimeSpan.FromMilliseconds(5);
        while (await _clock.Waiting.Next() != time)
        {
            // somebody else waits: for a lock to be renewed
        }

        await _bus.Publish(meanwhile);
        _clock.Advance(time);
    }

    private Task<RuntimeApp> Start(Type function, string? hostJson = null) => RuntimeApp.Start(new RuntimeSetup
    {
        Functions = [function],
        HostJson = hostJson ?? HostJson,
        Configure = b =>
        {
            b.Services.AddSingleton<TimeProvider>(_clock).AddSingleton<IMessageBus>(_bus).AddSingleton(_listener);
            b.UseMiddleware<Watches>();
        },
    });

    public sealed class Listener
    {
        private int _running;

        internal Signal<string> Heard { get; } = new();
        internal Signal<(string Function, object? Http)> Invocations { get; } = new();
        public SemaphoreSlim? Hold { get; set; }
        public Exception? Failure { get; set; }
        public int MostAtOnce { get; private set; }

        public async Task Hear(string text, CancellationToken cancellation)
        {
            lock (this)
                MostAtOnce = Math.Max(MostAtOnce, ++_running);
            try
            {
                Heard.Happened(text);
                if (Hold is not null)
                    await Hold.WaitAsync(cancellation);
                if (Failure is not null)
                    throw Failure;
            }
            finally
            {
                lock (this)
                    _running--;
            }
        }
    }

    public sealed class OnMessage(Listener listener)
    {
        [Function(nameof(OnMessage))]
        public Task Run([ServiceBusTrigger("topic", "subscription", Connection = "ServiceBus")] string message, CancellationToken cancellation)
            => listener.Hear(message, cancellation);
    }

    public sealed class OnNothing
    {
        [Function(nameof(OnNothing))]
        public void Run([ServiceBusTrigger("topic", "nobody")] string message) => throw new InvalidOperationException(message);
    }

    public sealed class OnBatch(Listener listener)
    {
        [Function(nameof(OnBatch))]
        public Task Run([ServiceBusTrigger("topic", "subscription", IsBatched = true)] string[] messages, CancellationToken cancellation)
            => listener.Hear(string.Join(',', messages), cancellation);
    }

    public sealed class Watches(Listener listener) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            listener.Invocations.Happened((context.FunctionDefinition.Name, context.GetHttpContext()));
            return next(context);
        }
    }
}
