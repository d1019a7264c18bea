using Microsoft.Extensions.Internal;

namespace QuizPlatform.Platform;

/// <summary>For a memory cache: goes on with the time that passes, whatever the machine's clock is set to.</summary>
public sealed class SteadyClock(TimeProvider clock) : ISystemClock
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _started = clock.GetTimestamp();

    public DateTimeOffset UtcNow => _start + clock.GetElapsedTime(_started);
}
