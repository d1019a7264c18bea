using QuizPlatform.LocalBus;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class DeliveryTests : BusFixture
{
    [Fact]
    public async Task A_subscription_for_one_subject_gets_nothing_else()
    {
        await Reopen(Results with { Subscriptions = [new(Leaderboard), new(Statistics) { Subject = "quiz.hidden.v1" }] });

        await Bus.Publish(Topic, [A("1"), A("2") with { Subject = "quiz.hidden.v1" }, A("3") with { Subject = "quiz.hidden.v2" }], Soon);

        Assert.Equal(["2"], Ids(await Receive(Statistics)));
        Assert.Equal(["1", "2", "3"], Ids(await Receive(Leaderboard)));
    }

    [Fact]
    public async Task Every_subscription_gets_every_message_in_order()
    {
        await Publish("1", "2");
        await Publish("3");

        Assert.Equal(["1", "2", "3"], Ids(await Receive(Leaderboard)));
        Assert.Equal(["1", "2", "3"], Ids(await Receive(Statistics)));
    }

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        var sent = new BusMessage("1", "{\"naïve\":\"☃\0😀\"}") { Subject = "quiz.published.v1" };

        await Bus.Publish(Topic, [sent], Soon);

        var received = Assert.Single(await Receive());
        Assert.Equal(sent, received.Message);
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(1), received.LockedUntil);
        Assert.Equal(1, received.DeliveryCount);
    }

    [Fact]
    public async Task The_trace_of_a_message_arrives_with_it()
    {
        await Publish("1");

        Assert.Equal(A("1"), Assert.Single(await Receive()).Message);
    }

    [Fact]
    public async Task A_waiting_receiver_gets_what_is_published_later()
    {
        var waiting = Receive();
        Assert.False(waiting.IsCompleted);

        await Publish("1");

        Assert.Equal(["1"], Ids(await waiting));
    }

    [Fact]
    public async Task A_locked_message_is_not_given_to_another_receiver()
    {
        await Publish("1", "2");

        Assert.Equal(["1"], Ids(await Receive(max: 1)));
        Assert.Equal(["2"], Ids(await Receive()));
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await Publish("1");
        await Complete(await Receive());

        Clock.Advance(TimeSpan.FromMinutes(2));

        await AssertNothingVisible();
    }

    [Fact]
    public async Task An_expired_lock_makes_the_message_visible_to_a_waiting_receiver()
    {
        await Publish("1");
        await Receive();
        var waiting = Receive();

        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, Assert.Single(await waiting).DeliveryCount);
    }

    [Fact]
    public async Task Completing_after_the_lock_expired_says_so_and_completes_the_others()
    {
        await Publish("1");
        var late = await Receive();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Publish("2");
        var again = await Receive(max: 1);
        var inTime = await Receive();

        await Assert.ThrowsAsync<MessageLockLostException>(() => Complete([.. late, .. inTime]));

        await Complete(again);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await AssertNothingVisible();
    }

    [Fact]
    public async Task A_renewed_lock_holds_longer()
    {
        await Publish("1");
        var received = await Receive();
        Clock.Advance(TimeSpan.FromSeconds(50));

        await Bus.Subscription(Topic, Leaderboard).RenewLock(received);

        Clock.Advance(TimeSpan.FromSeconds(50));
        await Complete(received);
    }

    [Fact]
    public async Task An_expired_lock_cannot_be_renewed()
    {
        await Publish("1");
        var received = await Receive();
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<MessageLockLostException>(() => Bus.Subscription(Topic, Leaderboard).RenewLock(received));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_in_its_old_place()
    {
        await Publish("1", "2");
        await Abandon(await Receive(max: 1));

        var received = await Receive();

        Assert.Equal(["1", "2"], Ids(received));
        Assert.Equal([2, 1], received.Select(m => m.DeliveryCount));
    }

    [Fact]
    public async Task A_cancelled_receiver_takes_no_message_with_it()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Bus.Subscription(Topic, Leaderboard).Receive(1, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await Publish("1");

        Assert.Equal(["1"], Ids(await Receive()));
    }

    [Fact]
    public async Task Waiting_receivers_are_cancelled_when_the_bus_closes()
    {
        var waiting = Receive();

        await Bus.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("nowhere", Leaderboard, "There is no topic 'nowhere' in the bus topology; it has results.")]
    [InlineData(Topic, "nobody", "Topic 'results' has no subscription 'nobody'; it has leaderboard, statistics.")]
    public void An_unknown_topic_or_subscription_is_named(string topic, string subscription, string sentence)
    {
        var thrown = Assert.Throws<MessageBusException>(() => Bus.Subscription(topic, subscription));

        Assert.Equal(sentence, thrown.Message);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_clock_that_is_set_makes_nobody_wait_longer_than_a_lock_holds(int minutes)
    {
        var clock = new TestClock();
        await Reopen(clock: clock);
        await Publish("a", "b");
        await Receive(max: 1);

        clock.Set(TimeSpan.FromMinutes(minutes));
        var b = minutes < 0 ? Ids(await Receive()) : ["b"];
        clock.Advance(TimeSpan.FromMinutes(1));
        var a = await Receive();

        Assert.Equal(["b"], b);
        Assert.Contains("a", Ids(a));
    }

    [Fact]
    public async Task A_lock_holds_although_the_clock_is_set_back()
    {
        var clock = new TestClock();
        await Reopen(clock: clock);
        await Publish("a");
        var received = await Receive();

        clock.Set(TimeSpan.FromHours(-1));
        clock.Advance(TimeSpan.FromSeconds(30));
        await AssertNothingVisible();

        await Complete(received);
    }
}
