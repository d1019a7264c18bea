using System.Text.Json;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Reads the Service Bus emulator's configuration. What the embedded bus cannot do (queues, sessions, forwarding, expiry, rules but for a subject) is refused,
/// since leaving it out in silence would make the two behave differently.
/// </summary>
internal static class TopologyFile
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);
    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Topology Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Json);
            var file = new TopologyEntry("it", document.RootElement);
            var topology = new Topology(Topics(file));
            file.RefuseTheRest();
            return topology;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException)
        {
            throw new MessageBusException($"The bus topology {path} cannot be read: {e.Message.TrimEnd('.')}. Correct it and start again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MessageBusException($"The bus topology {path} cannot be opened: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static List<TopicProperties> Topics(TopologyEntry file)
    {
        var config = file.Object("UserConfig");
        config.Ignore("Logging"); // the emulator's own
        var spaces = config.List("Namespaces", "a namespace") ?? throw new FormatException("it has no UserConfig.Namespaces");
        return Distinct("topic", [.. spaces.SelectMany(space =>
        {
            space.Ignore("Name");
            return (space.List("Topics", "a topic") ?? []).Select(Topic);
        })], topic => topic.Name);
    }

    private static TopicProperties Topic(TopologyEntry topic)
    {
        var defaults = new TopicProperties(topic.Name("topic"));
        var properties = topic.Object("Properties");
        var subscriptions = topic.List("Subscriptions", $"a subscription of {topic}") ?? [];
        return defaults with
        {
            Subscriptions = Distinct($"subscription of {topic}", [.. subscriptions.Select(s => Subscription(s, defaults.Name))], s => s.Name),
            RequiresDuplicateDetection = properties.Flag("RequiresDuplicateDetection"),
            DuplicateDetectionHistoryTimeWindow = properties.Duration("DuplicateDetectionHistoryTimeWindow", defaults.DuplicateDetectionHistoryTimeWindow),
            MaxSizeInMegabytes = properties.Count("MaxSizeInMegabytes", defaults.MaxSizeInMegabytes),
        };
    }

    private static SubscriptionProperties Subscription(TopologyEntry subscription, string topic)
    {
        var defaults = new SubscriptionProperties(subscription.Name("subscription", topic + '/'));
        var properties = subscription.Object("Properties");
        properties.Ignore("DeadLetteringOnMessageExpiration"); // nothing expires here
        var lockDuration = properties.Duration("LockDuration", defaults.LockDuration);
        return defaults with
        {
            LockDuration = lockDuration <= LongestLock
                ? lockDuration
                : throw new FormatException($"LockDuration of {subscription} is more than PT5M, which Service Bus does not allow"),
            Subject = Subject(subscription),
            MaxDeliveryCount = (int)Math.Min(properties.Count("MaxDeliveryCount", defaults.MaxDeliveryCount), int.MaxValue),
        };
    }

    private static string? Subject(TopologyEntry subscription)
    {
        if (subscription.List("Rules", $"a rule of {subscription}") is not { Count: > 0 } rules)
            return null;
        if (rules.Count > 1)
            throw new FormatException($"{subscription} has several Rules, which the embedded bus does not know");
        rules[0].Name($"rule of {subscription}");
        var properties = rules[0].Object("Properties");
        return properties.Text("FilterType") == "Correlation" && properties.Object("CorrelationFilter").Text("Label") is { } subject
            ? subject
            : throw new FormatException($"{rules[0]} is not a correlation by Label, the only one that the embedded bus knows");
    }

    private static List<T> Distinct<T>(string what, List<T> items, Func<T, string> name) =>
        items.GroupBy(name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new FormatException($"{what} '{twice.Key}' is there twice")
            : items;
}
