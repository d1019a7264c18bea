using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Service Bus topics in SQLite files, for processes of one machine that share a data directory. A file per topic, so that only those
/// wait for each other who use the same one; it is opened when first needed, or by <see cref="EnsureOpen"/>.
/// </summary>
public sealed class EmbeddedBus : IMessageBus, IAsyncDisposable
{
    private readonly string _directory;
    private readonly Topology _topology;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LockOwner _owner;
    private readonly Dictionary<string, Topic> _topics = [];
    private bool _disposed;

    private EmbeddedBus(string directory, Topology topology, TimeProvider clock, ILogger logger)
    {
        (_directory, _topology, _clock, _logger) = (directory, topology, clock, logger);
        _owner = new LockOwner(directory);
    }

    public static EmbeddedBus Open(string dataDirectory, Topology topology, TimeProvider clock, ILogger logger)
    {
        var directory = Path.Combine(dataDirectory, "bus");
        try
        {
            Directory.CreateDirectory(directory);
            return new EmbeddedBus(directory, topology, clock, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MessageBusException(
                $"The message directory {directory} cannot be used ({e.Message.TrimEnd('.')}): check its permissions and the disk's space.", e);
        }
    }

    /// <summary>The version of the files that this bus writes, SQLite's <c>user_version</c>; it leaves newer ones alone.</summary>
    public const int FileVersion = TopicFile.Version;

    /// <summary>Whether a living process has a bus open there.</summary>
    public static bool IsInUse(string dataDirectory) => LockOwner.AnyAlive(Path.Combine(dataDirectory, "bus"));

    /// <summary>The SQLite file of a topic.</summary>
    public string FileOf(string topic) => Path.Combine(_directory, $"{topic}.db");

    /// <summary>Opens the topic's file now, so that a damaged one is told at start and not at the first message.</summary>
    public void EnsureOpen(string topic) => Topic(topic);

    public Task Publish(string topic, IReadOnlyList<BusMessage> messages, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var message in messages) ArgumentException.ThrowIfNullOrEmpty(message.MessageId);
        return Topic(topic).Publish(messages).WaitAsync(ct);
    }

    public EmbeddedSubscription Subscription(string topic, string name)
    {
        _topology.Topic(topic).Subscription(name);
        return new($"{topic}/{name}", name, () => Topic(topic), _owner);
    }

    ISubscription IMessageBus.Subscription(string topic, string name) => Subscription(topic, name);

    public async ValueTask DisposeAsync()
    {
        lock (_topics) _disposed = true;
        foreach (var topic in _topics.Values) await topic.DisposeAsync();
        _owner.Dispose();
    }

    private Topic Topic(string name)
    {
        lock (_topics)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_topics.TryGetValue(name, out var topic))
                _topics[name] = topic = new Topic(FileOf(name), _topology.Topic(name), _owner, _clock, _logger);
            return topic;
        }
    }
}
