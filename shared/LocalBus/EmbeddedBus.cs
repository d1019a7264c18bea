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

    public Task PublishAsync(string topic, IReadOnlyList<BusMessage> messages, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var message in messages) ArgumentException.ThrowIfNullOrEmpty(message.MessageId);
        return Topic(topic).Publish(messages).WaitAsync(ct);
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string topic, string subscription, int maxMessages, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var from = Topic(topic);
        var request = new ReceiveRequest(from.Subscription(subscription), maxMessages, _owner.NextLockToken());
        request.CancelWith(ct);
        from.Enqueue(request);
        return request.Task;
    }

    public async Task CompleteAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, CancellationToken ct) =>
        ThrowIfLost(await Settle(topic, subscription, (from, now) => from.Complete(messages, now), ct));

    /// <summary>A lost lock is no error here: the message is already back where it was to go.</summary>
    public Task AbandonAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, string? reason, CancellationToken ct) =>
        Settle(topic, subscription, (from, now) => from.Abandon(messages, reason, now), ct);

    public async Task RenewLockAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, CancellationToken ct) =>
        ThrowIfLost(await Settle(topic, subscription, (from, now) => from.RenewLock(messages, now), ct));

    public Task<List<DeadLetter>> PeekDeadLettersAsync(string topic, string subscription, CancellationToken ct) =>
        Settle(topic, subscription, (from, _) => from.DeadLetters.Peek(), ct);

    /// <summary>Sends one dead letter, or all, to the subscription again; returns how many.</summary>
    public Task<int> ResendDeadLettersAsync(string topic, string subscription, long? sequenceNumber, CancellationToken ct) =>
        Settle(topic, subscription, (from, now) => from.DeadLetters.Resend(sequenceNumber, now), ct);

    public async Task<bool> DeleteDeadLetterAsync(string topic, string subscription, long sequenceNumber, CancellationToken ct) =>
        await Settle(topic, subscription, (from, _) => from.DeadLetters.Delete(sequenceNumber), ct) > 0;

    public async ValueTask DisposeAsync()
    {
        lock (_topics) _disposed = true;
        foreach (var topic in _topics.Values) await topic.DisposeAsync();
        _owner.Dispose();
    }

    private Task<T> Settle<T>(string topic, string subscription, Func<Subscription, long, T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var open = Topic(topic);
        var from = open.Subscription(subscription);
        return open.Do(now => work(from, now));
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

    private static void ThrowIfLost(int lost)
    {
        if (lost > 0)
            throw new MessageLockLostException($"{lost} of the messages had lost their lock: it expired, and they are or will be delivered again.");
    }
}
