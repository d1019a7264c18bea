using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;

namespace QuizPlatform.LocalRuntime;

/// <summary>What a test chooses for itself and a program leaves alone.</summary>
public sealed record LocalHostOptions
{
    public string[] Arguments { get; init; } = [];

    /// <summary>Holds host.json, local.settings.json and servicebus.json.</summary>
    public string Directory { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where the functions are; what it references is searched too, as the worker does.</summary>
    public Assembly? Assembly { get; init; }

    /// <summary>Only these classes, instead of an assembly's.</summary>
    public IReadOnlyList<Type>? FunctionClasses { get; init; }

    /// <summary>Names the app's files in the data directory; the last word of the assembly's name if not given.</summary>
    public string? AppName { get; init; }

    /// <summary>Stands in for the process's environment variables.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>0 takes a free port; see <see cref="LocalHost.Address"/>.</summary>
    public int? Port { get; init; }

    internal Assembly FunctionAssembly => Assembly ?? Assembly.GetEntryAssembly()!;

    internal string App => AppName ?? FunctionAssembly.GetName().Name!.Split('.')[^1].ToLowerInvariant();

    public FunctionsApplicationBuilder CreateBuilder() => new(this);
}
