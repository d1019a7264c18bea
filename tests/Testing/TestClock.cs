using Microsoft.Extensions.Time.Testing;

namespace QuizPlatform.Testing;

/// <summary>A clock that moves only when told to, and whose hands can be set as well: that changes the time of day and no time that passes.</summary>
public class TestClock(DateTimeOffset? now = null) : FakeTimeProvider(now ?? A.Sunday)
{
    private TimeSpan _set;

    /// <summary>Sets the hands forward, or back. (<see cref="FakeTimeProvider.AdjustTime"/> moves the timestamps along.)</summary>
    public void Set(TimeSpan by) => _set += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

    public override long GetTimestamp() => base.GetUtcNow().Ticks; // the base asks the method above
}
