using System.Runtime.InteropServices;
using System.Text.Json;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>JSON in files, with the lines where it stands.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Json.MaxDepth };

    /// <exception cref="UnreadableFileException">It is none.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            RequireWholeCharacters(json.Span);
            return JsonDocument.Parse(json, Strict).RootElement;
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(
                (int?)(e.LineNumber + 1), e.LineNumber is null ? "A field is given more than once." : "It is not valid JSON, or nested too deep.");
        }
    }

    /// <summary>The items of a list; none where it is no list.</summary>
    /// <param name="json">What <see cref="Parse"/> was given.</param>
    public static IEnumerable<(JsonElement Json, int Line)> Each(JsonElement list, ReadOnlyMemory<byte> json)
    {
        var (line, counted) = (1, 0);
        foreach (var item in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            json.Span.Overlaps(JsonMarshal.GetRawUtf8Value(item), out var at);
            line += json.Span[counted..at].Count((byte)'\n');
            counted = at;
            yield return (item, line);
        }
    }

    // No text can be made of half a surrogate pair, which may stand in JSON, nor the name of a field.
    private static void RequireWholeCharacters(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                var line = json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                throw new UnreadableFileException(line, "It has half a character.");
            }
        }
    }

    public static bool Is(JsonElement text, string expected) => text.ValueKind == JsonValueKind.String && text.ValueEquals(expected);
}
