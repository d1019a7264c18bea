using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace QuizPlatform.Platform;

/// <summary>The platform's JSON: camelCase, RFC 3339 UTC times, every documented field present, strict about what it reads.</summary>
public static partial class Json
{
    /// <summary>How deep a body may nest.</summary>
    public const int MaxDepth = 16;

    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Makes options write and read as the platform does.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.AllowDuplicateProperties = false;
        // The answers are application/json with nosniff, never inlined into HTML: names with accents may stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new UtcTimeConverter());
        return options;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex WholeTime { get; }

    /// <summary>Writes times as <c>2026-11-22T10:00:00.123Z</c>: one spelling, whatever offset the value has.</summary>
    private sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
    {
        // A time without a zone would be one of wherever this runs, and a day none at all.
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTimeOffset(out var time) && WholeTime.IsMatch(reader.GetString()!) ? time : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}
