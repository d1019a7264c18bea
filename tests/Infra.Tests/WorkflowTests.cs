using System.Diagnostics;
using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

public partial class WorkflowTests
{
    private const string Ci = ".github/workflows/ci.yml";
    private const string Release = ".github/workflows/release.yml";
    private const string Deploy = ".github/workflows/azure-dev.yml"; // the name that azd looks for

    [Theory]
    [InlineData(Ci)]
    [InlineData(Release)]
    [InlineData(Deploy)]
    public void Every_action_is_pinned_and_nothing_may_write_unless_it_says_so(string file)
    {
        var text = Repository.Text(file);

        Assert.All(Uses().Matches(text), use => Assert.Matches(@"^\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", use.Groups[1].Value));
        Assert.Equal("contents: read", Permissions(Compose.Read(file)));
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text.Replace("infra/secrets.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_write_runs_no_code_of_ours_or_of_a_package()
    {
        var writing = Jobs(Ci).Concat(Jobs(Release)).Where(job => job.Value.ContainsKey("permissions")).ToDictionary();

        Assert.Equal(["release", "what-if"], writing.Keys.Order());
        Assert.Equal("contents: read, id-token: write", Permissions(writing["what-if"])); // a sign-in at Azure
        Assert.Equal("contents: write", Permissions(writing["release"]));
        Assert.Equal(["actions/download-artifact", "gh release create"], Steps(writing["release"]).Select(step => Start().Match(step).Value));
    }

    [Fact]
    public void It_builds_both_ways_lints_and_runs_the_containers()
    {
        string[] steps =
        [
            "--configuration Local", "--configuration Release", "bicep lint", "what-if", "docker compose build", "docker compose up",
            "docker-compose.yml:docker-compose.lesson.yml", "test-system.sh", "--scale results-service=2",
        ];

        Assert.All(steps, step => Assert.Contains(step, Repository.Text(Ci), StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_is_tested_and_holds_the_three_apps_and_what_they_are_made_of()
    {
        var jobs = Jobs(Release);
        var package = string.Join('\n', Steps(jobs["package"]));

        Assert.Equal(["test", "package"], Compose.List(jobs["release"]["needs"]));
        Assert.Contains("dotnet test --configuration Local", Steps(jobs["test"]));
        Assert.Equal(Code.Apps.Keys, Apps().Match(package).Groups[1].Value.ToLowerInvariant().Split(' '));
        Assert.Contains("dotnet publish \"functions/$app\" --configuration Release", package, StringComparison.Ordinal);
        Assert.Contains("dotnet CycloneDX", package, StringComparison.Ordinal);
        Assert.NotNull(Repository.Json(".config/dotnet-tools.json")["tools"]!["cyclonedx"]!["version"]);
        Assert.EndsWith("./*.zip ./*.cdx.json", Steps(jobs["release"])[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.2.3", 0, "\n### Fixed\n- This.\n\n")]
    [InlineData("v1.2.0", 0, "- That.\n")]
    [InlineData("v1.2", 1, "")]
    [InlineData("v2.0.0", 1, "\n")] // a heading with nothing below it
    public void A_release_tells_what_the_changelog_says_of_its_version_and_needs_that(string tag, int exit, string notes)
    {
        if (OperatingSystem.IsWindows())
            return;

        var directory = Directory.CreateTempSubdirectory("release-").FullName;
        File.WriteAllText(
            Path.Combine(directory, "CHANGELOG.md"),
            "# Changelog\n\n## [Unreleased]\n- Later.\n\n## [2.0.0]\n\n## [1.2.3] - 2026-11-30\n\n### Fixed\n- This.\n\n## [1.2.0] - 2026-11-29\n- That.\n");
        try
        {
            var script = Steps(Jobs(Release)["package"]).Single(step => step.Contains("CHANGELOG.md", StringComparison.Ordinal));
            var start = new ProcessStartInfo("bash", ["-e", "-c", script]) { WorkingDirectory = directory, RedirectStandardOutput = true };
            start.Environment["GITHUB_REF_NAME"] = tag;
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            Assert.Equal((exit, notes), (process.ExitCode, File.ReadAllText(Path.Combine(directory, "release/notes.md"))));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Azd_deploys_the_three_apps_and_the_gateway_from_their_folders()
    {
        var services = Compose.Map(Compose.Read("azure.yaml")["services"]);

        Assert.Equal(Code.Apps.Keys.Append("gateway").Order(), services.Keys.Cast<string>().Order());
        Assert.All(services, s => Assert.True(Directory.Exists(Repository.Path((string)Compose.Map(s.Value)["project"]))));
        Assert.All(services.Where(s => (string)s.Key != "gateway"), s =>
            Assert.Equal(("dotnet", "function"), ((string)Compose.Map(s.Value)["language"], (string)Compose.Map(s.Value)["host"])));
    }

    [Fact]
    public void A_deployment_is_started_by_hand_on_main_without_a_secret_and_ends_with_the_story()
    {
        var deploy = Jobs(Deploy)["deploy"];

        Assert.Equal(["workflow_dispatch"], Compose.Map(Compose.Read(Deploy)["on"]).Keys);
        Assert.Equal("github.ref == 'refs/heads/main'", deploy["if"]);
        Assert.Equal("contents: read, id-token: write", Permissions(deploy)); // a sign-in at Azure
        Assert.Equal(["azd provision --no-prompt", "scripts/smoke.sh"], [Steps(deploy)[^3], Steps(deploy)[^1].TrimEnd().Split('\n')[^1]]);
        Assert.InRange(int.Parse((string)deploy["timeout-minutes"], System.Globalization.CultureInfo.InvariantCulture), 30, 59); // az's tokens live an hour
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(2, 1, 2)]
    public void Packages_are_sent_once_more_when_the_first_try_fails_for_a_role_may_not_work_yet(int failures, int exit, int tries)
    {
        if (OperatingSystem.IsWindows())
            return;

        var fakes = $"n=0; sleep() {{ :; }}; azd() {{ n=$((n + 1)); [ \"$*\" = 'deploy --no-prompt' ] && [ $n -gt {failures} ]; }}; trap 'echo $n' EXIT\n";
        var start = new ProcessStartInfo("bash", ["-e", "-c", fakes + Steps(Jobs(Deploy)["deploy"])[^2]]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((exit, $"{tries}"), (process.ExitCode, output.TrimEnd().Split('\n')[^1]));
    }

    // Whoever may push a branch can run a workflow of their own as whatever a pull request signs in as.
    [Fact]
    public void A_pull_request_looks_with_an_identity_of_its_own_at_what_this_environment_sets()
    {
        var job = Jobs(Ci)["what-if"];
        var text = Repository.Text(Ci);

        Assert.Contains("vars.AZURE_WHAT_IF_CLIENT_ID != ''", (string)job["if"], StringComparison.Ordinal);
        Assert.DoesNotContain("vars.AZURE_CLIENT_ID", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "--location \"$AZURE_LOCATION\" --parameters infra/main.bicepparam --validation-level ProviderNoRbac\n", Steps(job)[^1], StringComparison.Ordinal);
    }

    // azd 1.33 gives each publish an artifacts path of its own, so that three at once do not write one obj.
    [Fact]
    public void A_publish_with_an_artifacts_path_writes_no_obj_of_the_sources()
    {
        Assert.Contains(
            "<BaseIntermediateOutputPath Condition=\"'$(ArtifactsPath)' == ''\">", Repository.Text("Directory.Build.props"), StringComparison.Ordinal);
        Assert.Equal(">= 1.33.0", Compose.Map(Compose.Read("azure.yaml")["requiredVersions"])["azd"]);
    }

    [Fact]
    public void A_pipeline_is_given_every_variable_that_is_not_azd_s_own()
    {
        var read = Variable().Matches(Repository.Text("infra/main.bicepparam")).Select(m => m.Groups[1].Value)
            .Concat(["GATEWAY_HOSTS", "GATEWAY_MAX_REPLICAS", "GATEWAY_MIN_REPLICAS", "ORGANISATION_NAME"]); // the rest is what main.bicep tells
        var given = Compose.List(Compose.Map(Compose.Read("azure.yaml")["pipeline"])["variables"]);

        Assert.Equal(read.Except(["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "BUDGET_START"]).Order(), given);
    }

    [Fact]
    public void Azd_looks_before_it_provisions_and_runs_scripts_that_are_there()
    {
        var azd = Compose.Read("azure.yaml");
        var hooks = Compose.Map(azd["hooks"]).ToDictionary(hook => (string)hook.Key, hook => Compose.Map(hook.Value));

        Assert.Equal(["postdeploy", "postprovision", "preprovision"], hooks.Keys.Order());
        Assert.Equal("bash infra/preflight.sh azd", hooks["preprovision"]["run"]);
        Assert.Contains("[ \"${1:-}\" = azd ]", Repository.Text("infra/preflight.sh"), StringComparison.Ordinal);
        foreach (var words in hooks.Where(hook => hook.Key != "preprovision").Select(hook => ((string)hook.Value["run"]).Split(' ')))
            Assert.Contains($"\n  {words[2]})", Repository.Text(words[1]), StringComparison.Ordinal);

        var wanted = Compose.Map(azd["requiredVersions"])["azd"].ToString()![3..];
        Assert.Contains($"(https://aka.ms/azd) {wanted[..wanted.LastIndexOf('.')]} or newer", Repository.Text("docs/deploy.md"), StringComparison.Ordinal);
    }

    // `azd up` writes one into each, and nothing reads them.
    [Fact]
    public void No_project_has_user_secrets()
    {
        var projects = Repository.Files("functions", "*.csproj").Concat(Repository.Files("shared", "*.csproj"));

        Assert.All(projects, file => Assert.DoesNotContain("UserSecretsId", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static Dictionary<string, Dictionary<object, object>> Jobs(string file) =>
        Compose.Map(Compose.Read(file)["jobs"]).ToDictionary(job => (string)job.Key, job => Compose.Map(job.Value));

    private static string Permissions(Dictionary<object, object> of) => string.Join(", ", Compose.Map(of["permissions"]).Select(p => $"{p.Key}: {p.Value}"));

    // What each step runs: an action, or a script.
    private static List<string> Steps(Dictionary<object, object> job) =>
        [.. ((List<object>)job["steps"]).Select(Compose.Map).Select(step => (string)(step.GetValueOrDefault("run") ?? step["uses"]))];

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex Variable();

    [GeneratedRegex(@"uses: (.+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w/-]+( \w+ \w+)?")]
    private static partial Regex Start();

    [GeneratedRegex(@"for app in ([\w ]+);")]
    private static partial Regex Apps();
}
