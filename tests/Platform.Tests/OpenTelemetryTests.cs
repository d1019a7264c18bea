using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace QuizPlatform.Platform.Tests;

public sealed class OpenTelemetryTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public void Nothing_is_started_and_no_service_added_unless_the_environment_asks()
    {
        var (builder, before) = (Builder(), Builder().Services.Count);

        Assert.Null(builder.AddOpenTelemetry("a-service"));
        Assert.Equal(before, builder.Services.Count);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT")]
    public void An_address_asks_for_traces_metrics_and_logs(string setting)
    {
        using var services = Asked(setting, "http://127.0.0.1:9");

        Assert.NotNull(services.GetService<TracerProvider>());
        Assert.NotNull(services.GetService<MeterProvider>());
        Assert.NotNull(services.GetService<LoggerProvider>());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "", "a-service")]
    [InlineData("OTEL_SERVICE_NAME", "another", "another")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.name=another", "another")]
    public void The_environment_may_name_the_service(string setting, string value, string name)
    {
        using var services = Asked("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", (setting, value));

        Assert.Equal(name, services.GetRequiredService<TracerProvider>().GetResource().Attributes.Single(a => a.Key == "service.name").Value);
    }

    [Fact]
    public void A_span_does_not_tell_who_asked_for_what()
    {
        Assert.Equal(
            [("http.route", "/api/users/{id}"), ("url.path", "/api/users/{id}")],
            Ended(ActivityKind.Server, ("url.path", $"/api/users/{Id}"), ("user_agent.original", "somebody's"), ("http.route", "/api/users/{id}")));
        Assert.Empty(Ended(ActivityKind.Server, ("url.path", "/ann@example.com"))); // no route matched
        Assert.Equal(
            [("url.full", "http://results/api/results/user/{id}")],
            Ended(ActivityKind.Client, ("url.full", $"http://results/api/results/user/{Id}")));
    }

    private static IEnumerable<(string Name, object? Value)> Ended(ActivityKind kind, params (string Name, string Value)[] tags)
    {
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener { ShouldListenTo = s => s == source, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("test", kind)!;
        foreach (var (name, value) in tags)
            span.SetTag(name, value);
        using var processor = new PathsWithoutIds();
        processor.OnEnd(span);
        return [.. span.TagObjects.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key)];
    }

    private static HostApplicationBuilder Builder() => Host.CreateEmptyApplicationBuilder(new());

    private static ServiceProvider Asked(string setting, string address, params (string Name, string Value)[] more)
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(more.Append((setting, address)).Select(s => KeyValuePair.Create<string, string?>(s.Item1, s.Item2)));
        Assert.NotNull(builder.AddOpenTelemetry("a-service"));
        return builder.Services.BuildServiceProvider();
    }
}
