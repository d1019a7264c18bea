using System.Diagnostics;

namespace QuizPlatform.Infra.Tests;

/// <summary>
/// A run of a script under infra/ with stand-ins for the programs it calls. Each is a piece of bash that sees its arguments as "$*" and may keep
/// things in $STATE; how they were called is written down. Nothing sleeps.
/// </summary>
internal sealed class Script : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("script-").FullName;
    private readonly string _bin = Directory.CreateTempSubdirectory("script-bin-").FullName;

    public Script(params (string Program, string Body)[] programs)
    {
        foreach (var (program, body) in programs.Append(("sleep", "")))
        {
            var file = Path.Combine(_bin, program);
            File.WriteAllText(file, $"#!/usr/bin/env bash\nprintf '%s\\n' \"{program} $*\" >> \"$STATE/calls\"\n{body}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public Dictionary<string, string?> Environment { get; } = [];

    public string Said { get; private set; } = "";

    public string[] Calls => File.Exists(Kept("calls")) ? File.ReadAllLines(Kept("calls")) : [];

    public string Kept(string name) => Path.Combine(_state, name);

    public void Keep(string name, string content = "") => File.WriteAllText(Kept(name), content);

    public (int Exit, string Output) Run(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Said = error.Result;
        return (process.ExitCode, output);
    }

    public Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.Path($"infra/{script}"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment["PATH"] = _bin + ":" + System.Environment.GetEnvironmentVariable("PATH");
        start.Environment["STATE"] = _state;
        start.Environment["TMPDIR"] = _bin; // nothing may be left behind in it
        return Process.Start(start)!;
    }

    /// <summary>What the script made for itself and should have cleared away.</summary>
    public IEnumerable<string> Leftovers => Directory.EnumerateDirectories(_bin);

    public void Dispose()
    {
        Directory.Delete(_state, recursive: true);
        Directory.Delete(_bin, recursive: true);
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute() => Skip = OperatingSystem.IsWindows() ? "The stand-ins are for a Unix." : null;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScriptTheoryAttribute : TheoryAttribute
{
    public ScriptTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "The stand-ins are for a Unix." : null;
}
