using Moq;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class WatchedEventSenderTests
{
    private static readonly Event Told = new("id", "told.v1", "{}");

    private readonly TestClock _clock = new();
    private readonly Mock<IEventSender> _bus = new();
    private readonly WatchedEventSender _sender;

    public WatchedEventSenderTests() => _sender = new(_bus.Object, _clock);

    [Fact]
    public async Task What_was_sent_lately_tells_that_sending_works_and_nothing_is_tried()
    {
        await _sender.Send([Told], default);

        Assert.Null(await _sender.WhyNotSendable());
        _bus.Verify(bus => bus.Send(It.IsAny<IReadOnlyList<Event>>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task What_could_not_be_sent_tells_why_for_a_moment_and_is_over_when_sending_nothing_works()
    {
        _bus.Setup(bus => bus.Send(new[] { Told }, default)).ThrowsAsync(new IOException("The disk is full."));
        await Assert.ThrowsAsync<IOException>(() => _sender.Send([Told], default));

        Assert.Equal("The disk is full.", (await _sender.WhyNotSendable())?.Message);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _sender.WhyNotSendable());
    }

    [Fact]
    public async Task When_nothing_was_sent_for_a_while_it_is_tried()
    {
        await _sender.Send([Told], default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _bus.Setup(bus => bus.Send(Array.Empty<Event>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("The disk is full."));

        Assert.Equal("The disk is full.", (await _sender.WhyNotSendable())?.Message);
    }

    [Fact]
    public async Task A_bus_that_hangs_does_not_answer()
    {
        _bus.Setup(bus => bus.Send(Array.Empty<Event>(), It.IsAny<CancellationToken>()))
            .Returns((IReadOnlyList<Event> _, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation));

        var asking = _sender.WhyNotSendable();
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("The bus does not answer.", (await asking.WaitAsync(TimeSpan.FromMinutes(1)))?.Message);
    }
}
