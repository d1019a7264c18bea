using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalRuntime.Settings;

/// <summary>What the runtime honours of host.json. As in the Functions host, `AzureFunctionsJobHost__…` in the environment overrides it.</summary>
internal sealed record HostJson
{
    public const string FileName = "host.json";
    private const string Section = "AzureFunctionsJobHost";
    private const string LogLevels = "logging:logLevel";
    private const string ServiceBus = "extensions:serviceBus";
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);    // a timer of .NET holds 49

    // What it may say; the first two mean something in Azure only.
    private static readonly string[] Known =
    [
        "version", "telemetryMode", "functionTimeout", "extensions:http:routePrefix",
        $"{ServiceBus}:maxConcurrentCalls", $"{ServiceBus}:maxMessageBatchSize", $"{ServiceBus}:maxAutoLockRenewalDuration",
    ];

    public required string RoutePrefix { get; init; }
    public required TimeSpan FunctionTimeout { get; init; }
    public required int MaxConcurrentCalls { get; init; }
    public required int MaxMessageBatchSize { get; init; }
    public required TimeSpan MaxAutoLockRenewalDuration { get; init; }

    public static IEnumerable<KeyValuePair<string, string?>> Flatten(string path)
        => JsonFile.Read(path).Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", (string?)pair.Value));

    public static HostJson Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        RefuseUnknown(section);
        CheckLogLevels(section.GetSection(LogLevels));
        CheckLogLevels(configuration.GetSection("Logging:LogLevel"));

        return new()
        {
            RoutePrefix = (section["extensions:http:routePrefix"] ?? "api").Trim('/'),
            FunctionTimeout = Timeout(section, "functionTimeout", TimeSpan.FromMinutes(30)),
            MaxConcurrentCalls = Count(section, $"{ServiceBus}:maxConcurrentCalls", 16),
            MaxMessageBatchSize = Count(section, $"{ServiceBus}:maxMessageBatchSize", 1000),
            MaxAutoLockRenewalDuration = Span(section, $"{ServiceBus}:maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5)),
        };
    }

    public static IConfiguration Logging(IConfiguration configuration) => configuration.GetSection($"{Section}:logging");

    private static int Count(IConfigurationSection section, string key, int otherwise)
        => section[key] is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
            : throw Wrong(key, text, "a whole number above 0");

    private static TimeSpan Span(IConfigurationSection section, string key, TimeSpan otherwise)
        => section[key] is not { } text ? otherwise
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero && text.Contains(':') ? span
            : throw Wrong(key, text, "a duration such as \"00:05:00\"");

    // "-1" means no limit, as in the Functions host.
    private static TimeSpan Timeout(IConfigurationSection section, string key, TimeSpan otherwise)
        => section[key] == "-1" ? System.Threading.Timeout.InfiniteTimeSpan
            : Span(section, key, otherwise) is var span && span > TimeSpan.Zero && span <= LongestTimeout ? span
            : throw Wrong(key, section[key]!, "a duration above zero and of at most 30 days, or -1 for none");

    // In silence it would mean one thing here and another in Azure.
    private static void RefuseUnknown(IConfigurationSection section)
    {
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
            if (value is not null && !Known.Contains(key, StringComparer.OrdinalIgnoreCase)
                && !key.StartsWith($"{LogLevels}:", StringComparison.OrdinalIgnoreCase))
                throw new StartupException(
                    $"host.json: {Name(key)} is nothing that the local runtime does. Take it out, there or where it is overridden, and start again.");
    }

    private static void CheckLogLevels(IConfigurationSection levels)
    {
        foreach (var level in levels.GetChildren())
            if (!Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
                throw Wrong(level.Path.Replace($"{Section}:", "", StringComparison.Ordinal), level.Value ?? "",
                    $"one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
    }

    private static StartupException Wrong(string key, string value, string expected)
        => new($"host.json: {Name(key)} is \"{value}\" but must be {expected}. Correct it there, or in the setting that overrides it, and start again.");

    private static string Name(string key) => key.Replace(':', '.');
}
