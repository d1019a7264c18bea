using System.Diagnostics.Metrics;

namespace QuizPlatform.Platform;

/// <summary>What an app's store takes, by OpenTelemetry's names for databases: time, and on Cosmos DB request units.</summary>
public static class StoreTime
{
    private static readonly Meter Meter = new("QuizPlatform.Store");
    private static readonly Histogram<double> Time = Meter.CreateHistogram(
        "db.client.operation.duration", "s", "What a query or a save took.", advice: Histograms.Seconds);

    private static readonly Histogram<double> Units = Meter.CreateHistogram<double>(
        "azure.cosmosdb.client.operation.request_charge", "{request_unit}", "What Cosmos DB charged for an operation.");

    /// <summary>Whether anybody measures.</summary>
    public static bool IsMeasured => Time.Enabled;

    /// <param name="failure">What it failed with; null when it did not.</param>
    public static void Saved(TimeSpan took, Exception? failure)
    {
        if (failure is null)
            Time.Record(took.TotalSeconds, new KeyValuePair<string, object?>("db.operation.name", "save"));
        else
            Time.Record(took.TotalSeconds, new("db.operation.name", "save"), new("error.type", failure.GetType().Name));
    }

    public static void Queried(TimeSpan took) => Time.Record(took.TotalSeconds, new KeyValuePair<string, object?>("db.operation.name", "query"));

    public static void Charged(double requestUnits) => Units.Record(requestUnits);
}
