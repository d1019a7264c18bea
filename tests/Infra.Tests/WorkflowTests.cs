using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

public partial class WorkflowTests
{
    [Fact]
    public void Every_action_is_pinned_and_no_job_may_write()
    {
        var text = Repository.Text(".github/workflows/ci.yml");

        Assert.All(Uses().Matches(text), use => Assert.Matches("^[^@]+@(v[0-9]+|[0-9a-f]{40})$", use.Groups[1].Value));
        Assert.Equal("read", Compose.Map(Compose.Read(".github/workflows/ci.yml")["permissions"])["contents"]);
        Assert.DoesNotContain(": write-all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text.Replace("infra/secrets.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void It_builds_both_ways_lints_and_runs_the_containers()
    {
        var text = Repository.Text(".github/workflows/ci.yml");

        foreach (var step in (string[])["--configuration Local", "--configuration Release", "bicep lint", "what-if", "docker compose build", "docker compose up", "test-system.sh"])
            Assert.Contains(step, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Azd_deploys_the_three_apps_from_their_folders()
    {
        var services = Compose.Map(Compose.Read("azure.yaml")["services"]);

        Assert.Equal(Code.Apps.Keys.Order(), services.Keys.Cast<string>().Order());
        Assert.All(services, s => Assert.True(Directory.Exists(Repository.Path((string)Compose.Map(s.Value)["project"]))));
        Assert.All(services, s => Assert.Equal(("dotnet", "function"), ((string)Compose.Map(s.Value)["language"], (string)Compose.Map(s.Value)["host"])));
    }

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Uses();
}
