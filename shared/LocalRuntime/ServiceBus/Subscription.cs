using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime.ServiceBus;

/// <summary>One subscription of the bus.</summary>
internal sealed class Subscription(IMessageBus bus, string topic, string name)
{
    public Task<IReadOnlyList<ReceivedMessage>> Receive(int most, CancellationToken stopping) => bus.ReceiveAsync(topic, name, most, stopping);

    // Settling is never cancelled: half-done work would come again although it is done.
    public Task Complete(IReadOnlyList<ReceivedMessage> messages) => bus.CompleteAsync(topic, name, messages, CancellationToken.None);

    public Task Abandon(IReadOnlyList<ReceivedMessage> messages, string reason) => bus.AbandonAsync(topic, name, messages, reason, CancellationToken.None);

    public Task Renew(IReadOnlyList<ReceivedMessage> messages, CancellationToken ct) => bus.RenewLockAsync(topic, name, messages, ct);

    public override string ToString() => $"{topic}/{name}";
}
