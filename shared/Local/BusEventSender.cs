using QuizPlatform.LocalBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal sealed class BusEventSender(IMessageBus bus, string topic) : IEventSender
{
    public Task Send(IReadOnlyList<Event> events, CancellationToken cancellation) =>
        bus.Publish(topic, [.. events.Select(e => new BusMessage(e.Id, e.Body) { Subject = e.Type })], cancellation);
}
