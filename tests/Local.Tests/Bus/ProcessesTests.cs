using System.Diagnostics;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class ProcessesTests : BusFixture, IDisposable
{
    private readonly List<Process> _processes = [];

    [Fact]
    public async Task Two_buses_on_one_directory_share_a_subscription_without_overlap()
    {
        var other = Open();
        var ids = Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray();
        var handled = new List<string>();
        using var all = new CancellationTokenSource(Patience);

        var handling = new[] { Bus, other, Bus, other }.Select(async bus =>
        {
            var subscription = bus.Subscription(Topic, Leaderboard);
            while (true)
            {
                var received = await subscription.Receive(5, all.Token);
                await subscription.Complete(received);
                lock (handled) handled.AddRange(Ids(received));
                if (handled.Count == ids.Length) await all.CancelAsync();
            }
        }).ToArray();
        await Task.WhenAll(ids.Select(id => Publish(id)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(handling));

        Assert.Equal(ids.Order(), handled.Order());
        await AssertNothingVisible();
    }

    [Fact]
    public async Task Two_processes_handle_every_message_exactly_once()
    {
        await Reopen(clock: TimeProvider.System);
        var handlers = new[] { Start("handle", "first"), Start("handle", "second") };
        var ids = Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray();
        foreach (var chunk in ids.Chunk(10)) await Publish(chunk);

        var handled = new List<string>();
        await Task.WhenAll(handlers.Select(async handler =>
        {
            while (await handler.StandardOutput.ReadLineAsync(Soon) is { } id)
            {
                lock (handled)
                {
                    handled.Add(id);
                    if (handled.Count == ids.Length) _processes.ForEach(process => process.Kill());
                }
            }
        }));

        Assert.Equal(ids.Order(), handled.Order());
        await AssertNothingVisible();
    }

    [Fact]
    public async Task A_killed_publisher_loses_nothing_that_was_acknowledged()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var publisher = Start("publish", $"round {round}");
            for (var i = 0; i < 300; i++) acknowledged.Add((await publisher.StandardOutput.ReadLineAsync(Soon))!);
            publisher.Kill();
            while (await publisher.StandardOutput.ReadLineAsync(Soon) is { } id) acknowledged.Add(id);
        }

        await Publish("end");
        var received = Ids(await Receive(max: int.MaxValue)).ToList();

        Assert.Equal("end", received[^1]);
        Assert.Equal(received.Count, received.Distinct().Count());
        Assert.Empty(acknowledged.Except(received));
    }

    [Fact]
    public async Task What_a_killed_process_was_handling_is_delivered_again_at_the_next_start()
    {
        await Reopen(clock: TimeProvider.System);
        await Publish("1");
        var holder = Start("hold", "holder");
        Assert.Equal("1", await holder.StandardOutput.ReadLineAsync(Soon));
        holder.Kill();
        await holder.WaitForExitAsync(Soon);

        await Reopen(clock: TimeProvider.System);

        Assert.Equal(2, Assert.Single(await Receive()).DeliveryCount);
    }

    [Fact]
    public async Task What_a_killed_process_held_keeps_nobody_from_the_next_batch()
    {
        await Reopen(clock: TimeProvider.System);
        await Publish("1");
        var holder = Start("hold", "holder");
        Assert.Equal("1", await holder.StandardOutput.ReadLineAsync(Soon));
        var next = Bus.Subscription(Topic, Leaderboard).ReceiveBatch(10, Soon);
        await Publish("2");
        await DeadLetters(); // the transaction of the publish is over
        Assert.False(next.IsCompleted);

        holder.Kill();

        Assert.Equal(["2"], Ids(await next));
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }

    private Process Start(string command, string name)
    {
        var process = BusProcess.Start(command, DataDirectory, name);
        _processes.Add(process);
        return process;
    }
}
