using System.Text.Json;
using QuizPlatform.LocalRuntime.Settings;

namespace QuizPlatform.LocalRuntime.Timers;

internal sealed record TimerRecord(DateTimeOffset? Last, DateTimeOffset Next);

/// <summary>When each timer of an app ran last and was to run next, kept over restarts in one small file.</summary>
internal sealed class TimerRecords(string dataDirectory, string app)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(dataDirectory, "timers", $"{app}.json");
    private readonly Lock _lock = new();
    private SortedDictionary<string, TimerRecord>? _records;

    public TimerRecord? this[string function]
    {
        get
        {
            lock (_lock)
                return Records.GetValueOrDefault(function);
        }

        set
        {
            lock (_lock)
            {
                Records[function] = value!;
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                SmallFile.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(Records, Json));
            }
        }
    }

    private SortedDictionary<string, TimerRecord> Records => _records ??= Read();

    private SortedDictionary<string, TimerRecord> Read()
    {
        using var wait = LongWait.For($"the file {_path}");
        if (!File.Exists(_path))
            return [];

        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, TimerRecord>>(File.ReadAllBytes(_path), Json) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{_path} cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new StartupException($"{_path} is damaged ({e.Message}). Delete it: the timers then only forget when they ran last.", e);
        }
    }
}
