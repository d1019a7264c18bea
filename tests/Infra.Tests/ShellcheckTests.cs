using System.Diagnostics;

namespace QuizPlatform.Infra.Tests;

public class ShellcheckTests
{
    [ShellcheckFact]
    public void Shellcheck_finds_nothing()
    {
        string[] scripts = [.. Repository.Files("infra", "*.sh"), .. Repository.Files("scripts", "*.sh"), Repository.Path(".ci/run")];
        var start = new ProcessStartInfo("shellcheck", ["--external-sources", "--source-path=SCRIPTDIR", .. scripts]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;

        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.True(scripts.Length > 10);
    }

    [Fact]
    public void Every_script_can_be_run_and_runs_in_bash()
    {
        foreach (var script in Repository.Files("infra", "*.sh"))
        {
            Assert.StartsWith("#!/usr/bin/env bash\n", File.ReadAllText(script), StringComparison.Ordinal);
            Assert.Contains("\nset -euo pipefail\n", File.ReadAllText(script), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), script);
        }
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellcheckFactAttribute : FactAttribute
{
    public ShellcheckFactAttribute() => Skip = IsHere() ? null : "shellcheck is not installed (apt-get install shellcheck, brew install shellcheck).";

    private static bool IsHere() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "shellcheck")));
}
