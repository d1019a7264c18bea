using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Infra.Tests;

/// <summary>What is always on, and that what the guide says of its price is the sum.</summary>
public partial class CostTests
{
    private const double PerGigabyteSecond = 0.000004;
    private static readonly int PerInstance = (int)Math.Round(2 * 730 * 3600 * PerGigabyteSecond); // dollars a month, 2048 MB

    // HTTP is one scale group of an app, every other function one by itself.
    private static readonly ILookup<string, string> Groups = Code.Apps.Keys.Select(app => (App: app, Group: "http"))
        .Concat(Code.Triggers<ServiceBusTriggerAttribute>().Select(t => (t.App, Group: $"function:{t.Class.Name}")))
        .Concat(Code.Triggers<TimerTriggerAttribute>().Select(t => (t.App, Group: $"timer:{t.Class.Name}")))
        .ToLookup(g => g.App, g => g.Group);

    [BicepFact]
    public void What_is_always_on_is_http_and_every_function_that_listens()
    {
        foreach (var site in Deployment.Of(Deployment.Prod, "Microsoft.Web/sites"))
        {
            var warm = Groups[Deployment.AppOf((string)site["name"]!)].Where(group => !group.StartsWith("timer:", StringComparison.Ordinal));
            Assert.Equal(warm.Order(), Ready(site).Select(ready => (string)ready["name"]!).Order());
        }

        Assert.All(Deployment.Of(Deployment.Dev, "Microsoft.Web/sites"), site => Assert.Empty(Ready(site)));
    }

    [Fact]
    public void The_guide_and_the_parameters_say_what_it_comes_to()
    {
        var listening = Code.Triggers<ServiceBusTriggerAttribute>().Count();
        var groups = Groups.Sum(app => app.Count());

        foreach (var file in (string[])["docs/deploy.md", "infra/main.bicep"])
        {
            var said = Dollars().Matches(Repository.Text(file)).Select(m => int.Parse(m.Groups[1].Value));
            Assert.Superset(((int[])[PerInstance, 3 * PerInstance, listening * PerInstance, 2 * groups * PerInstance]).ToHashSet(), said.ToHashSet());
        }

        Assert.Equal(20, groups); // "twenty"
        Assert.Equal(8, listening); // "eight"
    }

    [BicepFact]
    public void Somebody_is_told_before_a_month_costs_more_than_it_may()
    {
        foreach (var resources in Deployment.All)
        {
            var budget = Deployment.Of(resources, "Microsoft.Consumption/budgets").Single()["properties"]!;
            Assert.Matches(@"^20\d\d-\d\d-01$", (string?)budget["timePeriod"]!["startDate"]);
            var told = budget["notifications"]!.AsObject().Select(notification => notification.Value!).ToList();
            Assert.Equal(["Actual 100", "Actual 80", "Forecasted 100"], told.Select(n => $"{n["thresholdType"]} {n["threshold"]}").Order());
            Assert.All(told, n => Assert.Equal("Owner", (string?)n["contactRoles"]![0]));
        }
    }

    [Fact]
    public void The_guide_says_of_every_alert_what_it_means_and_what_to_do()
    {
        var alerts = AlertName().Matches(Repository.Text("infra/modules/alerts.bicep")).Select(m => m.Groups[1].Value).ToList();
        var told = Repository.Text("docs/deploy.md").Split("\n- **alert `…-")[1..].Select(entry => entry.Split("\n- ")[0]).ToList();

        Assert.Equal(4, alerts.Count);
        Assert.Equal(alerts.Order(), told.Select(entry => entry.Split('`')[0]).Order());
        Assert.All(told, entry => Assert.Matches(@"^[\w-]+`\*\*: \S.*\n  Look: \S.*\n  Do: \S", entry));
    }

    private static IEnumerable<JsonNode> Ready(JsonNode site) =>
        site["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray().Select(r => r!);

    [GeneratedRegex(@"metricAlerts@[^\n]+(?:\n[^\n]+){0,2}?\n +name: '\$\{prefix\}(?:-\$\{app.key\})?-([\w-]+)'")]
    private static partial Regex AlertName();

    [GeneratedRegex(@"\b(\d+)\b")]
    private static partial Regex Dollars();
}
