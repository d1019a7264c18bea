using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime.Functions;

namespace QuizPlatform.LocalRuntime.Timers;

/// <summary>Runs one timer function, one run at a time.</summary>
internal sealed class TimerListener(
    Function function, Schedule schedule, TimerRecords records, FunctionRunner runner, TimeProvider clock, ILogger log) : IListener
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);    // a timer of .NET waits 49 days at most

    private bool _recorded;

    public string Description => $"{function.Name}: timerTrigger";

    public void Prepare()
    {
        _recorded = schedule.IsWorthRecording(clock.GetUtcNow());
        if (_recorded)
            _ = records[function.Name];
    }

    public async Task Listen(CancellationToken stopping, CancellationToken ended)
    {
        var started = clock.GetUtcNow();
        var record = _recorded ? records[function.Name] : null;
        var next = schedule.After(started);
        var missed = record is not null && (record.Last is { } last ? schedule.After(last) : record.Next) <= started;
        if (record is null)
            Record(new(null, next));

        if (missed || ((TimerTriggerAttribute)function.Trigger).RunOnStartup)
            next = await Run(missed, ended);

        while (await Wait(next, stopping))
            next = await Run(pastDue: false, ended);
    }

    private async Task<DateTimeOffset> Run(bool pastDue, CancellationToken ended)
    {
        var began = clock.GetUtcNow();
        using var span = InvocationSpans.Timer(function);
        try
        {
            await runner.Run(new Invocation(function, runner.Limits) { Timer = new TimerInfo { IsPastDue = pastDue }, HostEnded = ended });
        }
        catch (Exception e) when (e is not OperationCanceledException || !ended.IsCancellationRequested)
        {
            span.Failed(e);
            log.LogError(e, "{Function} failed", function.Name);
        }
        catch (OperationCanceledException)
        {
            return DateTimeOffset.MaxValue;    // Ended before it was done: not recorded, so the next start makes it up.
        }

        // From the end of the run: what it overran is skipped, not caught up run after run.
        var next = schedule.After(clock.GetUtcNow());
        Record(new(began, next));
        return next;
    }

    private void Record(TimerRecord record)
    {
        if (!_recorded)
            return;

        try
        {
            records[function.Name] = record;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The last run of {Function} could not be recorded; a restart may run it again", function.Name);
        }
    }

    private async Task<bool> Wait(DateTimeOffset until, CancellationToken stopping)
    {
        try
        {
            var (began, whole) = (clock.GetTimestamp(), until - clock.GetUtcNow());
            while (Left() is var left && left > TimeSpan.Zero)
                await Task.Delay(left < LongestWait ? left : LongestWait, clock, stopping);
            return !stopping.IsCancellationRequested;

            // When the clock is set back, the time is up all the same.
            TimeSpan Left() => TimeSpan.FromTicks(Math.Min((until - clock.GetUtcNow()).Ticks, (whole - clock.GetElapsedTime(began)).Ticks));
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
