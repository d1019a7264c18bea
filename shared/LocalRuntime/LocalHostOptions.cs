using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;

namespace QuizPlatform.LocalRuntime;

/// <summary>What a test chooses for itself and a program leaves alone.</summary>
public sealed record LocalHostOptions
{
    public string[] Arguments { get; init; } = [];

    /// <summary>Holds host.json, local.settings.json and servicebus.json.</summary>
    public string Directory { get; init; } = AppContext.BaseDirectory;

    /// <summary>Only these classes, instead of those of the program and what it references, which the worker searches too.</summary>
    public IReadOnlyList<Type>? FunctionClasses { get; init; }

    /// <summary>Names the app's files in the data directory; the last word of the program's name if not given.</summary>
    public string? AppName { get; init; }

    /// <summary>Stands in for the process's environment variables.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>0 takes a free port; see <see cref="LocalHost.Address"/>.</summary>
    public int? Port { get; init; }

    internal static Assembly FunctionAssembly => Assembly.GetEntryAssembly()!;

    internal string App => AppName ?? FunctionAssembly.GetName().Name!.Split('.')[^1].ToLowerInvariant();

    public FunctionsApplicationBuilder CreateBuilder() => new(this);
}
