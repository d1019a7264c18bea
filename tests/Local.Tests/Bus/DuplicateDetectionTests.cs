namespace QuizPlatform.Local.Tests.Bus;

public sealed class DuplicateDetectionTests : BusFixture
{
    [Fact]
    public async Task A_repeated_id_within_the_window_is_dropped()
    {
        await Publish("1", "1");
        await Complete(await Receive());
        Clock.Advance(TimeSpan.FromMinutes(4));

        await Publish("1", "2");

        Assert.Equal(["2"], Ids(await Receive()));
    }

    [Fact]
    public async Task A_repeated_id_after_the_window_is_a_new_message()
    {
        await Publish("1");
        await Complete(await Receive());
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Publish("1");

        Assert.Equal(["1"], Ids(await Receive()));
    }

    [Fact]
    public async Task Ids_are_remembered_over_a_restart()
    {
        await Publish("1");
        await Complete(await Receive());
        await Reopen();

        await Publish("1");

        await AssertNothingVisible();
    }

    [Fact]
    public async Task Without_duplicate_detection_every_message_counts()
    {
        await Reopen(Results with { RequiresDuplicateDetection = false });

        await Publish("1", "1");

        Assert.Equal(["1", "1"], Ids(await Receive()));
    }
}
