using Microsoft.Azure.Functions.Worker;
using NCrontab;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

/// <summary>What a day with nobody asks of Azure, from the schedules: each run of a timer wakes an instance, which bills a second at least.</summary>
public sealed class IdleDayTests
{
    // A query that finds nothing, and a read by id, in request units; twice that under strong consistency.
    private const double Query = 2 * 2.9, Read = 2 * 1;

    private static readonly DateTime Midnight = new(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc);

    // What each run asks its store while there is nothing to do.
    private static readonly Dictionary<string, double> RequestUnits = new()
    {
        ["users SendPendingEvents"] = EventfulDocuments("users") * Query,
        ["users FinishCleanups"] = Query,
        ["users ForgetExpired"] = 4 * Query,
        ["quizzes SendPendingEvents"] = EventfulDocuments("quizzes") * Query,
        ["quizzes SampleQuizzes"] = 2 * Read,
        ["results SendPendingEvents"] = EventfulDocuments("results") * Query,
        ["results RecountBoards"] = Read + Query,
    };

    [Fact]
    public void No_timer_runs_more_often_than_every_five_minutes() => Assert.All(Timers(), timer =>
    {
        var times = timer.Schedule.GetNextOccurrences(Midnight, Midnight.AddDays(1)).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(5), timer.Name));
    });

    [Fact]
    public void A_day_with_nobody_is_at_most_2000_executions() => Assert.InRange(Timers().Sum(timer => RunsADay(timer.Schedule)), 1, 2000);

    [Fact]
    public void A_day_with_nobody_is_at_most_10000_request_units()
    {
        Assert.Equal(RequestUnits.Keys.Order(), Timers().Select(timer => timer.Name).Order());
        Assert.InRange(Timers().Sum(timer => RunsADay(timer.Schedule) * RequestUnits[timer.Name]), 1, 10_000);
    }

    private static List<(string Name, CrontabSchedule Schedule)> Timers() => Code.Triggers<TimerTriggerAttribute>()
        .Select(t => ($"{t.App} {t.Class.Name}", CrontabSchedule.Parse(t.Trigger.Schedule, new() { IncludingSeconds = true }))).ToList();

    private static int RunsADay(CrontabSchedule schedule) => schedule.GetNextOccurrences(Midnight.AddTicks(-1), Midnight.AddDays(1).AddTicks(-1)).Count();

    private static int EventfulDocuments(string app) =>
        Code.Model(app).GetEntityTypes().Count(type => typeof(EventfulDocument).IsAssignableFrom(type.ClrType));
}
