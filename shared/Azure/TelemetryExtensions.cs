using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Azure;

namespace QuizPlatform.Hosting;

public static class TelemetryExtensions
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Traces, metrics and logs to Application Insights, signed with the app's identity; nowhere when the setting is not there.</summary>
    public static FunctionsApplicationBuilder AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        if (builder.Configuration[ConnectionString] is { Length: > 0 } connectionString)
        {
            builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults().UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connectionString;
                exporter.Credential = builder.Configuration.Credential();
            });
        }

        return builder;
    }
}
