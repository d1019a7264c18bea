using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.LocalBus;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class LockedFileTests : BusFixture
{
    [Fact]
    public async Task Publishing_to_a_file_that_another_process_has_locked_can_be_given_up_and_is_done_after_it()
    {
        await using var other = new SqliteConnection($"Data Source={BusFile};Pooling=False");
        Bus.EnsureOpen(Topic);
        await other.OpenAsync();
        await using var held = other.BeginTransaction();
        using var cancelling = new CancellationTokenSource();

        var publishing = Bus.Publish(Topic, [A("1")], cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing.WaitAsync(Patience));
        await held.RollbackAsync();

        Assert.Equal(["1"], Ids(await Receive()));
    }

    [Fact]
    public async Task What_is_asked_of_a_file_while_another_process_writes_it_shares_one_commit()
    {
        await Publish("1");
        var commits = WriteAheadLog.Commits(BusFile);
        await using var other = new SqliteConnection($"Data Source={BusFile};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        var first = Publish("2");
        await Task.Delay(50); // for the topic to take it up
        var second = Publish("3");
        var receiving = Receive();
        await held.RollbackAsync();
        await Task.WhenAll(first, second);

        Assert.Equal(["1", "2", "3"], Ids(await receiving));
        Assert.Equal(commits + 1, WriteAheadLog.Commits(BusFile));
    }

    [Fact]
    public async Task Opening_a_file_that_another_process_has_locked_says_so_and_goes_on_after_it()
    {
        await Reopen();
        await Publish("1");
        await Bus.DisposeAsync();
        var logs = new LogLines();
        await using var other = new SqliteConnection($"Data Source={BusFile};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        await using var bus = EmbeddedBus.Open(DataDirectory, new Topology([Results]), Clock, NullLogger.Instance);
        using var log = new LoggerFactory([logs]);
        var opening = Task.Run(() => new BusStart(bus, new Topology([Results]), log.CreateLogger<BusStart>()).StartingAsync(Soon));
        while (!logs.Of(LogLevel.Warning).Any())
            await Task.Delay(20, Soon);
        Assert.Contains($"Waiting for the message file {BusFile}", Assert.Single(logs.Of(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.False(opening.IsCompleted);
        await held.RollbackAsync();

        await opening.WaitAsync(Patience);
        Assert.Equal(["1"], Ids(await bus.Subscription(Topic, Leaderboard).Receive(10, Soon)));
    }
}
