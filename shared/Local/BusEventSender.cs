using QuizPlatform.LocalBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal sealed class BusEventSender(IMessageBus bus, string topic) : IEventSender
{
    public async Task Send(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        using var span = EventSpans.Send(events, "quizplatform", topic);
        await bus.Publish(topic, [.. events.Select(e => new BusMessage(e.Id, e.Body) { Subject = e.Type, TraceParent = e.TraceParent })], cancellation);
    }
}
