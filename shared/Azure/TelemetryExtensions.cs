using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
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
            // Each request, query and call would be some lines, which cost and which the operation's spans tell already.
            foreach (var category in (string[])["Azure", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http.HttpClient"])
                builder.Logging.AddFilter(category, LogLevel.Warning);

            // What the app asks of others (HTTP, Service Bus, Cosmos DB) belongs to the operation too; a message carries it on to its handler. The
            // SDKs say so only when this is switched on, before their first use.
            AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
            builder.Services.AddOpenTelemetry()
                .UseFunctionsWorkerDefaults() // also tells the host to keep its copy of our log lines to itself
                .WithTracing(tracing => tracing.AddSource("Azure.*", "System.Net.Http"))
                .UseAzureMonitorExporter(exporter =>
                {
                    exporter.ConnectionString = connectionString;
                    exporter.Credential = builder.Configuration.Credential();
                    exporter.EnableTraceBasedLogsSampler = false; // spans are sampled, lines are not: some are the audit log
                });
        }

        return builder;
    }
}
