using Microsoft.Extensions.Configuration;

namespace QuizPlatform.LocalRuntime.Settings;

/// <summary>local.settings.json as `func` reads it: `Values` are settings (two underscores for a colon), `Host` is about the host itself.</summary>
internal static class LocalSettings
{
    public const string FileName = "local.settings.json";
    private const string PortKey = "LocalSettings:Host:LocalHttpPort";
    private const int DefaultPort = 7071;

    public static IEnumerable<KeyValuePair<string, string?>> Flatten(string path)
    {
        foreach (var (key, value) in JsonFile.Read(path))
        {
            if (key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase))
                yield return KeyValuePair.Create(SettingsSources.Key(key["Values:".Length..]), (string?)value);
            else if (key.Equals("Host:LocalHttpPort", StringComparison.OrdinalIgnoreCase))
                yield return KeyValuePair.Create(PortKey, (string?)value);
            else if (key.Equals("IsEncrypted", StringComparison.OrdinalIgnoreCase) && bool.TryParse(value, out var encrypted) && encrypted)
                throw new StartupException($"{path} is encrypted, which only the Core Tools can read. Run `func settings decrypt` beside it.");
        }
    }

    /// <summary>Loopback unless --host says otherwise; --port, ASPNETCORE_URLS, the settings file, 7071, in this order.</summary>
    public static string Url(IConfiguration configuration, LocalHostOptions options)
    {
        // Not from the whole configuration: HOST and PORT stand in many environments and mean something else there.
        var commandLine = new ConfigurationBuilder().AddCommandLine(options.Arguments).Build();
        var port = options.Port ?? Port(commandLine["port"], "--port");
        if (port is null && configuration["ASPNETCORE_URLS"] is { Length: > 0 } urls)
            return urls;

        port ??= Port(configuration[PortKey], "local.settings.json: Host.LocalHttpPort");
        return $"http://{commandLine["host"] ?? "127.0.0.1"}:{port ?? DefaultPort}";
    }

    private static int? Port(string? text, string name)
        => text is null ? null
            : ushort.TryParse(text, out var port) ? port
            : throw new StartupException($"{name} is \"{text}\" but must be a port number from 0 to 65535. Correct it and start again.");
}
