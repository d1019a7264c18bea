using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>The words of an enumeration, and no numbers of them.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Refuses numbers that decimal would round, or take for 0.</summary>
internal sealed class ExactNumbers : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        return reader.TokenType == JsonTokenType.Number && Numbers.TryRead(text, out var number)
            ? number
            : throw new JsonException($"A number from -1e15 to 1e15 of at most {Numbers.MaxDigits} digits is wanted.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
