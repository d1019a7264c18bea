using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

/// <summary>A bus on a temporary directory: topic "results" with the subscriptions "leaderboard" and "statistics".</summary>
public abstract class BusFixture : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<EmbeddedBus> _buses = [];

    protected const string Topic = "results", Leaderboard = "leaderboard", Statistics = "statistics";

    protected string DataDirectory { get; } = Directory.CreateTempSubdirectory("bus-tests-").FullName;
    protected string BusFile => Path.Combine(DataDirectory, "bus", "results.db");
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    protected EmbeddedBus Bus { get; private set; } = null!;

    /// <summary>For waits that end by themselves unless the code is wrong.</summary>
    protected static CancellationToken Soon => new CancellationTokenSource(Patience).Token;

    internal static TopicProperties Results => new(Topic)
    {
        RequiresDuplicateDetection = true,
        DuplicateDetectionHistoryTimeWindow = TimeSpan.FromMinutes(5),
        Subscriptions = [new(Leaderboard) { MaxDeliveryCount = 3 }, new(Statistics)],
    };

    protected EmbeddedBus Open(TopicProperties? topic = null, TimeProvider? clock = null)
    {
        var bus = EmbeddedBus.Open(DataDirectory, new Topology([topic ?? Results]), clock ?? Clock, NullLogger.Instance);
        _buses.Add(bus);
        return bus;
    }

    protected async Task Reopen(TopicProperties? topic = null, TimeProvider? clock = null)
    {
        await Bus.DisposeAsync();
        Bus = Open(topic, clock);
    }

    protected static BusMessage A(string id) => new(id, $"body of {id}")
    {
        Subject = "result.submitted.v1",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    protected Task Publish(params string[] ids) => Bus.Publish(Topic, [.. ids.Select(A)], Soon);

    protected Task<IReadOnlyList<ReceivedMessage>> Receive(string subscription = Leaderboard, int max = 100) =>
        Bus.Subscription(Topic, subscription).Receive(max, Soon);

    protected Task Complete(IReadOnlyList<ReceivedMessage> messages, string subscription = Leaderboard) =>
        Bus.Subscription(Topic, subscription).Complete(messages);

    protected Task Abandon(IReadOnlyList<ReceivedMessage> messages, string? reason = null, string subscription = Leaderboard) =>
        Bus.Subscription(Topic, subscription).Abandon(messages, reason);

    protected Task<List<DeadLetter>> DeadLetters(string subscription = Leaderboard) => Bus.Subscription(Topic, subscription).PeekDeadLetters();

    /// <summary>Makes dead letters of all that "leaderboard" has.</summary>
    protected async Task ExhaustDeliveries()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Abandon(await Receive(), $"error {i}");
            Clock.Advance(TimeSpan.FromSeconds(30)); // no pause is longer
        }
    }

    protected static IEnumerable<string> Ids(IEnumerable<ReceivedMessage> messages) => messages.Select(m => m.Message.MessageId);

    /// <summary>Nothing is left to deliver: a marker published now is what the subscription gives next.</summary>
    protected async Task AssertNothingVisible(string subscription = Leaderboard)
    {
        var marker = $"marker {Guid.NewGuid()}";
        await Publish(marker);
        var received = await Receive(subscription);
        Assert.Equal([marker], Ids(received));
        await Complete(received, subscription);
    }

    public Task InitializeAsync()
    {
        Bus = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var bus in _buses) await bus.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
