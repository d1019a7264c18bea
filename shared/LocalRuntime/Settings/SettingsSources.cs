using Microsoft.Extensions.Configuration;

namespace QuizPlatform.LocalRuntime.Settings;

/// <summary>Later sources win: host.json, `Values` of local.settings.json, the environment (as `func` does), the command line.</summary>
internal static class SettingsSources
{
    public static void AddSettings(this ConfigurationManager configuration, LocalHostOptions options)
    {
        configuration.AddInMemoryCollection(QuietLogs);
        configuration.AddInMemoryCollection(HostJson.Flatten(Path.Combine(options.Directory, HostJson.FileName)));
        configuration.AddInMemoryCollection(LocalSettings.Flatten(Path.Combine(options.Directory, LocalSettings.FileName)));
        if (options.Environment is { } environment)
            configuration.AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(Key(pair.Key), pair.Value)));
        else
            configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(options.Arguments);
    }

    /// <summary>As environment variables do: two underscores stand for a colon.</summary>
    public static string Key(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    // ASP.NET Core's diagnostics log two lines a request and, to have a scope for them, start an Activity.
    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["AzureFunctionsJobHost:logging:logLevel:Microsoft"] = "Warning",
        ["AzureFunctionsJobHost:logging:logLevel:System"] = "Warning",
        ["AzureFunctionsJobHost:logging:logLevel:Polly"] = "Warning",
        ["AzureFunctionsJobHost:logging:logLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };
}
