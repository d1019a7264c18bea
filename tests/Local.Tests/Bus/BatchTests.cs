using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class BatchTests : BusFixture
{
    [Fact]
    public async Task A_process_waits_for_its_batch_until_another_has_settled_its_own()
    {
        var other = Open();
        await Publish("1", "2");
        var held = await ReceiveBatch(Bus);

        var waiting = ReceiveBatch(other);
        await AssertWaits(waiting, other, "3");
        await Complete([held[0]]);
        await AssertWaits(waiting, other, "4");
        await Complete([held[1]]);

        Assert.Equal(["3", "4"], Ids(await waiting));
    }

    [Fact]
    public async Task A_process_waits_for_its_batch_no_longer_than_the_lock_of_anothers()
    {
        var other = Open();
        await Publish("1");
        await ReceiveBatch(Bus);
        var waiting = ReceiveBatch(other);
        await AssertWaits(waiting, other, "2");

        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["1", "2"], Ids(await waiting));
    }

    [Fact]
    public async Task What_pauses_after_a_failure_keeps_nobody_from_a_batch()
    {
        var other = Open();
        await Publish("1");
        await Abandon(await ReceiveBatch(Bus));
        await Abandon(await ReceiveBatch(Bus)); // the second time it pauses

        await Publish("2");

        Assert.Equal(["2"], Ids(await ReceiveBatch(other)));
    }

    [Fact]
    public async Task What_a_process_could_not_settle_keeps_it_not_from_its_next_batch()
    {
        await Publish("1");
        await ReceiveBatch(Bus);

        await Publish("2");

        Assert.Equal(["2"], Ids(await ReceiveBatch(Bus)));
    }

    [Fact]
    public async Task Batches_of_two_subscriptions_are_independent()
    {
        var other = Open();
        await Publish("1");
        await ReceiveBatch(Bus);

        Assert.Equal(["1"], Ids(await ReceiveBatch(other, Statistics)));
    }

    private static Task<IReadOnlyList<ReceivedMessage>> ReceiveBatch(EmbeddedBus bus, string subscription = Leaderboard) =>
        bus.Subscription(Topic, subscription).ReceiveBatch(10, Soon);

    // One publish and what it delivers are one transaction, which is over when the bus does the next thing.
    private static async Task AssertWaits(Task waiting, EmbeddedBus bus, string id)
    {
        await bus.Publish(Topic, [A(id)], Soon);
        await bus.Subscription(Topic, Leaderboard).PeekDeadLetters();
        Assert.False(waiting.IsCompleted);
    }
}
