using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests;

public sealed class LeftoversTests
{
    [Fact]
    public async Task An_event_that_the_bus_did_not_take_is_sent_soon_after_it_is_there_again()
    {
        await using var platform = await RunningPlatform.Start();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(platform.Data, "bus", "users.db")};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        var person = await platform.Register(); // waits for the bus as long as a client may be kept waiting
        Assert.Equal(1, platform.UnsentEvents());
        await held.RollbackAsync();

        await Eventually.Holds(() => Task.FromResult(platform.UnsentEvents() == 0), () => $"the event of {person.Id} is still not sent");
    }
}
