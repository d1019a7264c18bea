namespace QuizPlatform.Platform.Tests;

public sealed class HeavyWorkTests
{
    [Fact]
    public async Task So_much_is_done_at_a_time_and_so_much_waits()
    {
        using var work = new HeavyWork(atOnce: 2, maxWaiting: 3, maxWait: TimeSpan.FromMinutes(1), busy: "Come back.");
        using var open = new ManualResetEventSlim();
        var (running, most, counting) = (0, 0, new Lock());
        var done = Enumerable.Range(0, 5).Select(_ => work.Do(Slow, default)).ToList();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => work.Do(Slow, default));

        Assert.Equal((503, "Come back.", TimeSpan.FromSeconds(5)), (refused.Status, refused.Message, refused.RetryAfter));
        open.Set();
        await Task.WhenAll(done);
        Assert.Equal(2, most);
        Assert.Equal(1, await work.Do(() => 1, default));

        int Slow()
        {
            lock (counting)
                most = Math.Max(most, ++running);
            open.Wait();
            lock (counting)
                running--;
            return 0;
        }
    }

    [Fact]
    public async Task Nobody_waits_longer_than_that()
    {
        using var work = new HeavyWork(atOnce: 1, maxWaiting: 3, maxWait: TimeSpan.FromMilliseconds(1), busy: "Come back.");
        using var open = new ManualResetEventSlim();
        var first = work.Do(() => open.Wait(TimeSpan.FromMinutes(1)), default);

        await Assert.ThrowsAsync<ProblemException>(() => work.Do(() => true, default));

        open.Set();
        Assert.True(await first);
    }

    [Fact]
    public async Task What_fails_and_who_leaves_give_their_turn_back()
    {
        using var work = new HeavyWork(atOnce: 1, maxWaiting: 1, maxWait: TimeSpan.FromMinutes(1), busy: "Come back.");

        await Assert.ThrowsAsync<FormatException>(() => work.Do<int>(() => throw new FormatException(), default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Do(() => 1, new CancellationToken(canceled: true)));

        Assert.Equal(1, await work.Do(() => 1, default));
    }
}
