using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;

namespace QuizPlatform.Gateway;

internal static partial class TelemetryExtensions
{
    /// <summary>As the apps do it: with the connection string that is set, signed with the gateway's own identity.</summary>
    static partial void AzureMonitor(IConfiguration configuration, ref Action<OpenTelemetryBuilder>? export)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connectionString)
            return;
        var identity = configuration["AZURE_CLIENT_ID"];
        export = telemetry => telemetry.UseAzureMonitorExporter(exporter =>
        {
            exporter.ConnectionString = connectionString;
            if (identity is { Length: > 0 })
                exporter.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity));
            exporter.EnableTraceBasedLogsSampler = false; // spans are sampled, lines are not
        });
    }
}
