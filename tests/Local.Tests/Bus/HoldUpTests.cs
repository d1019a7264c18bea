using QuizPlatform.Local.Tests.Runtime;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class HoldUpTests : BusFixture
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly StandingClock _clock = new(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_publisher_is_held_up_until_those_who_take_what_came_before_have_caught_up()
    {
        await PublishToMany();

        var held = Publish("one more");
        await _clock.Waiting.Next();
        Assert.False(held.IsCompleted);

        await Complete(await Receive(max: 1_000));
        await Complete(await Receive(Statistics, max: 1_000), Statistics);
        await held.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_publisher_is_held_up_for_a_moment_at_most()
    {
        await PublishToMany();

        var held = Publish("one more");
        Assert.Equal(Longest, await _clock.Waiting.Next());
        _clock.Advance(Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(held.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await held.WaitAsync(Patience);
        Assert.Contains("one more", Ids(await Receive(max: 1_000)));
    }

    [Fact]
    public async Task Where_nobody_takes_anything_no_publisher_is_held_up()
    {
        await PublishToMany();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Publish("some time later").WaitAsync(Patience);
        Assert.Equal(0, _clock.Waiting.Count);

        await Reopen(clock: _clock);
        await Publish("in another process").WaitAsync(Patience);
    }

    // Many, of which one was just taken.
    private async Task PublishToMany()
    {
        await Reopen(clock: _clock);
        await Publish([.. Enumerable.Range(0, 600).Select(i => $"{i}")]);
        await Complete(await Receive(max: 1));
    }
}
