using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class TelemetryExtensions
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// Traces, metrics and logs to Application Insights, signed with the app's identity, and by OTLP where the environment asks for it; nowhere when
    /// neither is set.
    /// </summary>
    public static FunctionsApplicationBuilder AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        var connectionString = builder.Configuration[ConnectionString];
        var hasInsights = connectionString is { Length: > 0 };
        if (builder.AddOpenTelemetry(ServiceName.Of(builder.Services), @else: hasInsights) is not { } telemetry)
            return builder;

        // Each request, query and call would be some lines, which cost and which the operation's spans tell already.
        foreach (var category in (string[])["Azure", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http.HttpClient"])
            builder.Logging.AddFilter(category, LogLevel.Warning);

        // What the app asks of others (HTTP, Service Bus, Cosmos DB) belongs to the operation too; a message carries it on to its handler. The
        // SDKs say so only when this is switched on, before their first use.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        telemetry
            .UseFunctionsWorkerDefaults() // also tells the host to keep its copy of our log lines to itself
            .WithTracing(tracing => tracing.AddSource("Azure.*", "System.Net.Http"));
        if (hasInsights)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connectionString;
                exporter.Credential = builder.Configuration.Credential();
                exporter.EnableTraceBasedLogsSampler = false; // spans are sampled, lines are not: some are the audit log
            });
        }

        return builder;
    }
}
