namespace QuizPlatform.LocalBus;

/// <summary>The topics and subscriptions there are, read from the Service Bus emulator's configuration file.</summary>
public sealed record Topology(IReadOnlyList<TopicProperties> Topics)
{
    public static Topology Load(string path) => TopologyFile.Load(path);

    public TopicProperties Topic(string name) =>
        Topics.FirstOrDefault(topic => topic.Name == name)
        ?? throw new MessageBusException($"There is no topic '{name}' in the bus topology; it has {Listed(Topics.Select(topic => topic.Name))}.");

    internal static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}

public sealed record TopicProperties(string Name)
{
    public IReadOnlyList<SubscriptionProperties> Subscriptions { get; init; } = [];
    public bool RequiresDuplicateDetection { get; init; }
    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);
    public long MaxSizeInMegabytes { get; init; } = 1024;

    public SubscriptionProperties Subscription(string name) =>
        Subscriptions.FirstOrDefault(subscription => subscription.Name == name)
        ?? throw new MessageBusException(
            $"Topic '{Name}' has no subscription '{name}'; it has {Topology.Listed(Subscriptions.Select(subscription => subscription.Name))}.");
}

public sealed record SubscriptionProperties(string Name)
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>The one that messages must have to come here; null: all of them come.</summary>
    public string? Subject { get; init; }
}
