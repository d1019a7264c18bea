namespace QuizPlatform.LocalBus;

/// <summary>A bus as Service Bus is one: topics with subscriptions, peek-lock, delivery counts, dead letters.</summary>
public interface IMessageBus
{
    /// <summary>The messages are durable when it returns. Cancelled, it waits no longer; they may be published all the same.</summary>
    /// <param name="messages">None to try only whether something could be published.</param>
    Task Publish(string topic, IReadOnlyList<BusMessage> messages, CancellationToken ct);

    /// <summary>Refuses by name what the topology has not.</summary>
    /// <exception cref="MessageBusException">There is no such topic or subscription.</exception>
    ISubscription Subscription(string topic, string name);
}

/// <summary>What one subscription has to deliver. Settling is never cancelled: work that is done would come again.</summary>
public interface ISubscription
{
    /// <summary>As "topic/subscription".</summary>
    string Path { get; }

    /// <summary>Locks up to <paramref name="maxMessages"/> messages; waits until there is at least one.</summary>
    Task<IReadOnlyList<ReceivedMessage>> Receive(int maxMessages, CancellationToken ct);

    /// <summary>
    /// As <see cref="Receive"/>, for messages that are handled together: also waits while another living process holds messages of the subscription. Two
    /// batches at once change the same documents: they lose races to each other, and half as large they cost twice.
    /// </summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveBatch(int maxMessages, CancellationToken ct);

    /// <exception cref="MessageLockLostException">Of some, after the others are completed.</exception>
    Task Complete(IReadOnlyList<ReceivedMessage> messages);

    /// <summary>
    /// Gives the messages back, to be delivered again after a pause that grows with their failures; the delivery count stays, and over the
    /// maximum a message is dead-lettered with the reason. A lost lock is no error here: the message is already back where it was to go.
    /// </summary>
    Task Abandon(IReadOnlyList<ReceivedMessage> messages, string? reason);

    /// <exception cref="MessageLockLostException">Of some, after the others are renewed.</exception>
    Task RenewLock(IReadOnlyList<ReceivedMessage> messages);
}

public sealed record BusMessage(string MessageId, string Body)
{
    public string? Subject { get; init; }

    /// <summary>Of the span that made the message, as W3C writes it; goes along as the property that Service Bus has for it.</summary>
    public string? TraceParent { get; init; }
}

public sealed record ReceivedMessage(long SequenceNumber, BusMessage Message, int DeliveryCount, string LockToken, DateTimeOffset LockedUntil);

/// <summary>Somebody else has the message by now: its lock ran out before it was completed or renewed.</summary>
public sealed class MessageLockLostException(string message) : Exception(message);
