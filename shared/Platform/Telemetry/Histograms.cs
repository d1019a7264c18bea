using System.Diagnostics.Metrics;

namespace QuizPlatform.Platform;

public static class Histograms
{
    /// <summary>For times in seconds, from a millisecond to a minute: OpenTelemetry's own buckets are for milliseconds.</summary>
    public static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };
}
