namespace QuizPlatform.System.Tests;

/// <summary>Where it takes seconds, the cases of a test run beside each other.</summary>
public sealed class SupervisorTests
{
    [Fact]
    public Task A_service_whose_port_fails_three_times_running_is_ended_and_started_again() => Task.WhenAll(
        new[] { (Says.Nothing, false, "silent"), (Says.Nothing, true, "silent"), (Says.Refuse, false, "refuses") }.Select(async one =>
        {
            var (failure, stopped, words) = one;
            using var service = new Supervised();
            await service.Port.Asked(3); // for its health and, being healthy, twice more
            var first = service.Child;
            if (stopped)
                Supervised.Signal("STOP", first); // hears no SIGTERM

            service.Port.Says = failure;

            await Eventually.Holds(() => Task.FromResult(service.Child is not 0 and var child && child != first), () => service.Log);
            Assert.Contains("has failed three times", service.Log);
            Assert.Contains(words, service.Log);
            Assert.DoesNotContain(first, service.Alive());
        }));

    [Fact]
    public async Task A_killed_supervisor_takes_its_service_along()
    {
        using var service = new Supervised();
        await service.Port.Asked(2);

        service.Kill();

        await Eventually.Holds(() => Task.FromResult(service.Alive().Count == 0), () => $"{service.Alive().Count} processes are left");
    }

    [Fact]
    public async Task An_answer_whatever_it_is_never_counts_against_a_service()
    {
        using var service = new Supervised();
        await service.Port.Asked(2);
        var first = service.Child;

        service.Port.Says = Says.Unavailable;
        await service.Port.Asked(4);
        foreach (var _ in Enumerable.Range(0, 2)) // two failures, and an answer
        {
            service.Port.Says = Says.Nothing;
            await service.Port.Asked(2);
            service.Port.Says = Says.Ok;
            await service.Port.Asked(1);
        }

        Assert.Equal(first, service.Child);
        Assert.DoesNotContain("ended", service.Log);
    }

    [Fact]
    public Task One_that_never_becomes_healthy_is_told_with_the_reason() => Task.WhenAll(
        new[]
        {
            (Says.Refuse, "refuses connections"),
            (Says.Nothing, "is silent"),
            (Says.Unavailable, """/health answers {"failing":"the store"} (503)"""),
        }.Select(async one =>
        {
            var (says, reason) = one;
            using var service = new Supervised(says);

            await service.LogSays("is not healthy after");

            Assert.Contains(reason, service.Log);
            Assert.NotEqual(0, service.Child);
            Assert.DoesNotContain("ended", service.Log);
        }));

    [Fact]
    public async Task A_supervisor_that_is_told_to_stop_while_it_probes_leaves_nothing_behind()
    {
        using var service = new Supervised(Says.OkToHealthOnly, watchSeconds: 600); // for so long would the probe last
        await service.Port.Asked(2);

        Assert.Equal(0, await service.Stop());
        Assert.Empty(service.Alive());
    }
}
