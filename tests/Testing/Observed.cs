using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace QuizPlatform.Testing;

/// <summary>The spans and measurements of what a test does from here on, hosts that it starts included, and of nothing that runs beside it.</summary>
public sealed class Observed : IDisposable
{
    private static readonly AsyncLocal<Observed?> Now = new();

    private readonly ActivitySource _source = new("test");
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ConcurrentQueue<Measured> _measured = [];

    public Observed()
    {
        Now.Value = this;
        _spans = new()
        {
            ShouldListenTo = source => source == _source || IsOurs(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                Now.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>What has ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _ended];

    /// <summary>Something that a test does, to be the parent of what comes of it.</summary>
    public Activity Begin(string name) => _source.StartActivity(name)!;

    public IReadOnlyList<Measured> Of(string instrument) => [.. _measured.Where(m => m.Instrument == instrument)];

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
        _source.Dispose();
        Now.Value = null;
    }

    private static bool IsOurs(string name) => name.StartsWith("QuizPlatform.", StringComparison.Ordinal);

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Now.Value == this)
            _measured.Enqueue(new(instrument.Name, instrument.Unit, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString())));
    }
}

public sealed record Measured(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, string?> Tags);
