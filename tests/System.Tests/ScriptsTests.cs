using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests;

/// <summary>The scripts, on ports and a data directory of their own.</summary>
public sealed class ScriptsTests : IAsyncLifetime
{
    private static readonly string[] Services = ["user-service", "quiz-service", "results-service", "gateway"];

    private readonly int[] _ports = [.. Services.Select(_ => ServiceProcess.FreePort())];
    private readonly string _data = Path.Combine(Directory.CreateTempSubdirectory("quizplatform-scripts-").FullName, "data");
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Run("stop-services.sh");
        Directory.Delete(Path.GetDirectoryName(_data)!, recursive: true);
    }

    [Fact]
    public async Task What_start_services_started_runs_and_heals_itself_until_stop_services()
    {
        var started = await Succeeds("start-services.sh");
        Assert.All(_ports, port => Assert.Contains($"http://localhost:{port}", started));
        Assert.Contains("Everything runs.", await Succeeds("start-services.sh"));

        Assert.EndsWith("0 failed", (await Succeeds("test-system.sh", "--smoke")).Trim());

        Assert.True(File.Exists(_data + ".erasures.log")); // where restore.sh looks for it
        var (code, refused) = await Run("restore.sh", _data);
        Assert.Equal(1, code);
        Assert.Contains("user-service runs: stop the platform first", refused);

        Assert.Equal(HttpStatusCode.Created, await Register());
        foreach (var (service, port) in Services.Zip(_ports))
        {
            var killed = Child(service);
            Process.GetProcessById(killed).Kill(); // SIGKILL
            await Eventually.Holds(
                async () => await Healthy(port) && Child(service) is not 0 and var child && child != killed, () => $"{service} does not come back");
        }

        Assert.Equal(HttpStatusCode.Conflict, await Register()); // still known

        var theirs = Path.Combine(_data, "thesis.txt");
        await File.WriteAllTextAsync(theirs, "precious");
        Assert.Equal(1, (await Run("start-services.sh", "--fresh")).Code);
        Assert.True(await Healthy(_ports[0])); // nothing was stopped for it
        File.Delete(theirs);

        var hanging = Child(Services[1]);
        Supervised.Signal("STOP", hanging);
        await Eventually.Holds(async () => await Healthy(_ports[1]) && Child(Services[1]) != hanging, () => "a service that hangs is not started again");

        var processes = Services.SelectMany(service => new[] { Supervisor(service), Child(service) }).ToList();
        await Succeeds("stop-services.sh");
        Assert.All(processes, process => Assert.False(IsAlive(process)));
        Assert.Contains("Nothing runs", await Succeeds("stop-services.sh"));

        await Succeeds("start-services.sh", "--fresh");
        Assert.Equal(HttpStatusCode.Created, await Register()); // forgotten

        var backup = Path.Combine(Path.GetDirectoryName(_data)!, "backup");
        await Succeeds("backup.sh", Path.Combine(backup, "1"));
        Assert.Equal("no dead letters\nBuilding ...", (await Succeeds("dead-letters.sh", "list")).Trim());
        await Succeeds("backup.sh", Path.Combine(backup, "2")); // the one leaves the other as it was
    }

    [Fact]
    public async Task Two_starts_at_once_are_one_and_a_killed_supervisor_is_replaced()
    {
        await Task.WhenAll(Start(), Start());
        Assert.All(Services, service => Assert.DoesNotContain("ended with code", Log(service)));

        var service = Child(Services[2]);
        Process.GetProcessById(Supervisor(Services[2])).Kill();
        await Succeeds("start-services.sh");
        Assert.False(IsAlive(service));

        await Succeeds("stop-services.sh");
        foreach (var port in _ports)
            Assert.False(await Healthy(port));

        async Task Start()
        {
            await Succeeds("start-services.sh");
            foreach (var port in _ports)
                Assert.True(await Healthy(port), "a start has ended before everything was well");
        }
    }

    [Fact]
    public async Task Instances_of_an_app_come_and_go_behind_the_gateway()
    {
        await Succeeds("start-services.sh", "--scale", "results=2");
        await Eventually.Holds(async () => await Instances() == 2, () => "the gateway does not find two that are well");

        Process.GetProcessById(Supervisor("results-service-2")).Kill(); // and the service with it
        for (var i = 0; i < 20; i++)
        {
            using var answer = await Http.GetAsync($"http://localhost:{_ports[3]}/api/leaderboard");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains("results-service-2", await Succeeds("start-services.sh")); // is started again
        Assert.Contains("results-service-2 stopped", await Succeeds("start-services.sh", "--scale", "results=1"));
        await Eventually.Holds(async () => await Instances() == 1, () => "the gateway still knows of two");
        Assert.DoesNotContain("results-service-2", await Succeeds("start-services.sh"));

        foreach (var nonsense in (string[])["results=0", "results=10", "books=2", "results"])
        {
            var (code, output) = await Run("start-services.sh", "--scale", nonsense);
            Assert.Equal(2, code);
            Assert.Contains("cannot be called with: --scale " + nonsense, output);
        }

        async Task<int> Instances()
        {
            var health = await Http.GetFromJsonAsync<JsonNode>($"http://localhost:{_ports[3]}/health");
            return health!["services"]!["results"]!["instances"]!.AsArray().Count(instance => (string?)instance!["status"] == "healthy");
        }
    }

    [Fact]
    public async Task A_link_to_the_data_is_another_name_for_them()
    {
        Directory.CreateDirectory(_data);
        var link = Directory.CreateSymbolicLink(_data + "-link", _data).FullName;

        var (code, output) = await Run("start-services.sh", [], ("DATA_DIR", link));

        Assert.True(code == 0, output);
        Assert.True(File.Exists(_data + ".erasures.log"));
        Assert.Contains("already runs", await Succeeds("start-services.sh"));
        (code, output) = await Run("backup.sh", Path.Combine(link, "inside"));
        Assert.Equal(1, code);
        Assert.Contains("is inside the data directory", output);
    }

    [Fact]
    public async Task A_folder_that_holds_more_than_the_platform_made_is_not_thrown_away()
    {
        Directory.CreateDirectory(_data);
        var theirs = Path.Combine(_data, "thesis.txt");
        await File.WriteAllTextAsync(theirs, "precious");

        var (code, output) = await Run("start-services.sh", "--fresh");

        Assert.Equal(1, code);
        Assert.Contains(theirs, output);
        Assert.True(File.Exists(theirs));
    }

    [Fact]
    public async Task A_process_that_has_the_number_of_a_former_supervisor_is_left_alone()
    {
        using var stranger = Process.Start("sleep", ["1000"]);
        Directory.CreateDirectory(Path.Combine(_data, "run"));
        await File.WriteAllTextAsync(Path.Combine(_data, "run", Services[0] + ".pid"), $"{stranger.Id}\n");

        Assert.Contains("Nothing runs", await Succeeds("stop-services.sh"));

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task A_service_that_cannot_start_is_told_with_its_reason()
    {
        Directory.CreateDirectory(_data);
        await File.WriteAllTextAsync(Path.Combine(_data, "quizzes.db"), new string('x', 10_000));

        var (code, output) = await Run("start-services.sh");

        Assert.Equal(1, code);
        Assert.Contains("quizzes.db is damaged", output);
        Assert.Contains("runs on until you call ./scripts/stop-services.sh", output);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("65536")]
    public async Task What_is_no_port_is_refused_before_anything_is_built(string port)
    {
        var (code, output) = await Run("start-services.sh", [], ("QUIZZES_PORT", port));

        Assert.Equal((1, $"'{port}' is no port for quiz-service"), (code, output.Split(':')[0]));
        Assert.False(Directory.Exists(_data));
    }

    [Fact]
    public async Task A_port_that_somebody_holds_without_a_word_is_found_before_anything_is_built()
    {
        using var silent = new TcpListener(IPAddress.Loopback, _ports[1]);
        silent.Start();

        var (code, output) = await Run("start-services.sh");

        Assert.Equal(1, code);
        Assert.Contains($"already listens on port {_ports[1]}", output);
        Assert.DoesNotContain("Building", output);
    }

    [Theory]
    [InlineData("start-services.sh")]
    [InlineData("test-system.sh")]
    public async Task Without_ICU_a_script_says_how_to_get_it(string script)
    {
        // What dotnet itself does then.
        var dotnet = Path.Combine(Directory.CreateDirectory(_data).FullName, "dotnet");
        await File.WriteAllTextAsync(dotnet, """
            #!/bin/sh
            [ "$DOTNET_SYSTEM_GLOBALIZATION_INVARIANT" = 1 ] || {
              echo "Process terminated.
            Couldn't find a valid ICU package installed on the system." >&2
              exit 134
            }

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var path = $"{_data}:{Environment.GetEnvironmentVariable("PATH")}";
        var (code, output) = await Run(script, [], ("PATH", path), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));

        Assert.Equal(1, code);
        Assert.Contains("libicu", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Every_script_says_what_it_does_and_refuses_what_it_does_not_know()
    {
        foreach (var script in Directory.GetFiles(Path.Combine(ServiceProcess.Root, "scripts"), "*.sh").Select(Path.GetFileName).Where(f => f != "common.sh"))
        {
            var help = await Succeeds(script!, "--help");
            Assert.Contains(script!, help);
            Assert.DoesNotContain("#", help);

            var (code, refused) = await Run(script!, "--helpp", "x");
            Assert.Equal(2, code);
            Assert.Contains(help, refused);
        }
        Assert.False(Directory.Exists(_data));
    }

    [Fact]
    public async Task Nobody_at_home_is_told_in_words()
    {
        var (code, output) = await Run("test-system.sh", "--smoke");

        Assert.Equal(1, code);
        Assert.Contains("start the platform first", output);
    }

    [Fact]
    public async Task Dead_letters_are_looked_for_in_the_platforms_data_only()
    {
        var (code, output) = await Run("dead-letters.sh", "list");

        Assert.Equal(1, code);
        Assert.Contains($"There are no messages in {_data}", output);
        Assert.False(Directory.Exists(_data));
    }

    private async Task<HttpStatusCode> Register()
    {
        using var answer = await Http.PostAsJsonAsync(
            $"http://localhost:{_ports[0]}/api/users/register",
            new { username = "keeper", email = "keeper@example.com", password = RunningPlatform.Password });
        return answer.StatusCode;
    }

    private async Task<bool> Healthy(int port)
    {
        try
        {
            using var answer = await Http.GetAsync($"http://localhost:{port}/health");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private string Log(string service) => File.ReadAllText(Path.Combine(_data, "run", service + ".log"));

    private int Supervisor(string service) => int.Parse(File.ReadAllText(Path.Combine(_data, "run", service + ".pid")));

    /// <summary>0 while there is none.</summary>
    private int Child(string service) =>
        int.TryParse(File.ReadAllText($"/proc/{Supervisor(service)}/task/{Supervisor(service)}/children").Split(' ')[0], out var child) ? child : 0;

    // A dead process that nobody has asked about yet still has its entry.
    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';

    private async Task<string> Succeeds(string script, params string[] arguments)
    {
        var (code, output) = await Run(script, arguments);
        Assert.True(code == 0, $"{script} ended with {code}:\n{output}");
        return output;
    }

    private Task<(int Code, string Output)> Run(string script, params string[] arguments) => Run(script, arguments, []);

    private Task<(int Code, string Output)> Run(string script, string[] arguments, params (string Name, string Value)[] environment) =>
        Script.Run(script, arguments,
        [
            ("DATA_DIR", _data),
            ("USERS_PORT", $"{_ports[0]}"),
            ("QUIZZES_PORT", $"{_ports[1]}"),
            ("RESULTS_PORT", $"{_ports[2]}"),
            ("GATEWAY_PORT", $"{_ports[3]}"),
            ("WATCH_SECONDS", "1"), // not to wait for long for one that hangs
            ("GRACE_SECONDS", "1"),
            .. environment,
        ]);
}
