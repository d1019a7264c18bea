using System.Buffers.Text;
using System.Text.Json;

namespace QuizPlatform.Platform;

/// <summary>
/// An opaque page cursor that holds the last row's place in the order, so that rows added meanwhile neither repeat nor hide others.
/// </summary>
public static class Cursor
{
    public static string Write<T>(T place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place, Json.Options));

    /// <summary>The place, or null when there is no cursor.</summary>
    /// <exception cref="ProblemException">400: not a cursor of ours.</exception>
    public static T? Read<T>(string? cursor)
        where T : class
    {
        if (cursor is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(cursor), Json.Options) ?? throw Invalid();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid();
        }
    }

    /// <summary>How many a cursor says that there were up to its place; 0 when there is no cursor.</summary>
    /// <exception cref="ProblemException">400: no list is so long.</exception>
    public static int CountBefore(int? before) => before switch
    {
        null => 0,
        >= 0 and <= 1_000_000_000 => before.Value,
        _ => throw Invalid(),
    };

    /// <summary>400: it is none, which a list may know only once it has read it.</summary>
    public static ProblemException Invalid() => Problem.Field("cursor", "'cursor' is not one that this list gave out.");
}
