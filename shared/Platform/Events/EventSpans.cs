using System.Diagnostics;

namespace QuizPlatform.Platform;

/// <summary>
/// Spans of events, by OpenTelemetry's conventions for messages: what is done about one, however much later, belongs to the trace that raised it.
/// </summary>
public static class EventSpans
{
    private static readonly ActivitySource Source = new("QuizPlatform.Events");

    /// <summary>The event's own span in the trace of whoever raises it; where that is not recorded there is none, and nothing to carry along.</summary>
    /// <returns>What the event carries, <see cref="Event.TraceParent"/>.</returns>
    public static string? Create(string type)
    {
        using var span = Source.StartActivity($"create {type}", ActivityKind.Producer);
        span?.SetTag("messaging.operation.type", "create");
        return (span ?? Activity.Current) is { Recorded: true, IdFormat: ActivityIdFormat.W3C } recorded ? recorded.Id : null;
    }

    /// <summary>The span of sending some events together; it links to theirs.</summary>
    /// <param name="system">What the bus is, as OpenTelemetry names it.</param>
    public static Activity? Send(IReadOnlyCollection<Event> events, string system, string topic)
    {
        if (events.Count == 0 || !Source.HasListeners())
            return null;
        var links = events.Select(told => Context(told.TraceParent)).OfType<ActivityContext>().Select(context => new ActivityLink(context));
        return Source.StartActivity($"send {topic}", ActivityKind.Client, parentContext: default, links: links)
            ?.SetTag("messaging.system", system)
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", topic)
            .SetTag("messaging.batch.message_count", events.Count);
    }

    internal static ActivityContext? Context(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : null;
}
