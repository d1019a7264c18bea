using System.Diagnostics;

namespace QuizPlatform.System.Tests;

/// <summary>One of scripts/, as somebody runs it.</summary>
internal static class Script
{
    // Whoever calls them may be anywhere, in the folder of another program too, whose settings are not ours.
    private static readonly Lazy<string> Elsewhere = new(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "elsewhere")).FullName;
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{ broken");
        return folder;
    });

    public static Process Start(string name, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(ServiceProcess.Root, "scripts", name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Elsewhere.Value,
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
