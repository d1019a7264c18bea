using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime.ServiceBus;

/// <summary>Renews the locks of messages that are being worked on, each time half of a lock's time is over.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2); // no lock holds longer than five

    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public LockRenewal(ISubscription subscription, IReadOnlyList<ReceivedMessage> messages, TimeSpan longest, TimeProvider clock, ILogger log)
        => _renewing = Renew(subscription, messages, longest, clock, log, _done.Token);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _done.Dispose();
    }

    private static async Task Renew(
        ISubscription subscription, IReadOnlyList<ReceivedMessage> messages, TimeSpan longest, TimeProvider clock, ILogger log, CancellationToken done)
    {
        var began = clock.GetTimestamp();
        var half = (messages.Min(message => message.LockedUntil) - clock.GetUtcNow()) / 2;
        var pause = half < ShortestPause ? ShortestPause : half > LongestPause ? LongestPause : half;
        while (clock.GetElapsedTime(began) + pause <= longest)
        {
            await Task.Delay(pause, clock, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
                return;

            try
            {
                await subscription.RenewLock(messages);
            }
            catch (MessageLockLostException e)
            {
                log.LogWarning("The lock on a message of {Subscription} was lost while it was worked on: {Reason}", subscription.Path, e.Message);
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The locks on messages of {Subscription} could not be renewed", subscription.Path);
            }
        }
    }
}
