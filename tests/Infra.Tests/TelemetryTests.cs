namespace QuizPlatform.Infra.Tests;

/// <summary>A log line is kept once, in Application Insights, with the operation it belongs to.</summary>
public class TelemetryTests
{
    [Fact]
    public void The_host_leaves_an_apps_lines_to_the_app() =>
        Assert.All(Repository.Files("functions", "host.json"), file => Assert.Equal("OpenTelemetry", (string?)Repository.Json(file)["telemetryMode"]));

    [BicepFact]
    public void No_app_sends_its_lines_to_the_workspace_as_resource_logs_too() => Assert.All(Deployment.All, resources =>
    {
        var ofSites = Deployment.Of(resources, "Microsoft.Insights/diagnosticSettings")
            .Where(setting => setting.ToJsonString().Contains("Microsoft.Web/sites", StringComparison.Ordinal)).ToList();

        Assert.Equal(Code.Apps.Count, ofSites.Count);
        Assert.All(ofSites, setting => Assert.Null(setting["properties"]!["logs"]));
    });
}
