using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalBus;

/// <summary>One subscription's messages: gives them out, locks and settles them. Runs on the topic's thread, inside its transaction.</summary>
internal sealed class Deliveries
{
    // Who holds the lock of a message that waits for its next try. It is no bus's name: an older version takes it for a dead one's, and frees it.
    private const string Pausing = "pausing";

    private const int Many = 500; // messages
    private const int Lately = 2_000; // milliseconds

    private readonly TopicFile _file;
    private readonly SubscriptionProperties _properties;
    private readonly LockOwner _owner;
    private readonly Statement _next, _cutLocks, _unlockExpired, _ready, _lock, _complete, _failures, _abandon, _isSpent, _renew, _tokens, _free, _isMany;
    private long? _lastTaken;

    public Deliveries(TopicFile file, TopicProperties topic, SubscriptionProperties properties, LockOwner owner, ILogger logger)
    {
        (_file, _properties, _owner) = (file, properties, owner);
        file.Prepare("INSERT INTO subscription (name) VALUES (?) ON CONFLICT DO NOTHING").Execute(Name);
        Id = file.Prepare("SELECT id FROM subscription WHERE name = ?").Number(Name)!.Value;
        DeadLetters = new DeadLetterQueue(file, Id, $"{topic.Name}/{Name}", logger);

        _next = file.Prepare("SELECT locked_until FROM delivery WHERE subscription = ? ORDER BY locked_until LIMIT 1");
        _cutLocks = file.Prepare("UPDATE delivery SET locked_until = ?2 WHERE subscription = ?1 AND locked_until > ?2");
        _unlockExpired = file.Prepare($"""
            UPDATE delivery SET locked_until = 0, lock_token = NULL,
                last_error = iif(lock_token = '{Pausing}', last_error, 'The lock expired before the message was settled.')
            WHERE subscription = ? AND locked_until BETWEEN 1 AND ?
            """);
        // A process that dies gives its messages back at once, where Service Bus waits for their locks to expire: ten quick deaths, of which it
        // is seldom to blame, shall not bury a message. One that ends its process again and again is buried all the same.
        var isSpent = $"(delivery_count - deaths >= {properties.MaxDeliveryCount} OR deaths >= {10L * properties.MaxDeliveryCount})";
        _isSpent = file.Prepare($"SELECT 1 FROM delivery WHERE sequence = ? AND subscription = ? AND {isSpent}");
        _ready = file.Prepare($"""
            SELECT d.sequence, d.delivery_count, {isSpent}, d.last_error, {Statement.MessageColumns}
            FROM delivery d CROSS JOIN message m ON m.sequence = d.sequence
            WHERE d.subscription = ? AND d.locked_until = 0 ORDER BY d.sequence LIMIT ?
            """);
        _lock = file.Prepare("""
            UPDATE delivery SET locked_until = ?3, lock_token = ?4, delivery_count = delivery_count + 1
            WHERE subscription = ?1 AND locked_until = 0 AND sequence <= ?2
            """);
        const string Held = "WHERE sequence = ?1 AND subscription = ?2 AND lock_token = ?3 AND locked_until > ?4";
        _complete = file.Prepare($"DELETE FROM delivery {Held}");
        _failures = file.Prepare("SELECT delivery_count - deaths FROM delivery WHERE sequence = ? AND subscription = ?");
        _abandon = file.Prepare($"UPDATE delivery SET locked_until = ?6, lock_token = '{Pausing}', last_error = coalesce(?5, last_error) {Held}");
        _renew = file.Prepare($"UPDATE delivery SET locked_until = ?5 {Held}");
        _tokens = file.Prepare($"SELECT DISTINCT lock_token FROM delivery WHERE subscription = ? AND locked_until > ? AND lock_token <> '{Pausing}'");
        _isMany = file.Prepare($"SELECT 1 FROM delivery WHERE subscription = ? AND locked_until = 0 LIMIT 1 OFFSET {Many}");
        _free = file.Prepare("""
            UPDATE delivery SET locked_until = 0, lock_token = NULL, deaths = deaths + 1, last_error = 'Its process ended before the message was settled.'
            WHERE subscription = ? AND locked_until > 0 AND lock_token = ?
            """);
    }

    public long Id { get; }
    public string Name => _properties.Name;
    public string? Subject => _properties.Subject;
    public DeadLetterQueue DeadLetters { get; }

    /// <summary>Those who wait for a message, the longest waiting first.</summary>
    public List<ReceiveRequest> Waiting { get; } = [];

    /// <summary>Whether more comes than is taken, here and now: many wait, and somebody of this process takes some.</summary>
    public bool IsBehind(long now) => now - _lastTaken is >= 0 and < Lately && _isMany.Number(Id) is not null;

    /// <summary>Makes visible again what buses held that live no more.</summary>
    public void FreeLocksOfTheDead()
    {
        foreach (var token in Tokens(0).Where(_owner.IsDead)) _free.Execute(Id, token);
    }

    /// <summary>Whether there is something that the request may take now.</summary>
    public bool HasFor(ReceiveRequest request, long now) => HasVisible(now) && !(request.Alone && Tokens(now).Exists(_owner.IsAnothers));

    /// <summary>One look at the head of the index: 0 there is free, a lock's end in the past is as good, and one too far ahead has to be cut.</summary>
    private bool HasVisible(long now) => _next.Number(Id) is { } until && (until <= now || until > Time.After(now, _properties.LockDuration));

    /// <summary>Locks the next messages and gives them out; those that were delivered too often become dead letters.</summary>
    public List<ReceivedMessage> Receive(int maxMessages, string lockToken, long now)
    {
        var lockedUntil = Time.After(now, _properties.LockDuration);
        _cutLocks.Execute(Id, lockedUntil); // the clock was set back: no lock holds longer than a new one
        _unlockExpired.Execute(Id, now);
        while (true)
        {
            var (received, spent, last) = Ready(maxMessages, lockToken, lockedUntil, now);
            foreach (var (sequence, letter) in spent) DeadLetters.Add(sequence, letter);
            if (received.Count > 0)
            {
                _lock.Execute(Id, last, lockedUntil, lockToken);
                _lastTaken = now;
            }
            if (received.Count > 0 || spent.Count == 0) return received;
        }
    }

    /// <summary>Returns how many locks were lost.</summary>
    public int Complete(IReadOnlyList<ReceivedMessage> messages, long now)
    {
        var lost = 0;
        foreach (var message in messages)
        {
            if (_complete.Execute(message.SequenceNumber, Id, message.LockToken, now) == 0) lost++;
            else _file.DeleteIfUnneeded(message.SequenceNumber);
        }
        return lost;
    }

    public int Abandon(IReadOnlyList<ReceivedMessage> messages, string? reason, long now)
    {
        var lost = 0;
        foreach (var message in messages)
        {
            var until = Time.After(now, Pause(_failures.Number(message.SequenceNumber, Id) ?? 0));
            if (_abandon.Execute(message.SequenceNumber, Id, message.LockToken, now, reason, until) == 0) lost++;
            else if (_isSpent.Number(message.SequenceNumber, Id) is not null)
                DeadLetters.Add(message.SequenceNumber, TooManyDeliveries(message.DeliveryCount, reason));
        }
        return lost;
    }

    public int RenewLock(IReadOnlyList<ReceivedMessage> messages, long now)
    {
        var until = Time.After(now, _properties.LockDuration);
        return messages.Count(message => _renew.Execute(message.SequenceNumber, Id, message.LockToken, now, until) == 0);
    }

    // Of the locks that end after that.
    private List<string> Tokens(long after)
    {
        var tokens = new List<string>();
        _tokens.Query(Id, after);
        while (_tokens.Read()) tokens.Add(_tokens.Text(0)!);
        return tokens;
    }

    private (List<ReceivedMessage> Received, List<(long Sequence, DeadLetterReason Letter)> Spent, long Last) Ready(
        int maxMessages, string lockToken, long lockedUntil, long now)
    {
        var (received, spent, last) = (new List<ReceivedMessage>(), new List<(long, DeadLetterReason)>(), 0L);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(lockedUntil);
        _ready.Query(Id, maxMessages);
        while (_ready.Read())
        {
            last = _ready.Int64(0);
            var deliveries = (int)_ready.Int64(1);
            if (_ready.Int64(2) != 0)
                spent.Add((last, TooManyDeliveries(deliveries, _ready.Text(3))));
            else
                received.Add(new(last, _ready.Message(4), deliveries + 1, lockToken, until));
        }
        return (received, spent, last);
    }

    // At once (a lost race is won the next time), 0.1 s, 0.5 s, 2.5 s, 12.5 s, then 30 s each: ten tries last two minutes and a quarter, so that
    // a fault which passes (a full disk, say) does not bury what came meanwhile.
    private static TimeSpan Pause(long failures) => failures < 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(0.1 * Math.Pow(5, failures - 2), 30));

    private static DeadLetterReason TooManyDeliveries(int deliveries, string? lastError) =>
        new("MaxDeliveryCountExceeded", $"Delivered {deliveries} times without being completed. {lastError}".TrimEnd());
}
