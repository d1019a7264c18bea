using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class DurabilityTests : BusFixture
{
    [Fact]
    public async Task Messages_survive_a_restart()
    {
        await Publish("1");
        await Reopen();

        Assert.Equal(["1"], Ids(await Receive()));
    }

    [Fact]
    public async Task What_a_closed_bus_was_handling_is_delivered_again_at_once()
    {
        await Publish("1");
        await Receive();
        await Reopen();

        Assert.Equal(2, Assert.Single(await Receive()).DeliveryCount);
    }

    [Fact]
    public async Task What_a_living_bus_is_handling_stays_locked_when_another_opens()
    {
        await Publish("1");
        var held = await Receive();
        var other = Open();

        await Publish("2");

        Assert.Equal(["2"], Ids(await other.Subscription(Topic, Leaderboard).Receive(10, Soon)));
        await Complete(held);
    }

    [Fact]
    public async Task Publishing_nothing_tries_the_disk()
    {
        await Publish("1");
        long Written() => new FileInfo(BusFile + "-wal").Length;
        var before = Written();

        await Bus.Publish(Topic, [], Soon);

        Assert.True(Written() > before);
    }

    [Fact]
    public async Task A_full_topic_refuses_a_publish_whole()
    {
        await Reopen(Results with { MaxSizeInMegabytes = 1 });
        var big = new string('x', 600_000);

        await AssertFull(Bus.Publish(Topic, [new("1", big), new("2", big)], Soon));

        await Publish("1", "2");
        Assert.Equal([A("1"), A("2")], (await Receive()).Select(m => m.Message));
    }

    [Fact]
    public async Task A_full_topic_has_room_again_when_its_messages_are_handled()
    {
        await Reopen(Results with { MaxSizeInMegabytes = 1, Subscriptions = [new(Leaderboard)] });
        var big = new string('x', 600_000);
        await Bus.Publish(Topic, [new("1", big)], Soon);
        await AssertFull(Bus.Publish(Topic, [new("2", big)], Soon));

        await Complete(await Receive());

        await Bus.Publish(Topic, [new("2", big)], Soon);
    }

    [Fact]
    public async Task A_topic_without_subscriptions_keeps_nothing()
    {
        await Reopen(Results with { MaxSizeInMegabytes = 1, Subscriptions = [] });

        for (var i = 0; i < 5; i++) await Bus.Publish(Topic, [new($"{i}", new string('x', 600_000))], Soon);
    }

    [Fact]
    public async Task An_operation_that_fails_in_a_shared_commit_fails_alone()
    {
        await Reopen(Results with { MaxSizeInMegabytes = 1 });
        var tooBig = new BusMessage("too big", new string('x', 2_000_000));

        var publishes = Enumerable.Range(0, 200)
            .Select(i => i % 10 == 0 ? Bus.Publish(Topic, [A($"with {i}"), tooBig], Soon) : Publish($"{i}")).ToList();
        await Task.WhenAll(publishes).ContinueWith(_ => { }, TaskScheduler.Default);

        await Task.WhenAll(publishes.Where((_, i) => i % 10 == 0).Select(AssertFull));
        Assert.Equal(Enumerable.Range(0, 200).Where(i => i % 10 != 0).Select(i => $"{i}"), Ids(await Receive(max: 1000)));
    }

    [Fact]
    public async Task A_damaged_file_is_named_when_it_is_opened()
    {
        await Publish("1");
        await Bus.DisposeAsync();
        await File.WriteAllTextAsync(BusFile, new string('?', 8192));

        var thrown = Assert.Throws<MessageBusException>(() => Open().EnsureOpen(Topic));

        Assert.StartsWith($"The message file {BusFile} is damaged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_inside_the_file_is_found_when_it_is_opened()
    {
        await Bus.Publish(Topic, [.. Enumerable.Range(0, 500).Select(i => A($"{i}"))], Soon);
        await Bus.DisposeAsync();
        await using (var file = File.OpenWrite(BusFile))
        {
            file.Position = 5 * 4096;
            await file.WriteAsync(new byte[3 * 4096]);
        }

        var thrown = Assert.Throws<MessageBusException>(() => Open().EnsureOpen(Topic));

        Assert.Contains("is damaged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_first_version_is_upgraded_with_what_is_in_it()
    {
        await Publish("1");
        await Receive();
        await Bus.DisposeAsync();
        await ChangeFile("ALTER TABLE delivery DROP COLUMN deaths; PRAGMA user_version = 1");

        await Reopen();

        Assert.Equal(2, Assert.Single(await Receive()).DeliveryCount);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        await Publish("1");
        await Bus.DisposeAsync();
        await ChangeFile("PRAGMA user_version = 99");

        var thrown = Assert.Throws<MessageBusException>(() => Open().EnsureOpen(Topic));

        Assert.Contains("newer version", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task AssertFull(Task publish) =>
        Assert.StartsWith("Topic 'results' is full (1 MB)", (await Assert.ThrowsAsync<MessageBusException>(() => publish)).Message, StringComparison.Ordinal);

    private async Task ChangeFile(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={BusFile};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
