using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.System.Tests;

/// <summary>Where services send their spans, metrics and log lines by OTLP over HTTP (<c>http/protobuf</c>), as a collector or a viewer has it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Span> _spans = [];
    private readonly ConcurrentQueue<(string TraceId, string Text)> _lines = [];
    private readonly ConcurrentDictionary<(string Service, string Instrument), bool> _instruments = [];

    private Collector(WebApplication server) => _server = server;

    /// <summary>What tells a service to send there, and not to wait long.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _server.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
    ];

    public IReadOnlyList<Span> Spans => [.. _spans];

    public IReadOnlyList<(string TraceId, string Text)> Lines => [.. _lines];

    public IReadOnlyCollection<(string Service, string Instrument)> Instruments => [.. _instruments.Keys];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var collector = new Collector(server);
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var request = new Protobuf(body.ToArray());
            if (context.Request.Path == "/v1/traces")
                collector.KeepSpans(request);
            else if (context.Request.Path == "/v1/metrics")
                collector.KeepInstruments(request);
            else
                collector.KeepLines(request);
        });
        await server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // The numbers are those of opentelemetry-proto: trace.proto, metrics.proto, logs.proto, resource.proto.
    private void KeepSpans(Protobuf request)
    {
        foreach (var resource in request.Messages(1))
        {
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(new(
                    ServiceOf(resource), span.Text(5)!, (int)span.Number(6), span.Hex(1), span.Hex(2), span.Hex(4),
                    [.. span.Messages(13).Select(link => link.Hex(2))],
                    span.Messages(9).ToDictionary(tag => tag.Text(1)!, tag => tag.Messages(2).Single().Text(1) ?? "")));
            }
        }
    }

    private void KeepInstruments(Protobuf request)
    {
        foreach (var resource in request.Messages(1))
        {
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                _instruments[(ServiceOf(resource), metric.Text(1)!)] = true;
        }
    }

    private void KeepLines(Protobuf request)
    {
        foreach (var line in request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
            _lines.Enqueue((line.Hex(9), line.Messages(5).Single().Text(1) ?? ""));
    }

    private static string ServiceOf(Protobuf resource) =>
        resource.Messages(1).Single().Messages(1).Single(tag => tag.Text(1) == "service.name").Messages(2).Single().Text(1)!;
}

/// <param name="Kind">As OTLP has it: 2 for a server, 3 a client, 4 a producer, 5 a consumer.</param>
/// <param name="Links">To which spans.</param>
internal sealed record Span(
    string Service, string Name, int Kind, string TraceId, string Id, string ParentId, IReadOnlyList<string> Links, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads a Protocol Buffers message by its fields' numbers.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public Protobuf(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var (number, length) = (tag & 7) switch
            {
                0 => (Varint(message.Span, ref at), 0),
                1 => (0UL, 8),
                2 => (0UL, (int)Varint(message.Span, ref at)),
                5 => (0UL, 4),
                var wire => throw new InvalidDataException($"There is no wire type {wire}."),
            };
            _fields.Add(((int)(tag >> 3), number, message.Slice(at, length)));
            at += length;
        }
    }

    public IEnumerable<Protobuf> Messages(int field) => Of(field).Select(f => new Protobuf(f.Bytes));

    public ulong Number(int field) => Of(field).Select(f => f.Number).LastOrDefault();

    /// <summary>Null when it is not there.</summary>
    public string? Text(int field) => Of(field).Select(f => Encoding.UTF8.GetString(f.Bytes.Span)).LastOrDefault();

    public string Hex(int field) => Of(field).Select(f => Convert.ToHexStringLower(f.Bytes.Span)).LastOrDefault("");

    private IEnumerable<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> Of(int field) => _fields.Where(f => f.Field == field);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            number |= (ulong)(next & 127) << shift;
            if (next < 128)
                return number;
        }
    }
}
