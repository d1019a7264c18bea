namespace QuizPlatform.Local.Tests.Bus;

/// <summary>What failed is not tried again ten times within a moment: what hindered it may pass.</summary>
public sealed class PauseTests : BusFixture
{
    [Fact]
    public async Task The_pauses_between_ten_tries_grow()
    {
        await Publish("1");
        foreach (var seconds in new[] { 0, 0.1, 0.5, 2.5, 12.5, 30, 30, 30, 30 })
        {
            await Abandon(await Receive(Statistics), "the disk is full", Statistics);
            if (seconds > 0)
            {
                Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
                await AssertNothingVisible(Statistics);
                Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }
        Assert.Equal(10, Assert.Single(await Receive(Statistics)).DeliveryCount);
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_it_when_its_pause_ends()
    {
        await Publish("1");
        await FailTwice();
        var waiting = Receive();

        Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(["1"], Ids(await waiting));
    }

    [Fact]
    public async Task Others_are_not_held_back()
    {
        await Publish("1");
        await FailTwice();

        await Publish("2");

        Assert.Equal(["2"], Ids(await Receive()));
        Assert.Equal(["1"], Ids(await Receive(Statistics, max: 1)));
    }

    [Fact]
    public async Task A_start_ends_no_pause_and_counts_no_death()
    {
        await Publish("1");
        await FailTwice();

        await Reopen();

        await AssertNothingVisible();
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Abandon(await Receive(), reason: null);
        var letter = Assert.Single(await DeadLetters());
        Assert.Equal(3, letter.DeliveryCount);
    }

    [Fact]
    public async Task The_end_of_a_pause_is_not_told_as_the_end_of_a_lock()
    {
        await Publish("1");
        await FailTwice();
        Clock.Advance(TimeSpan.FromSeconds(0.1));

        await Reopen(Results with { Subscriptions = [new(Leaderboard) { MaxDeliveryCount = 2 }, new(Statistics)] });
        await AssertNothingVisible();

        Assert.EndsWith("error 2", Assert.Single(await DeadLetters()).DeadLetterErrorDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deaths_make_no_pause_longer()
    {
        await Publish("1");
        for (var i = 0; i < 5; i++)
        {
            await Receive();
            await Reopen();
        }

        await Abandon(await Receive());

        Assert.Equal(["1"], Ids(await Receive()));
    }

    private async Task FailTwice()
    {
        for (var i = 1; i <= 2; i++) await Abandon(await Receive(), $"error {i}");
    }
}
