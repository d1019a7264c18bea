using System.Threading.Channels;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

/// <summary>Things that happened, to be awaited one after the other.</summary>
internal sealed class Signal<T>
{
    private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();

    public int Count => _channel.Reader.Count;

    public void Happened(T what) => _channel.Writer.TryWrite(what);

    public Task<T> Next() => _channel.Reader.ReadAsync().AsTask().WaitAsync(RuntimeApp.Patience);

    public async Task<List<T>> Next(int count)
    {
        var all = new List<T>();
        while (all.Count < count)
            all.Add(await Next());
        return all;
    }
}

/// <summary>A clock that stands still and tells when somebody begins to wait on it.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TestClock(now)
{
    public Signal<TimeSpan> Waiting { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            Waiting.Happened(dueTime);
        return timer;
    }
}
