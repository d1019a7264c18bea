using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime.Functions;

namespace QuizPlatform.LocalRuntime.ServiceBus;

/// <summary>Feeds one subscription to one function: message by message, several at once, or one batch at a time.</summary>
internal sealed class MessageListener(
    Function function, ISubscription subscription, MessageSettings settings, FunctionRunner runner, TimeProvider clock, ILogger log) : IListener
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Where many come, the next batch is left to gather, for a batch costs more than one more message in it. A few are not kept waiting.
    private static readonly TimeSpan GatheringEach = TimeSpan.FromMilliseconds(5), LongestGathering = TimeSpan.FromMilliseconds(100);

    private readonly int _atOnce = settings.IsBatched ? 1 : settings.MaxConcurrentCalls;

    public string Description => $"{function.Name}: serviceBusTrigger ({subscription.Path})";

    public void Prepare()
    {
    }

    public async Task Listen(CancellationToken stopping, CancellationToken ended)
    {
        using var places = new SemaphoreSlim(_atOnce);
        var (since, gathering) = (clock.GetTimestamp(), TimeSpan.Zero);
        while (await Take(places, stopping) is var free && free > 0)
        {
            if (gathering - clock.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var messages = await Receive(free, stopping);
            (since, gathering) = (clock.GetTimestamp(), settings.IsBatched ? Gathering(messages.Count) : TimeSpan.Zero);
            var calls = settings.IsBatched ? Batch(messages) : [.. messages.Select(Single)];
            foreach (var call in calls)
                _ = Task.Run(() => Handle(call, places, ended), CancellationToken.None);
            if (free > calls.Count)
                places.Release(free - calls.Count);
        }

        for (var i = 0; i < _atOnce; i++)
            await places.WaitAsync(CancellationToken.None);
    }

    /// <summary>At least one free place, and all that are free just now; none when the host stops.</summary>
    private static async Task<int> Take(SemaphoreSlim places, CancellationToken stopping)
    {
        try
        {
            await places.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        var taken = 1;
        while (places.Wait(0, CancellationToken.None))
            taken++;
        return taken;
    }

    private async Task<IReadOnlyList<ReceivedMessage>> Receive(int free, CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                return settings.IsBatched
                    ? await subscription.ReceiveBatch(settings.MaxMessageBatchSize, stopping)
                    : await subscription.Receive(free, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "No messages can be received from {Subscription}; trying again in {Pause}", subscription.Path, pause);
                await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        return [];
    }

    private static TimeSpan Gathering(int messages) => messages * GatheringEach < LongestGathering ? messages * GatheringEach : LongestGathering;

    private static List<IReadOnlyList<ReceivedMessage>> Batch(IReadOnlyList<ReceivedMessage> messages) => messages.Count == 0 ? [] : [messages];

    private static IReadOnlyList<ReceivedMessage> Single(ReceivedMessage message) => [message];

    private async Task Handle(IReadOnlyList<ReceivedMessage> messages, SemaphoreSlim places, CancellationToken ended)
    {
        try
        {
            var failure = await Run(messages, ended);
            if (failure is null)
                await subscription.Complete(messages);
            else
                await subscription.Abandon(messages, $"{failure.GetType().Name}: {failure.Message}");
        }
        catch (MessageLockLostException e)
        {
            log.LogWarning("{Function} took longer than the lock, so the message comes again: {Reason}", function.Name, e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Function}: {Count} messages could not be settled; they come again when their locks run out", function.Name, messages.Count);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Exception?> Run(IReadOnlyList<ReceivedMessage> messages, CancellationToken ended)
    {
        using var span = InvocationSpans.Messages(function, subscription.Path, messages, settings.IsBatched);
        await using var renewal = new LockRenewal(subscription, messages, settings.MaxAutoLockRenewalDuration, clock, log);
        try
        {
            await runner.Run(new Invocation(function, runner.Limits) { Messages = messages, HostEnded = ended });
            return null;
        }
        catch (Exception e)
        {
            span.Failed(e);
            log.LogError(e, "{Function} failed on message {MessageId} (delivery {DeliveryCount}, {Count} in the call)",
                function.Name, messages[0].Message.MessageId, messages[0].DeliveryCount, messages.Count);
            return e;
        }
    }
}

internal sealed record MessageSettings(bool IsBatched, int MaxConcurrentCalls, int MaxMessageBatchSize, TimeSpan MaxAutoLockRenewalDuration);
