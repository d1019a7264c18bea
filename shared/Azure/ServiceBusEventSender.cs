using Azure.Messaging.ServiceBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>Sends to the app's topic. The message id is the event's, so that the topic's duplicate detection drops repeats.</summary>
internal sealed class ServiceBusEventSender(ServiceBusSender sender) : IEventSender
{
    public async Task Send(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        if (events.Count == 1)
        {
            await sender.SendMessageAsync(Message(events[0]), cancellation);
            return;
        }

        // Sending nothing still opens the link to the topic, if it is not open: it needs the network, the sign-in, the role and the topic.
        var batch = await sender.CreateMessageBatchAsync(cancellation);
        try
        {
            foreach (var e in events)
            {
                if (batch.TryAddMessage(Message(e)))
                    continue;
                if (batch.Count > 0)
                    await sender.SendMessagesAsync(batch, cancellation);
                batch.Dispose();
                batch = await sender.CreateMessageBatchAsync(cancellation);
                if (!batch.TryAddMessage(Message(e)))
                    throw new InvalidOperationException($"The event {e.Id} is larger than a message may be.");
            }

            if (batch.Count > 0)
                await sender.SendMessagesAsync(batch, cancellation);
        }
        finally
        {
            batch.Dispose();
        }
    }

    // With a trace of its own the message is left alone by the SDK, whose span of sending links to it.
    private static ServiceBusMessage Message(Event e)
    {
        var message = new ServiceBusMessage(e.Body) { MessageId = e.Id, Subject = e.Type, ContentType = "application/json" };
        if (e.TraceParent is { } trace)
            message.ApplicationProperties["Diagnostic-Id"] = message.ApplicationProperties["traceparent"] = trace;
        return message;
    }
}
