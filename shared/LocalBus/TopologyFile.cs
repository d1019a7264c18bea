using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Reads the Service Bus emulator's configuration. What the embedded bus cannot do (queues, sessions, rules, forwarding) is refused,
/// since leaving it out in silence would make the two behave differently.
/// </summary>
internal static partial class TopologyFile
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    public static Topology Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new Topology(Distinct("topic", [.. Namespaces(document.RootElement).SelectMany(Topics)], topic => topic.Name));
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

    private static List<JsonElement> Namespaces(JsonElement root) =>
        Property(root, "UserConfig", JsonValueKind.Object) is { } config && Property(config, "Namespaces", JsonValueKind.Array) is { } namespaces
            ? [.. namespaces.EnumerateArray()]
            : throw new FormatException("it has no UserConfig.Namespaces");

    private static IEnumerable<TopicProperties> Topics(JsonElement space)
    {
        if (Items(space, "Queues").Count > 0)
            throw new FormatException("it has queues, and the embedded bus has topics only");
        return Items(space, "Topics").Select(Topic);
    }

    private static TopicProperties Topic(JsonElement topic)
    {
        var name = Name(topic, "a topic");
        var properties = new Properties(topic, $"topic '{name}'");
        var defaults = new TopicProperties(name);
        return defaults with
        {
            Subscriptions = Distinct($"subscription of topic '{name}'", [.. Items(topic, "Subscriptions").Select(s => Subscription(s, name))], s => s.Name),
            DefaultMessageTimeToLive = properties.Duration("DefaultMessageTimeToLive", defaults.DefaultMessageTimeToLive),
            RequiresDuplicateDetection = properties.Flag("RequiresDuplicateDetection"),
            DuplicateDetectionHistoryTimeWindow = properties.Duration("DuplicateDetectionHistoryTimeWindow", defaults.DuplicateDetectionHistoryTimeWindow),
            MaxSizeInMegabytes = properties.Count("MaxSizeInMegabytes", defaults.MaxSizeInMegabytes),
        };
    }

    private static SubscriptionProperties Subscription(JsonElement subscription, string topic)
    {
        var name = Name(subscription, $"a subscription of topic '{topic}'");
        var properties = new Properties(subscription, $"subscription '{topic}/{name}'");
        var defaults = new SubscriptionProperties(name);
        var lockDuration = properties.Duration("LockDuration", defaults.LockDuration);
        if (Items(subscription, "Rules").Count > 0)
            throw new FormatException($"subscription '{topic}/{name}' has rules, which the embedded bus does not know");
        properties.Refuse("RequiresSession", "ForwardTo", "ForwardDeadLetteredMessagesTo");
        return defaults with
        {
            LockDuration = lockDuration <= LongestLock
                ? lockDuration
                : throw new FormatException($"LockDuration of subscription '{topic}/{name}' is more than PT5M, which Service Bus does not allow"),
            MaxDeliveryCount = (int)Math.Min(properties.Count("MaxDeliveryCount", defaults.MaxDeliveryCount), int.MaxValue),
            DefaultMessageTimeToLive = properties.Duration("DefaultMessageTimeToLive", defaults.DefaultMessageTimeToLive),
            DeadLetteringOnMessageExpiration = properties.Flag("DeadLetteringOnMessageExpiration"),
        };
    }

    /// <summary>The "Properties" object of a topic or subscription; anything unknown in it is ignored.</summary>
    private readonly struct Properties(JsonElement owner, string of)
    {
        private readonly JsonElement? _values = Property(owner, "Properties", JsonValueKind.Object);

        public TimeSpan Duration(string name, TimeSpan otherwise)
        {
            if (Value(name) is not { } value) return otherwise;
            try
            {
                if (value.ValueKind == JsonValueKind.String && XmlConvert.ToTimeSpan(value.GetString()!) is { Ticks: > 0 } duration) return duration;
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                // Told below, with the property's name.
            }
            throw new FormatException($"{name} of {of} is {value.GetRawText()}, not an ISO 8601 duration such as PT1M");
        }

        public long Count(string name, long otherwise)
        {
            if (Value(name) is not { } value) return otherwise;
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count > 0
                ? count
                : throw new FormatException($"{name} of {of} is {value.GetRawText()}, not a whole number above 0");
        }

        public bool Flag(string name) => Value(name) is { } value
            && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw new FormatException($"{name} of {of} is {value.GetRawText()}, not true or false"));

        public void Refuse(params string[] names)
        {
            foreach (var name in names)
                if (Value(name) is { } value && value.GetRawText() is not ("false" or "\"\""))
                    throw new FormatException($"{of} has {name}, which the embedded bus does not know");
        }

        private JsonElement? Value(string name) =>
            _values is { } values && values.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    // The name becomes a file's name, so it is held to the characters that Service Bus allows, without the slash.
    private static string Name(JsonElement item, string of) =>
        item.ValueKind == JsonValueKind.Object && Property(item, "Name", JsonValueKind.String)?.GetString() is { } name && EntityName().IsMatch(name)
            ? name
            : throw new FormatException($"{of} has no name, or one with other characters than letters, digits, '.', '_' and '-'");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$")]
    private static partial Regex EntityName();

    private static List<JsonElement> Items(JsonElement parent, string name) =>
        Property(parent, name, JsonValueKind.Array) is { } items ? [.. items.EnumerateArray()] : [];

    private static JsonElement? Property(JsonElement parent, string name, JsonValueKind kind)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == kind ? value : throw new FormatException($"'{name}' is not of the kind {kind}");
    }

    private static List<T> Distinct<T>(string what, List<T> items, Func<T, string> name) =>
        items.GroupBy(name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new FormatException($"{what} '{twice.Key}' is there twice")
            : items;
}
