using System.Diagnostics;

namespace QuizPlatform.System.Tests;

/// <summary>One of scripts/, as somebody runs it.</summary>
internal static class Script
{
    public static Process Start(string name, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(ServiceProcess.Root, "scripts", name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What `dotnet test` tells its own MSBuild is not for another one.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(variable);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    public static async Task<(int Code, string Output)> Run(string name, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(name, arguments, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await output + await errors);
    }
}
