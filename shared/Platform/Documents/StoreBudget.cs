namespace QuizPlatform.Platform;

/// <summary>
/// How long somebody waits for a store behind a network, every try of everything that is asked together. It is tried again here and in no layer
/// below, for tries of tries multiply; and all layers see the one token that ends the waiting.
/// </summary>
public static class StoreBudget
{
    /// <summary>For all that one request of a person asks.</summary>
    public static readonly TimeSpan OfPeople = TimeSpan.FromSeconds(5);

    /// <summary>For each thing that a message, a timer, the start or a file asks. A message is locked for a minute, and renewed.</summary>
    public static readonly TimeSpan OfHandlers = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly AsyncLocal<Spent?> OfThisRequest = new();

    /// <summary>From here on a person's request is running. What it does beside asking its store, such as hashing a password, costs nothing of it.</summary>
    public static void BeginRequest() => OfThisRequest.Value = new();

    /// <summary>From here on the request is for a file, of which somebody waits for the end: each thing asked has as long as in a handler.</summary>
    public static void BeginFile() => OfThisRequest.Value = null;

    /// <summary>Asks, and asks again as long as a failure may pass and there is time.</summary>
    /// <param name="ask">Given the token that ends the waiting.</param>
    /// <param name="passing">What of a failure may pass; null when it would be the same a moment later.</param>
    /// <exception cref="StoreUnavailableException">It did not pass in time, or the store said that it will not.</exception>
    public static async Task<T> Ask<T>(
        Func<CancellationToken, Task<T>> ask, Func<Exception, PassingFailure?> passing, TimeProvider clock, CancellationToken cancellation)
    {
        var request = OfThisRequest.Value;
        var budget = request is null ? OfHandlers : OfPeople - request.Begin(clock);
        var since = clock.GetTimestamp();
        TimeSpan? told = null;
        using var timeout = new CancellationTokenSource(budget > TimeSpan.Zero ? budget : TimeSpan.Zero, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            for (var pause = FirstPause; ; pause = Shorter(2 * pause, LongestPause))
            {
                try
                {
                    // Waited for here as well: a client that is still being made, or looks for another region, sees no token.
                    return await ask(ended.Token).WaitAsync(ended.Token);
                }
                catch (Exception e) when (passing(e) is { } failure)
                {
                    told = failure.RetryAfter;
                    var wait = pause * (1 + Random.Shared.NextDouble()); // not in step with the others who wait
                    if (told > wait)
                        wait = told.Value;
                    if (clock.GetElapsedTime(since) + wait >= budget)
                        throw Unavailable(e);
                    await Task.Delay(wait, clock, ended.Token);
                }
            }
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Unavailable(e);
        }
        finally
        {
            request?.End(clock);
        }

        StoreUnavailableException Unavailable(Exception cause) =>
            new("The store does not answer just now. Try again in a moment.", cause) { RetryAfter = told };
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    // What a request asks at once, as for the pages of many boards, it waits for at once: such time counts once.
    private sealed class Spent
    {
        private readonly Lock _lock = new();
        private TimeSpan _before;
        private long _since;
        private int _asking;

        /// <returns>How long it has waited until now.</returns>
        public TimeSpan Begin(TimeProvider clock)
        {
            lock (_lock)
            {
                if (_asking++ > 0)
                    return _before + clock.GetElapsedTime(_since);
                _since = clock.GetTimestamp();
                return _before;
            }
        }

        public void End(TimeProvider clock)
        {
            lock (_lock)
            {
                if (--_asking == 0)
                    _before += clock.GetElapsedTime(_since);
            }
        }
    }
}
