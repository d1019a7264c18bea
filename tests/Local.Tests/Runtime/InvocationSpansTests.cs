using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.LocalBus;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class InvocationSpansTests : IDisposable
{
    private const string One = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Another = "00-11111111111111111111111111111111-2222222222222222-01";

    private readonly Observed _observed = new();
    private readonly FakeBus _bus = new(new TestClock());

    [Fact]
    public async Task A_message_is_handled_in_the_trace_of_its_sender()
    {
        await using (var app = await Start(typeof(OnMessage)))
        {
            await Publish(One);
            await _bus.Completed.Next();
        }

        var span = Assert.Single(_observed.Spans, s => s.Kind == ActivityKind.Consumer);
        Assert.Equal((One, "process topic/subscription"), (span.ParentId, span.DisplayName));
        Assert.Equal(("OnMessage", "topic", "subscription"), (
            span.GetTagItem("faas.name"), span.GetTagItem("messaging.destination.name"), span.GetTagItem("messaging.destination.subscription.name")));
    }

    [Fact]
    public async Task A_batch_has_a_trace_of_its_own_that_links_to_those_of_its_messages()
    {
        await using (var app = await Start(typeof(OnBatch)))
        {
            await Publish(One, null, Another, "what is this");
            await _bus.Completed.Next();
        }

        var span = Assert.Single(_observed.Spans, s => s.Kind == ActivityKind.Consumer);
        Assert.Null(span.ParentId);
        Assert.Equal([One, Another], span.Links.Select(link => $"00-{link.Context.TraceId}-{link.Context.SpanId}-01"));
        Assert.Equal(4, span.GetTagItem("messaging.batch.message_count"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_span_as_failed()
    {
        await using (var app = await Start(typeof(Fails)))
        {
            await Publish(One);
            await _bus.Abandoned.Next();
        }

        var span = Assert.Single(_observed.Spans, s => s.Kind == ActivityKind.Consumer);
        Assert.Equal((ActivityStatusCode.Error, "System.InvalidOperationException"), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_timer_s_run_is_a_trace()
    {
        await using (var app = await Start(typeof(OnTimer)))
            await Eventually(() => _observed.Spans.Count > 0);

        Assert.Equal(("OnTimer", null), (_observed.Spans[0].DisplayName, _observed.Spans[0].ParentId));
    }

    public void Dispose() => _observed.Dispose();

    private static async Task Eventually(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(RuntimeApp.Patience);
        while (!holds())
            await Task.Delay(10, patience.Token);
    }

    private Task Publish(params string?[] traces) =>
        _bus.Publish("topic", [.. traces.Select((trace, i) => new BusMessage($"id-{i}", "body") { TraceParent = trace })], default);

    private Task<RuntimeApp> Start(Type function) => RuntimeApp.Start(new RuntimeSetup
    {
        Functions = [function],
        Configure = builder => builder.Services.AddSingleton<IMessageBus>(_bus),
    });

    public sealed class OnMessage
    {
        [Function(nameof(OnMessage))]
        public void Run([ServiceBusTrigger("topic", "subscription")] string message)
        {
        }
    }

    public sealed class OnBatch
    {
        [Function(nameof(OnBatch))]
        public void Run([ServiceBusTrigger("topic", "subscription", IsBatched = true)] string[] messages)
        {
        }
    }

    public sealed class Fails
    {
        [Function(nameof(Fails))]
        public void Run([ServiceBusTrigger("topic", "subscription")] string message) => throw new InvalidOperationException(message);
    }

    public sealed class OnTimer
    {
        [Function(nameof(OnTimer))]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer)
        {
        }
    }
}
