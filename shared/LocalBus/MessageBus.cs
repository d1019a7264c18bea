namespace QuizPlatform.LocalBus;

/// <summary>A bus as Service Bus is one: topics with subscriptions, peek-lock, delivery counts, dead letters.</summary>
public interface IMessageBus
{
    /// <summary>The messages are durable when it returns. Cancelled, it waits no longer; they may be published all the same.</summary>
    /// <param name="messages">None to try only whether something could be published.</param>
    Task PublishAsync(string topic, IReadOnlyList<BusMessage> messages, CancellationToken ct);

    /// <summary>Locks up to <paramref name="maxMessages"/> messages; waits until there is at least one.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string topic, string subscription, int maxMessages, CancellationToken ct);

    /// <summary>A lock that was lost is reported by a <see cref="MessageLockLostException"/> after the others are completed.</summary>
    Task CompleteAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, CancellationToken ct);

    /// <summary>Gives the messages back; the delivery count stays, and over the maximum a message is dead-lettered with the reason.</summary>
    Task AbandonAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, string? reason, CancellationToken ct);

    Task RenewLockAsync(string topic, string subscription, IReadOnlyList<ReceivedMessage> messages, CancellationToken ct);
}

public sealed record BusMessage(string MessageId, string Body)
{
    public string? Subject { get; init; }
}

public sealed record ReceivedMessage(long SequenceNumber, BusMessage Message, int DeliveryCount, string LockToken, DateTimeOffset LockedUntil);

/// <summary>Somebody else has the message by now: its lock ran out before it was completed, abandoned or renewed.</summary>
public sealed class MessageLockLostException(string message) : Exception(message);
