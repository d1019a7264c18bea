namespace QuizPlatform.Platform;

/// <summary>
/// Work that takes a processor for a while: so much of it at a time, on threads of its own. On the pool's it would keep everybody else's requests waiting.
/// </summary>
/// <param name="maxWaiting">How many may wait for their turn.</param>
/// <param name="maxWait">How long each of them does.</param>
/// <param name="busy">What the others are told.</param>
public sealed class HeavyWork(int atOnce, int maxWaiting, TimeSpan maxWait, string busy) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(atOnce);
    private int _waiting;

    /// <exception cref="ProblemException">503: too many wait already.</exception>
    public async Task<T> Do<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > maxWaiting || !await _turns.WaitAsync(maxWait, cancellation))
                throw Problem.Unavailable(busy, TimeSpan.FromSeconds(5));
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
