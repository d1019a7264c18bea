using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace QuizPlatform.Platform;

public static class OpenTelemetryExtensions
{
    // Any of them asks for all three signals; what else they say (protocol, headers, sampler, attributes), OpenTelemetry reads by itself.
    private static readonly string[] Asking =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"];

    /// <summary>
    /// Traces, metrics and logs by OTLP, where the standard environment variables ask for it. Otherwise, and when nobody <paramref name="else"/> wants
    /// them, nothing is started.
    /// </summary>
    /// <param name="service">Its name, unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES say another.</param>
    /// <returns>To add to; null when nobody asks.</returns>
    public static OpenTelemetryBuilder? AddOpenTelemetry(this IHostApplicationBuilder builder, string service, bool @else = false)
    {
        var byOtlp = Asking.Any(name => builder.Configuration[name] is { Length: > 0 });
        if (!byOtlp && !@else)
            return null;

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource("QuizPlatform.*").AddProcessor<PathsWithoutIds>())
            .WithMetrics(metrics => metrics.AddMeter("QuizPlatform.*"))
            .WithLogging(configureBuilder: null, lines => lines.IncludeFormattedMessage = true);
        if (byOtlp)
            telemetry.WithMetrics(metrics => metrics.AddRuntimeInstrumentation()).UseOtlpExporter();
        return telemetry;
    }

    /// <summary>Spans and times of requests, those that come and those that are sent. (In Azure the Functions host has them.)</summary>
    /// <param name="often">
    /// Paths that are asked again and again and make no spans; health is such a one, and of another service the root, which tells whether it is there.
    /// </param>
    public static OpenTelemetryBuilder WithRequests(this OpenTelemetryBuilder telemetry, params string[] often)
    {
        return telemetry
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !IsOften(http.Request.Path))
                .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage = request =>
                    request.RequestUri?.AbsolutePath is { } path && path != "/" && !IsOften(path)))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());

        bool IsOften(PathString path) => path.StartsWithSegments("/health") || often.Contains(path.Value);
    }
}
