using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Timers;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class TimerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runtime-tests-");
    private readonly StandingClock _clock = new(Noon);
    private readonly Runs _runs = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_timer_runs_at_its_time_and_again_at_the_next()
    {
        using var app = await Start(typeof(EveryFiveMinutes));

        Assert.Equal(TimeSpan.FromMinutes(5), await _clock.Waiting.Next());
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await _runs.Began.Next()).IsPastDue);

        Assert.Equal(TimeSpan.FromMinutes(5), await _clock.Waiting.Next());
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await _runs.Began.Next()).IsPastDue);
        Assert.Equal(TimeSpan.FromMinutes(5), await _clock.Waiting.Next());
        await app.StopAsync();
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task A_timer_waits_no_longer_when_the_clock_is_set(int minutes)
    {
        using var app = await Start(typeof(EveryFiveMinutes));
        Assert.Equal(TimeSpan.FromMinutes(5), await _clock.Waiting.Next());

        _clock.Set(TimeSpan.FromMinutes(minutes));
        _clock.Advance(TimeSpan.FromMinutes(5));

        await _runs.Began.Next();
        Assert.InRange(await _clock.Waiting.Next(), TimeSpan.FromTicks(1), TimeSpan.FromMinutes(5));
        await app.StopAsync();
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start()
    {
        using var app = await Start(typeof(AtStart));

        Assert.False((await _runs.Began.Next()).IsPastDue);
        await app.StopAsync();
    }

    [Fact]
    public async Task What_was_missed_while_the_app_was_down_is_made_up_for_once()
    {
        using (var before = await Start(typeof(EveryFiveMinutes)))
        {
            await _clock.Waiting.Next();
            await before.StopAsync();
        }

        _clock.Advance(TimeSpan.FromMinutes(42));
        using var app = await Start(typeof(EveryFiveMinutes));

        Assert.True((await _runs.Began.Next()).IsPastDue);
        Assert.Equal(TimeSpan.FromMinutes(3), await _clock.Waiting.Next());
        Assert.Equal(0, _runs.Began.Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task Nothing_is_past_due_if_nothing_was_missed()
    {
        using (var before = await Start(typeof(EveryFiveMinutes)))
        {
            await _clock.Waiting.Next();
            _clock.Advance(TimeSpan.FromMinutes(5));
            await _runs.Began.Next();
            await _clock.Waiting.Next();
            await before.StopAsync();
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        using var app = await Start(typeof(EveryFiveMinutes));

        Assert.Equal(TimeSpan.FromMinutes(3), await _clock.Waiting.Next());
        Assert.Equal(0, _runs.Began.Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_the_interval_is_never_joined_by_another()
    {
        _runs.Hold = new TaskCompletionSource();
        using var app = await Start(typeof(EveryFiveMinutes));
        await _clock.Waiting.Next();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await _runs.Began.Next();

        _clock.Advance(TimeSpan.FromMinutes(17));
        _runs.Hold.SetResult();

        Assert.Equal(TimeSpan.FromMinutes(3), await _clock.Waiting.Next());
        Assert.Equal(0, _runs.Began.Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_and_the_timer_goes_on()
    {
        _runs.Failure = new InvalidOperationException("broken");
        var logs = new LogLines();
        using var app = await Start(typeof(EveryFiveMinutes), logs);
        await _clock.Waiting.Next();

        _clock.Advance(TimeSpan.FromMinutes(5));
        await _runs.Began.Next();
        await _clock.Waiting.Next();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await _runs.Began.Next();

        await app.StopAsync();
        Assert.Equal(2, logs.Of(LogLevel.Error).Count(line => line.Contains("broken")));
    }

    [Fact]
    public async Task A_stop_waits_for_a_run_that_is_going_on()
    {
        _runs.Hold = new TaskCompletionSource();
        using var app = await Start(typeof(AtStart));
        await _runs.Began.Next();

        var stop = app.StopAsync();
        Assert.False(stop.IsCompleted);
        _runs.Hold.SetResult();

        await stop.WaitAsync(RuntimeApp.Patience);
    }

    [Fact]
    public async Task A_damaged_record_of_the_timers_stops_the_start_with_a_sentence()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "data", "timers"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "data", "timers", "sample.json"), "{");

        Assert.Contains("sample.json is damaged", (await Assert.ThrowsAsync<StartupException>(() => Start(typeof(EveryFiveMinutes)))).Message);
    }

    [Theory]
    [InlineData("0 */5 * * * *", "12:05:00")]
    [InlineData("*/5 * * * *", "12:05:00")]
    [InlineData("30 * * * * *", "12:00:30")]
    [InlineData("00:00:10", "12:00:10")]
    [InlineData("0 0 11 * * *", "1.11:00:00")]
    public void Schedules_have_six_fields_or_five_or_are_a_period(string schedule, string next)
        => Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(next), Schedule.Parse("F", schedule).After(Noon));

    [Theory]
    [InlineData("*/5 * * * * *", false)]
    [InlineData("0 * * * * *", true)]
    [InlineData("00:00:30", false)]
    public void What_runs_more_than_once_a_minute_is_not_recorded(string schedule, bool expected)
        => Assert.Equal(expected, Schedule.Parse("F", schedule).IsWorthRecording(Noon));

    private async Task<IHost> Start(Type function, LogLines? logs = null)
    {
        var setup = new RuntimeSetup { Functions = [function], Configure = b => b.Services.AddSingleton(_runs).AddSingleton<TimeProvider>(_clock) };
        var host = RuntimeApp.Build(setup, _folder.FullName, logs ?? new LogLines());
        await host.StartAsync();
        return host;
    }

    public sealed class Runs
    {
        internal Signal<TimerInfo> Began { get; } = new();
        public TaskCompletionSource? Hold { get; set; }
        public Exception? Failure { get; set; }

        public async Task Run(TimerInfo timer)
        {
            Began.Happened(timer);
            if (Hold is not null)
                await Hold.Task;
            if (Failure is not null)
                throw Failure;
        }
    }

    public sealed class EveryFiveMinutes(Runs runs)
    {
        [Function(nameof(EveryFiveMinutes))]
        public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => runs.Run(timer);
    }

    public sealed class AtStart(Runs runs)
    {
        [Function(nameof(AtStart))]
        public Task Run([TimerTrigger("0 0 3 * * *", RunOnStartup = true)] TimerInfo timer) => runs.Run(timer);
    }
}
