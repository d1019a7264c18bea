using OpenTelemetry;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

internal static partial class TelemetryExtensions
{
    /// <summary>Traces, metrics and logs: by OTLP where the environment asks for it, and in Azure to Application Insights.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        Action<OpenTelemetryBuilder>? export = null;
        AzureMonitor(builder.Configuration, ref export);
        if (builder.AddOpenTelemetry("gateway", @else: export is not null)?.WithRequests(LiveBoards.Address.AbsolutePath) is { } telemetry)
            export?.Invoke(telemetry);
    }

    // Not in Local, whose registry need not have Azure's packages.
    static partial void AzureMonitor(IConfiguration configuration, ref Action<OpenTelemetryBuilder>? export);
}
