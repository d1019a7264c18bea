using System.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

/// <summary>infra/secrets.sh with a stand-in for az that writes down how it is called and what is in the files it is given.</summary>
public sealed class SecretsScriptTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("secrets-").FullName;

    [Fact]
    public void The_first_run_makes_both_secrets_and_a_second_run_makes_none()
    {
        if (OperatingSystem.IsWindows())
            return;

        Assert.Equal(0, Run("create"));

        var key = SigningKey.FromPem(File.ReadAllText(Given("token-signing-key")), DateTimeOffset.UnixEpoch);
        Assert.Equal("ES256", key.Public.Alg);
        Assert.Equal(64, File.ReadAllText(Given("quizzes-key")).Length);

        var calls = Calls.Count(call => call.Contains("secret set", StringComparison.Ordinal));
        Assert.Equal(0, Run("create"));
        Assert.Equal(calls, Calls.Count(call => call.Contains("secret set", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_rotation_adds_a_version()
    {
        if (OperatingSystem.IsWindows())
            return;

        Run("create");
        var before = File.ReadAllText(Given("token-signing-key"));

        Assert.Equal(0, Run("rotate-signing-key"));
        Assert.NotEqual(before, File.ReadAllText(Given("token-signing-key")));
    }

    [Fact]
    public void Quizzes_is_told_the_key_of_results_without_a_word_on_a_command_line()
    {
        if (OperatingSystem.IsWindows())
            return;

        Run("create");
        Assert.Equal(0, Run("share"));

        var key = File.ReadAllText(Given("quizzes-key"));
        Assert.Contains($"\"value\":\"{key}\"", File.ReadAllText(Given("body.json")), StringComparison.Ordinal);
        Assert.Contains(Calls, call => call.Contains("/functions/GetAnswerKey/keys/results-", StringComparison.Ordinal));
        Assert.Contains(Calls, call => call.Contains("/config/configreferences/appsettings/refresh", StringComparison.Ordinal));
        Assert.DoesNotContain(Calls, call => call.Contains(key, StringComparison.Ordinal) || call.Contains("PRIVATE", StringComparison.Ordinal));
    }

    [Fact]
    public void The_function_it_names_is_there()
    {
        var function = Code.Triggers<Microsoft.Azure.Functions.Worker.HttpTriggerAttribute>()
            .Single(t => t.Trigger.AuthLevel == Microsoft.Azure.Functions.Worker.AuthorizationLevel.Function);

        Assert.Equal(("quizzes", "GetAnswerKey"), (function.App, function.Class.Name));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string[] Calls => File.ReadAllLines(Path.Combine(_directory, "calls"));

    private string Given(string name) => Path.Combine(_directory, name);

    private int Run(string command)
    {
        if (OperatingSystem.IsWindows())
            return -1;
        var az = Path.Combine(_directory, "az");
        File.WriteAllText(az, Az);
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var start = new ProcessStartInfo("sh", [Repository.Path("infra/secrets.sh"), command]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = _directory + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["AZ_DIR"] = _directory;
        foreach (var (name, value) in ((string, string)[])[("AZURE_RESOURCE_GROUP", "rg"), ("USERS_VAULT", "kv-users"), ("RESULTS_VAULT", "kv-results"), ("QUIZZES_APP", "func-quizzes"), ("RESULTS_APP", "func-results")])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private const string Az = """
        #!/bin/sh
        echo "az $*" >> "$AZ_DIR/calls"
        while [ $# -gt 0 ]; do
          case "$1" in
            secret) verb="$2" ;;
            --name) name="$2" ;;
            --file) cp "$2" "$AZ_DIR/$name" ;;
            --query) query="$2" ;;
            --body) cp "${2#@}" "$AZ_DIR/body.json" ;;
            functionapp) echo "/subscriptions/s/sites/x" ;;
          esac
          shift
        done
        case "$verb" in
          list) wanted=$(echo "$query" | cut -d"'" -f2); [ ! -f "$AZ_DIR/$wanted" ] || echo "$wanted" ;;
          show) cat "$AZ_DIR/$name" ;;
        esac
        """;
}
