using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using QuizPlatform.Local.Tests.Runtime;
using QuizPlatform.LocalRuntime.Bus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class LockedFileTests : BusFixture
{
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

        await using var bus = EmbeddedBus.Open(DataDirectory, new Topology([Results]), Clock, logs.CreateLogger("bus"));
        var opening = Task.Run(() => bus.EnsureOpen(Topic));
        while (!logs.Of(LogLevel.Warning).Any())
            await Task.Delay(20, Soon);
        Assert.Contains($"Waiting for the message file {BusFile}", Assert.Single(logs.Of(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.False(opening.IsCompleted);
        await held.RollbackAsync();

        await opening.WaitAsync(Patience);
        Assert.Equal(["1"], Ids(await bus.ReceiveAsync(Topic, Leaderboard, 10, Soon)));
    }
}
