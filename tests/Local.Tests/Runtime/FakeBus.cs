using System.Threading.Channels;
using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Runtime;

/// <summary>A bus of one subscription that tells what is done to its messages.</summary>
internal sealed class FakeBus(TimeProvider clock) : IMessageBus, ISubscription
{
    private readonly Channel<ReceivedMessage> _messages = Channel.CreateUnbounded<ReceivedMessage>();
    private long _sequence;

    public Signal<IReadOnlyList<ReceivedMessage>> Completed { get; } = new();
    public Signal<(IReadOnlyList<ReceivedMessage> Messages, string? Reason)> Abandoned { get; } = new();
    public Signal<IReadOnlyList<ReceivedMessage>> Renewed { get; } = new();
    public Signal<int> Asked { get; } = new();
    public Signal<int> AskedForBatch { get; } = new();
    public int FailuresLeft { get; set; }
    public string Path => "topic/subscription";

    public Task Publish(string topic, IReadOnlyList<BusMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
            _messages.Writer.TryWrite(new(++_sequence, message, 1, $"lock-{_sequence}", clock.GetUtcNow().AddMinutes(1)));
        return Task.CompletedTask;
    }

    public Task Publish(params string[] bodies)
        => Publish("topic", [.. bodies.Select((body, i) => new BusMessage($"id-{i}", body) { Subject = "said" })], default);

    public ISubscription Subscription(string topic, string name) => $"{topic}/{name}" == Path
        ? this
        : throw new MessageBusException($"There is no '{topic}/{name}'.");

    public Task<IReadOnlyList<ReceivedMessage>> Receive(int maxMessages, CancellationToken ct)
    {
        Asked.Happened(maxMessages);
        return Take(maxMessages, ct);
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveBatch(int maxMessages, CancellationToken ct)
    {
        AskedForBatch.Happened(maxMessages);
        return Take(maxMessages, ct);
    }

    private async Task<IReadOnlyList<ReceivedMessage>> Take(int maxMessages, CancellationToken ct)
    {
        if (FailuresLeft-- > 0)
            throw new IOException("The bus is away.");

        await _messages.Reader.WaitToReadAsync(ct);
        var received = new List<ReceivedMessage>();
        while (received.Count < maxMessages && _messages.Reader.TryRead(out var message))
            received.Add(message);
        return received;
    }

    public Task Complete(IReadOnlyList<ReceivedMessage> messages)
    {
        Completed.Happened(messages);
        return Task.CompletedTask;
    }

    public Task Abandon(IReadOnlyList<ReceivedMessage> messages, string? reason)
    {
        Abandoned.Happened((messages, reason));
        return Task.CompletedTask;
    }

    public Task RenewLock(IReadOnlyList<ReceivedMessage> messages)
    {
        Renewed.Happened(messages);
        return Task.CompletedTask;
    }
}
