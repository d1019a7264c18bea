using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using NCrontab;
using QuizPlatform.Platform;
using QuizPlatform.Results;
using QuizPlatform.Testing;

namespace QuizPlatform.Infra.Tests;

/// <summary>What a day with nobody asks of Azure, from the schedules: each run of a timer wakes an instance, which bills a second at least.</summary>
public sealed class IdleDayTests
{
    // A query that finds nothing, and a read by id.
    private const double Query = StoreCost.Query, Read = StoreCost.Read;

    private static readonly DateTime Midnight = new(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc);

    // What each run asks its store while there is nothing to do.
    private static readonly Dictionary<string, double> RequestUnits = new()
    {
        ["users SendPendingEvents"] = EventfulDocuments("users") * Query,
        ["users FinishCleanups"] = Query,
        ["users ForgetExpired"] = 6 * Query,
        ["users SendLetters"] = Query,
        ["quizzes SendPendingEvents"] = EventfulDocuments("quizzes") * Query,
        ["quizzes ForgetReports"] = Query,
        ["quizzes SampleQuizzes"] = 2 * Read,
        ["results SendPendingEvents"] = (EventfulDocuments("results") + 1) * Query,
        ["results RecountBoards"] = Read + Query,
    };

    [Fact]
    public void No_timer_runs_more_often_than_every_five_minutes() => Assert.All(Timers(), timer =>
    {
        var times = timer.Schedule.GetNextOccurrences(Midnight, Midnight.AddDays(1)).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(5), timer.Name));
    });

    [Fact]
    public void The_host_ends_no_recount_in_the_middle_of_a_slice()
    {
        var timeout = TimeSpan.Parse((string)Repository.Json("functions/Results/host.json")["functionTimeout"]!, CultureInfo.InvariantCulture);
        Assert.True(RecountBoards.LongestRun + TimeSpan.FromMinutes(1) < timeout);
    }

    [Fact]
    public void A_day_with_nobody_is_at_most_2000_executions() => Assert.InRange(Executions(), 1, 2000);

    [Fact]
    public void A_day_with_nobody_is_at_most_10000_request_units()
    {
        Assert.Equal(RequestUnits.Keys.Order(), Timers().Select(timer => timer.Name).Order());
        Assert.InRange(RequestUnitsSpent(), 1, 10_000);
    }

    /// <summary>By the price lists of Azure Functions and Cosmos DB (East US, read in November 2026), as the guide says it.</summary>
    [Fact]
    public void A_month_with_nobody_is_within_the_free_grant_and_else_what_the_guide_says()
    {
        const double days = 365 / 12.0, gigabytes = 2, seconds = 1; // of an instance of 2048 MB, billed for a second at least
        var executions = days * Executions();
        var gigabyteSeconds = executions * gigabytes * seconds;
        Assert.InRange(executions, 1, 250_000);
        Assert.InRange(gigabyteSeconds, 1, 100_000);

        var functions = gigabyteSeconds * 0.000026 + executions * 0.40 / 1_000_000;
        var cosmos = days * RequestUnitsSpent() * 0.25 / 1_000_000;
        var guide = Repository.Text("docs/deploy.md");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"use {gigabyteSeconds / 100_000:P0} of the"), guide, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"else {functions:0.0}"), guide, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"under {Math.Ceiling(cosmos * 10) / 10:0.0}"), guide, StringComparison.Ordinal);
    }

    private static int Executions() => Timers().Sum(timer => RunsADay(timer.Schedule));

    private static double RequestUnitsSpent() => Timers().Sum(timer => RunsADay(timer.Schedule) * RequestUnits[timer.Name]);

    private static List<(string Name, CrontabSchedule Schedule)> Timers() => Code.Triggers<TimerTriggerAttribute>()
        .Select(t => ($"{t.App} {t.Class.Name}", CrontabSchedule.Parse(t.Trigger.Schedule, new() { IncludingSeconds = true }))).ToList();

    private static int RunsADay(CrontabSchedule schedule) => schedule.GetNextOccurrences(Midnight.AddTicks(-1), Midnight.AddDays(1).AddTicks(-1)).Count();

    private static int EventfulDocuments(string app) =>
        Code.Model(app).GetEntityTypes().Count(type => typeof(EventfulDocument).IsAssignableFrom(type.ClrType));
}
