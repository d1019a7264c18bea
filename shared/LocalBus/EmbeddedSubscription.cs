namespace QuizPlatform.LocalBus;

/// <summary>One subscription of an <see cref="EmbeddedBus"/>, with its dead letters.</summary>
public sealed class EmbeddedSubscription : ISubscription
{
    private readonly Func<Topic> _topic;
    private readonly string _name;
    private readonly LockOwner _owner;

    /// <param name="topic">Opens its file when first asked.</param>
    internal EmbeddedSubscription(string path, string name, Func<Topic> topic, LockOwner owner) =>
        (Path, _name, _topic, _owner) = (path, name, topic, owner);

    public string Path { get; }

    public Task<IReadOnlyList<ReceivedMessage>> Receive(int maxMessages, CancellationToken ct) => Receive(maxMessages, alone: false, ct);

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveBatch(int maxMessages, CancellationToken ct) => Receive(maxMessages, alone: true, ct);

    public async Task Complete(IReadOnlyList<ReceivedMessage> messages) => ThrowIfLost(await Do((from, now) => from.Complete(messages, now)));

    public Task Abandon(IReadOnlyList<ReceivedMessage> messages, string? reason) => Do((from, now) => from.Abandon(messages, reason, now));

    public async Task RenewLock(IReadOnlyList<ReceivedMessage> messages) => ThrowIfLost(await Do((from, now) => from.RenewLock(messages, now)));

    public Task<List<DeadLetter>> PeekDeadLetters() => Do((from, _) => from.DeadLetters.Peek());

    /// <summary>Sends one dead letter, or all, to the subscription again; returns how many.</summary>
    public Task<int> ResendDeadLetters(long? sequenceNumber) => Do((from, now) => from.DeadLetters.Resend(sequenceNumber, now));

    public async Task<bool> DeleteDeadLetter(long sequenceNumber) => await Do((from, _) => from.DeadLetters.Delete(sequenceNumber)) > 0;

    private Task<IReadOnlyList<ReceivedMessage>> Receive(int maxMessages, bool alone, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var topic = _topic();
        var request = new ReceiveRequest(topic.Subscription(_name), maxMessages, alone, _owner.NextLockToken());
        request.CancelWith(ct);
        topic.Enqueue(request);
        return request.Task;
    }

    private Task<T> Do<T>(Func<Deliveries, long, T> work)
    {
        var topic = _topic();
        var from = topic.Subscription(_name);
        return topic.Do(now => work(from, now));
    }

    private static void ThrowIfLost(int lost)
    {
        if (lost > 0)
            throw new MessageLockLostException($"{lost} of the messages had lost their lock: it expired, and they are or will be delivered again.");
    }
}
