using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Platform;

/// <summary>An event on the wire: <c>{"id","type","time","traceparent","data"}</c>. The id is the same however often it is sent.</summary>
/// <param name="Id">Also the message id, by which the bus and the consumers know a repeat.</param>
/// <param name="Type">Name and version, e.g. <c>quiz.published.v1</c>; also the message's subject.</param>
/// <param name="Body">The whole envelope as JSON.</param>
public sealed record Event(string Id, string Type, string Body)
{
    // Written by us, read by us: no limit on depth but the default one, and nothing of what strangers send.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>When it was raised.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Of the message's own span in the trace of whoever raised it, as W3C writes it; null where that was not recorded.</summary>
    public string? TraceParent { get; init; }

    public static string Write<T>(string id, string type, DateTimeOffset time, T data, string? traceParent = null) =>
        JsonSerializer.Serialize(new Envelope<T>(id, type, time, traceParent, data), Options);

    /// <exception cref="JsonException">Not an envelope: the message can never be used.</exception>
    public static Event Parse(string body)
    {
        var head = JsonSerializer.Deserialize<Head>(body, Options);
        return head is { Id: { } id, Type: { } type }
            ? new(id, type, body) { Time = head.Time, TraceParent = head.TraceParent }
            : throw new JsonException("The message is not an event: it has no id or type.");
    }

    /// <summary>What the event tells. Fields it does not know are ignored.</summary>
    /// <exception cref="JsonException">The data does not have the shape of <typeparamref name="T"/>.</exception>
    public T Data<T>() =>
        JsonSerializer.Deserialize<Envelope<T>>(Body, Options) is { Data: { } data } ? data : throw new JsonException($"The event {Id} has no data.");

    private sealed record Envelope<T>(
        string Id, string Type, DateTimeOffset Time, [property: JsonPropertyName("traceparent")] string? TraceParent, T Data);

    private sealed record Head(string? Id, string? Type, DateTimeOffset Time, string? TraceParent);
}
