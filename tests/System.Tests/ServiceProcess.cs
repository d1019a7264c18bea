using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuizPlatform.System.Tests;

/// <summary>One service as its own process, as start-services.sh starts it, on a free port.</summary>
internal sealed class ServiceProcess(string folder, Func<IReadOnlyDictionary<string, string>> settings) : IDisposable
{
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private Process? _process;

    public static string Root { get; } = FindRoot();

    public string Name => folder;
    public int Port { get; init; } = FreePort();

    /// <summary>Where the app was built to.</summary>
    public string Directory { get; init; } = Path.Combine(Root, "functions", folder, "bin", "Local", "net10.0");

    /// <summary>What tells it its port.</summary>
    public IReadOnlyList<string> Arguments { get => field ?? ["--port", Port.ToString()]; init; }

    public Uri Url => new($"http://localhost:{Port}");
    public bool Running => _process is { HasExited: false };

    /// <summary>A command that runs it, e.g. in a world of its own, given the rest as arguments; it must become it, for kills to reach it.</summary>
    public IReadOnlyList<string> Through { get; set; } = [];

    public int ProcessId => _process!.Id;

    /// <summary>What it wrote to both its streams.</summary>
    public string Output => Text(_output);

    /// <summary>What it wrote to stderr.</summary>
    public string Errors => Text(_errors);

    public void Launch()
    {
        string[] command = [.. Through, "dotnet", Path.Combine(Directory, $"QuizPlatform.{folder}.dll"), .. Arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    public async Task Start()
    {
        Launch();
        await BecomesHealthy();
    }

    public Task BecomesHealthy() => Eventually.Holds(Healthy, () => $"{folder} is not healthy.\n{Output}", TimeSpan.FromSeconds(60));

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code once it has drained.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString()]);
        return await ExitCode();
    }

    public async Task<int> ExitCode()
    {
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (Running)
            _process!.Kill();
        _process?.Dispose();
    }

    private async Task<bool> Healthy()
    {
        if (!Running)
            throw new InvalidOperationException($"{folder} ended with code {_process!.ExitCode}.\n{Output}");
        try
        {
            using var answer = await Probe.GetAsync(new Uri(Url, "health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line, bool isError = false)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            if (isError && line is not null)
                _errors.AppendLine(line);
        }
    }

    private string Text(StringBuilder text)
    {
        lock (_output)
            return text.ToString();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "QuizPlatform.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("QuizPlatform.sln is in no folder above.");
        return directory;
    }
}

internal static class Eventually
{
    /// <summary>Asks again until it holds; the limit is only there so that a broken platform ends the test.</summary>
    public static async Task Holds(Func<Task<bool>> condition, Func<string> otherwise, TimeSpan? limit = null)
    {
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            if (clock.Elapsed > (limit ?? TimeSpan.FromSeconds(60)))
                Assert.Fail(otherwise());
            await Task.Delay(20);
        }
    }
}
