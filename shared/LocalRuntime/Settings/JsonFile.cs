using Microsoft.Extensions.Configuration;

namespace QuizPlatform.LocalRuntime.Settings;

internal static class JsonFile
{
    /// <summary>The file's values by their path (`a:b:c`); nothing if there is no such file.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string path)
    {
        if (!File.Exists(path))
            return [];

        try
        {
            using var file = File.OpenRead(path);
            return [.. new ConfigurationBuilder().AddJsonStream(file).Build().AsEnumerable()
                .Where(pair => pair.Value is not null)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))];
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new StartupException($"{path} is not valid JSON ({Reason(e)}). Correct the file and start again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static string Reason(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
