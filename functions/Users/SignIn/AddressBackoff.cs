using System.Collections.Concurrent;

namespace QuizPlatform.Users;

/// <summary>
/// Failures of one address over all names: what gives away somebody who tries one password on many accounts. A hundred are forgiven, and ten
/// more each minute, because a whole school may share an address. Kept in this process: it protects the service, the documents protect the accounts.
/// </summary>
public sealed class AddressBackoff(TimeProvider clock)
{
    private const double Free = 100;
    private const double ForgivenPerSecond = 10 / 60.0;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Level> _levels = new(StringComparer.Ordinal);

    public TimeSpan WaitFor(string address)
    {
        if (!_levels.TryGetValue(address, out var level))
            return TimeSpan.Zero;
        var excess = level.Failures - Free;
        if (excess < 0)
            return TimeSpan.Zero;
        var left = TimeSpan.FromSeconds(Math.Min(MaxWait.TotalSeconds, Math.Pow(2, Math.Min(excess, 30)))) - clock.GetElapsedTime(level.LastFailedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void Failed(string address)
    {
        var now = clock.GetTimestamp();
        if (_levels.Count >= MaxAddresses)
            Forget(now);
        _levels.AddOrUpdate(address, _ => new Level(1, now), (_, level) => new Level(Left(level, now) + 1, now));
    }

    private double Left(Level level, long now) => Math.Max(0, level.Failures - clock.GetElapsedTime(level.LastFailedAt, now).TotalSeconds * ForgivenPerSecond);

    private void Forget(long now)
    {
        foreach (var (address, level) in _levels)
        {
            if (Left(level, now) <= 0)
                _levels.TryRemove(address, out _);
        }

        if (_levels.Count >= MaxAddresses)
            _levels.Clear();
    }

    /// <param name="LastFailedAt">A timestamp.</param>
    private readonly record struct Level(double Failures, long LastFailedAt);
}
