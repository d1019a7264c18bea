using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

/// <summary>An app of a few functions on a free port, with its files in a folder of its own.</summary>
internal sealed class RuntimeApp : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);    // only ever waited out by a test that fails

    private readonly DirectoryInfo _folder;
    private readonly IHost _host;

    private RuntimeApp(IHost host, DirectoryInfo folder, LogLines logs) => (_host, _folder, Logs) = (host, folder, logs);

    public HttpClient Client { get; private set; } = null!;
    public LogLines Logs { get; }
    public IHost Host => _host;
    public string Folder => _folder.FullName;

    public static async Task<RuntimeApp> Start(RuntimeSetup setup)
    {
        var logs = new LogLines();
        var folder = Directory.CreateTempSubdirectory("runtime-tests-");
        var host = Build(setup, folder.FullName, logs);
        await host.StartAsync();
        return new(host, folder, logs) { Client = new HttpClient { BaseAddress = host.Address(), Timeout = Patience } };
    }

    public static Task<RuntimeApp> Start(params Type[] functions) => Start(new RuntimeSetup { Functions = functions });

    public static IHost Build(RuntimeSetup setup, string folder, LogLines logs)
    {
        if (setup.HostJson is not null)
            File.WriteAllText(Path.Combine(folder, "host.json"), setup.HostJson);
        if (setup.LocalSettings is not null)
            File.WriteAllText(Path.Combine(folder, "local.settings.json"), setup.LocalSettings);

        var options = new LocalHostOptions
        {
            Directory = folder,
            FunctionClasses = setup.Functions,
            AppName = "sample",
            Port = setup.Port,
            Environment = new Dictionary<string, string?>(setup.Environment) { ["Local__DataDirectory"] = Path.Combine(folder, "data") },
        };
        var builder = options.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.ConfigureFunctionsWebApplication();
        setup.Configure(builder);
        return builder.Build();
    }

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}

internal sealed record RuntimeSetup
{
    public Type[] Functions { get; init; } = [];
    public string? HostJson { get; init; } = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";
    public string? LocalSettings { get; init; }
    public Dictionary<string, string?> Environment { get; init; } = [];
    public int Port { get; init; }
    public Action<FunctionsApplicationBuilder> Configure { get; init; } = _ => { };
}
