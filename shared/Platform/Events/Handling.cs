using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace QuizPlatform.Platform;

/// <summary>
/// Some events of one subscription that are worked on together: each has a span of its own in the trace that raised it, and is timed from there to the end.
/// Where the host has given the message a span there already, as to one that comes alone, that is it.
/// </summary>
public sealed class Handling : IDisposable
{
    private static readonly ActivitySource Source = new("QuizPlatform.Events");
    private static readonly Meter Meter = new("QuizPlatform.Events");
    private static readonly Histogram<double> Lag = Meter.CreateHistogram(
        "quiz.event.lag", "s", "From when an event is raised until a subscription has handled it.", advice: Histograms.Seconds);

    private readonly string _topic, _subscription;
    private readonly IReadOnlyCollection<Event> _events;
    private readonly TimeProvider _clock;
    private readonly List<Activity> _spans = [];
    private bool _done;

    /// <summary>Begins; what is done until the end belongs to the event's span where there is but one event.</summary>
    public Handling(string topic, string subscription, IReadOnlyCollection<Event> events, TimeProvider clock)
    {
        (_topic, _subscription, _events, _clock) = (topic, subscription, events, clock);
        var around = Activity.Current;
        foreach (var trace in events.Select(told => EventSpans.Context(told.TraceParent)).OfType<ActivityContext>())
        {
            if (trace.TraceId == around?.TraceId || Begin(trace, around) is not { } span)
                continue;
            _spans.Add(span);
            if (events.Count > 1)
                Activity.Current = around;
        }
    }

    /// <summary>They are handled. Without this, their spans end as failed.</summary>
    public void Done()
    {
        _done = true;
        if (!Lag.Enabled)
            return;
        var now = _clock.GetUtcNow();
        foreach (var told in _events)
        {
            Lag.Record(
                Math.Max(0, (now - told.Time).TotalSeconds),
                new("messaging.destination.name", _topic), new("messaging.destination.subscription.name", _subscription));
        }
    }

    public void Dispose()
    {
        foreach (var span in _spans)
        {
            if (!_done)
                span.SetStatus(ActivityStatusCode.Error);
            span.Dispose();
        }
    }

    private Activity? Begin(ActivityContext trace, Activity? around) => Source.StartActivity(
            $"process {_topic}/{_subscription}", ActivityKind.Consumer, trace, links: around is null ? null : [new(around.Context)])
        ?.SetTag("messaging.operation.type", "process")
        .SetTag("messaging.destination.name", _topic)
        .SetTag("messaging.destination.subscription.name", _subscription);
}
