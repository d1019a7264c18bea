using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

/// <summary>What the platform tells of itself: a log line once, with the operation it belongs to; and who shows it.</summary>
public partial class TelemetryTests
{
    [Fact]
    public void The_host_leaves_an_apps_lines_to_the_app() =>
        Assert.All(Repository.Files("functions", "host.json"), file => Assert.Equal("OpenTelemetry", (string?)Repository.Json(file)["telemetryMode"]));

    [Fact]
    public void The_page_tells_of_every_instrument_of_ours_with_its_unit_and_meter()
    {
        var sources = ((string[])["functions", "gateway", "shared"]).SelectMany(folder => Repository.Files(folder, "*.cs")).Select(File.ReadAllText)
            .Where(source => MeterName().IsMatch(source));
        var made = sources.SelectMany(source => Instrument().Matches(source), (source, m) =>
            $"`{m.Groups[1].Value}` {m.Groups[2].Value} `{MeterName().Match(source).Groups[1].Value}`");
        var told = Row().Matches(Repository.Text("docs/observe.md")).Select(row => $"`{row.Groups[1].Value}` {row.Groups[2].Value} `{row.Groups[3].Value}`");

        Assert.NotEmpty(made);
        Assert.Equal(made.Order(), told.Order());
    }

    [Fact]
    public void Compose_has_a_viewer_for_who_asks_for_it_and_all_four_tell_it_what_they_do()
    {
        var dashboard = Compose.Service("dashboard");

        Assert.Equal(["observe"], Compose.List(dashboard["profiles"]));
        Assert.All(Compose.Services.Keys, service => Assert.Equal((string)service == "dashboard", Compose.Service((string)service).ContainsKey("profiles")));
        Assert.All(Compose.Apps.Values.Append("gateway"), service =>
            Assert.Equal("${OTEL_EXPORTER_OTLP_ENDPOINT-http://dashboard:18889}", Compose.Environment(service)["OTEL_EXPORTER_OTLP_ENDPOINT"]));
        Assert.All(Compose.Apps.Values, service => Assert.Equal(service, Compose.Environment(service)["OTEL_SERVICE_NAME"]));
    }

    [Fact]
    public void The_viewer_in_a_container_and_that_of_observe_sh_are_the_same_but_for_the_patch()
    {
        var image = Version.Parse(((string)Compose.Service("dashboard")["image"]).Split(':')[1]);

        Assert.Contains($"<DashboardVersion>{image.ToString(2)}.", Repository.Text("scripts/dashboard/Dashboard.csproj"), StringComparison.Ordinal);
    }

    [BicepFact]
    public void No_app_sends_its_lines_to_the_workspace_as_resource_logs_too() => Assert.All(Deployment.All, resources =>
    {
        var ofSites = Deployment.Of(resources, "Microsoft.Insights/diagnosticSettings")
            .Where(setting => setting.ToJsonString().Contains("Microsoft.Web/sites", StringComparison.Ordinal)).ToList();

        Assert.Equal(Code.Apps.Count, ofSites.Count);
        Assert.All(ofSites, setting => Assert.Null(setting["properties"]!["logs"]));
    });

    [GeneratedRegex(@"Create(?:Counter|UpDownCounter|Histogram)(?:<\w+>)?\(\s*""([\w.]+)"", ""([^""]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"Meter Meter = new\(""([\w.]+)""\)")]
    private static partial Regex MeterName();

    [GeneratedRegex(@"^\| `([\w.]+)`[^|]*\| (\S+) \|.*\| `(QuizPlatform\.\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
