using System.Diagnostics;

namespace QuizPlatform.System.Tests;

/// <summary>scripts/supervise.sh with a command that does nothing, and a port that the test answers on as it likes.</summary>
internal sealed class Supervised : IDisposable
{
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly string _log = Path.GetTempFileName();
    private readonly Process _supervisor;

    public Supervised(Says says = Says.Ok, int watchSeconds = 1)
    {
        Port.Says = says;
        // Its output goes to a file, as start-services.sh has it: a child that is left over must not keep a pipe open.
        var start = new ProcessStartInfo("bash", ["-c", """exec "$@" >>"$LOG" 2>&1 </dev/null""", "supervise",
            Path.Combine(ServiceProcess.Root, "scripts", "supervise.sh"), "fake-service", $"{Port.Number}", "sleep", "1000"]);
        (start.Environment["LOG"], start.Environment["SUPERVISED_BY_TEST"]) = (_log, _mark);
        (start.Environment["WATCH_SECONDS"], start.Environment["GRACE_SECONDS"]) = ($"{watchSeconds}", "1");
        _supervisor = Process.Start(start)!;
    }

    public FakePort Port { get; } = new();

    public string Log => File.ReadAllText(_log);

    /// <summary>The supervised command's process; 0 while there is none.</summary>
    public int Child => Alive().FirstOrDefault(process => Read(process, "cmdline").Replace('\0', ' ') == "sleep 1000 ");

    /// <summary>The supervisor and everything that it started, however far removed.</summary>
    public List<int> Alive() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
        .Where(process => IsAlive(process) && Read(process, "environ").Contains(_mark, StringComparison.Ordinal))];

    public Task LogSays(string text) =>
        Eventually.Holds(() => Task.FromResult(Log.Contains(text, StringComparison.Ordinal)), () => $"not told: {text}\n{Log}");

    /// <summary>SIGKILL for the supervisor alone.</summary>
    public void Kill() => _supervisor.Kill();

    public async Task<int> Stop()
    {
        Signal("TERM", _supervisor.Id);
        await _supervisor.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _supervisor.ExitCode;
    }

    public void Dispose()
    {
        foreach (var process in Alive())
            Signal("KILL", process);
        _supervisor.Dispose();
        Port.Dispose();
        File.Delete(_log);
    }

    public static void Signal(string signal, int process) => Process.Start("kill", [$"-{signal}", $"{process}"]).WaitForExit();

    // A dead process that nobody has asked about yet still has its entry.
    private static bool IsAlive(int process) => Read(process, "stat") is { Length: > 0 } stat && stat.Split(") ")[^1][0] != 'Z';

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it has just ended, or is another user's
        }
    }
}
