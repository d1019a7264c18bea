using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Platform;

/// <summary>Work that is marked in the store and done right after: what a crash or a failure has kept from being done is found there.</summary>
public interface ILeftover
{
    /// <summary>Finishes what is found; throws when some of it could not be.</summary>
    Task Finish(CancellationToken cancellation);
}

/// <summary>
/// Finishes leftovers while this process lives: a little after its start, and after each failure that it is told of, until it succeeds. So the
/// timers that look for those of other processes need come but seldom: in Azure each run of one wakes an instance, which costs.
/// </summary>
public sealed class Leftovers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Leftovers> log) : BackgroundService
{
    /// <summary>What is younger is not left over: whoever marked it is about to do it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = Grace + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _told = new(1); // a predecessor may have left something

    /// <summary>Something was left undone just now.</summary>
    public void Left()
    {
        lock (_told)
        {
            if (_told.CurrentCount == 0)
                _told.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _told.WaitAsync(stoppingToken);
            var pause = Soon;
            do
            {
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            while (!await Finish(stoppingToken));
        }
    }

    /// <returns>Whether nothing is left.</returns>
    private async Task<bool> Finish(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var leftover in scope.ServiceProvider.GetServices<ILeftover>())
                await leftover.Finish(stopping);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogWarning(e, "What was left undone cannot be finished yet");
            return false;
        }
    }
}
