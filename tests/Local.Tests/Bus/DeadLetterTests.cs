using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class DeadLetterTests : BusFixture
{
    [Fact]
    public async Task A_message_abandoned_too_often_becomes_a_dead_letter_with_the_last_error()
    {
        await Publish("1");

        await ExhaustDeliveries();

        var letter = Assert.Single(await DeadLetters());
        Assert.Equal(("1", 3, "MaxDeliveryCountExceeded"), (letter.Message.MessageId, letter.DeliveryCount, letter.DeadLetterReason));
        Assert.Contains("error 3", letter.DeadLetterErrorDescription, StringComparison.Ordinal);
        await AssertNothingVisible();
    }

    [Fact]
    public async Task It_is_counted_with_the_name_of_its_subscription()
    {
        using var observed = new Observed();
        await Reopen();
        await Publish("1", "2");

        await ExhaustDeliveries();

        var letters = observed.Of("quiz.bus.dead_letters");
        Assert.Equal(2, letters.Sum(letter => letter.Value));
        Assert.All(letters, letter => Assert.Equal(
            (Topic, Leaderboard), (letter.Tags["messaging.destination.name"], letter.Tags["messaging.destination.subscription.name"])));
    }

    [Fact]
    public async Task A_message_whose_locks_expire_too_often_becomes_a_dead_letter()
    {
        await Publish("1");
        for (var i = 0; i < 3; i++)
        {
            await Receive();
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await AssertNothingVisible();

        Assert.Equal("1", Assert.Single(await DeadLetters()).Message.MessageId);
    }

    [Fact]
    public async Task The_deaths_of_its_processes_bury_a_message_only_when_they_are_many()
    {
        await Publish("1");
        for (var i = 1; i <= 30; i++)
        {
            Assert.Equal(i, Assert.Single(await Receive()).DeliveryCount);
            await Reopen();
        }

        await AssertNothingVisible();
        Assert.Equal(("1", 30), Assert.Single((await DeadLetters()).Select(letter => (letter.Message.MessageId, letter.DeliveryCount))));
    }

    [Fact]
    public async Task Errors_count_beside_deaths()
    {
        await Publish("1");
        for (var i = 0; i < 5; i++)
        {
            await Receive();
            await Reopen();
        }

        await ExhaustDeliveries();

        Assert.Equal(("1", 8), Assert.Single((await DeadLetters()).Select(letter => (letter.Message.MessageId, letter.DeliveryCount))));
    }

    [Fact]
    public async Task Other_subscriptions_do_not_see_it()
    {
        await Publish("1");

        await ExhaustDeliveries();

        Assert.Empty(await DeadLetters(Statistics));
        Assert.Equal(["1"], Ids(await Receive(Statistics)));
    }

    [Fact]
    public async Task A_resent_letter_goes_to_its_own_subscription_with_a_fresh_count()
    {
        await Publish("1");
        await Complete(await Receive(Statistics), Statistics);
        await ExhaustDeliveries();

        Assert.Equal(1, await Bus.Subscription(Topic, Leaderboard).ResendDeadLetters(null));

        var again = Assert.Single(await Receive());
        Assert.Equal((A("1"), 1), (again.Message, again.DeliveryCount));
        Assert.Empty(await DeadLetters());
        await AssertNothingVisible(Statistics);
    }

    [Fact]
    public async Task One_letter_can_be_chosen()
    {
        await Publish("1", "2");
        await ExhaustDeliveries();
        var second = (await DeadLetters())[1];

        Assert.Equal(1, await Bus.Subscription(Topic, Leaderboard).ResendDeadLetters(second.SequenceNumber));

        Assert.Equal(["2"], Ids(await Receive()));
        Assert.Equal("1", Assert.Single(await DeadLetters()).Message.MessageId);
    }

    [Fact]
    public async Task A_deleted_letter_is_gone()
    {
        await Publish("1");
        await ExhaustDeliveries();
        var letter = Assert.Single(await DeadLetters());

        Assert.True(await Bus.Subscription(Topic, Leaderboard).DeleteDeadLetter(letter.SequenceNumber));

        Assert.Empty(await DeadLetters());
        Assert.False(await Bus.Subscription(Topic, Leaderboard).DeleteDeadLetter(letter.SequenceNumber));
    }
}
