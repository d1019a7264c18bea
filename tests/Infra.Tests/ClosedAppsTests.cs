using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>With a private network, the apps' own addresses are closed to all but the gateway and each other.</summary>
public class ClosedAppsTests
{
    private static readonly Dictionary<string, JsonNode> Sites =
        Deployment.Of(Deployment.Prod, "Microsoft.Web/sites").ToDictionary(site => Deployment.AppOf((string)site["name"]!));

    [BicepFact]
    public void An_app_lets_in_the_gateway_and_itself_and_who_is_told_its_address_and_nobody_else()
    {
        Assert.Equal(Code.Apps.Keys.Order(), Sites.Keys.Order());
        foreach (var (app, site) in Sites)
        {
            var url = $"https://{site["name"]}.azurewebsites.net";
            var told = Sites.Where(other => Config(other.Value)["appSettings"]!.AsArray().Any(setting => (string?)setting!["value"] == url));
            var rules = Config(site)["ipSecurityRestrictions"]!.AsArray();

            Assert.Equal("Deny", (string?)Config(site)["ipSecurityRestrictionsDefaultAction"]);
            Assert.Equal(
                told.Select(other => other.Key).Append(app).Append("gateway").Distinct().Order(),
                rules.Select(rule => Name((string)rule!["vnetSubnetResourceId"]!)).Order());
            Assert.All(rules, rule => Assert.Equal(["action", "name", "priority", "vnetSubnetResourceId"], rule!.AsObject().Select(p => p.Key).Order()));
            Assert.All(rules, rule => Assert.Equal("Allow", (string?)rule!["action"]));
        }
    }

    // A rule knows a subnet only by what comes from there through its service endpoint.
    [BicepFact]
    public void Whoever_is_let_in_sends_from_that_subnet_through_its_service_endpoint()
    {
        var subnets = Deployment.Of(Deployment.Prod, "Microsoft.Network/virtualNetworks").Single()["properties"]!["subnets"]!.AsArray()
            .ToDictionary(subnet => (string)subnet!["name"]!, subnet => subnet!["properties"]!);
        var gateway = Deployment.Of(Deployment.Prod, "Microsoft.App/managedEnvironments").Single()["properties"]!["vnetConfiguration"]!;

        Assert.Equal("gateway", Name((string)gateway["infrastructureSubnetId"]!));
        Assert.All(Sites, site => Assert.Equal(site.Key, Name((string)site.Value["properties"]!["virtualNetworkSubnetId"]!)));
        Assert.Equal(
            Sites.Keys.Append("gateway").Order(),
            subnets.Where(s => s.Value["serviceEndpoints"]?.AsArray().Single()!["service"]!.ToString() == "Microsoft.Web").Select(s => s.Key).Order());
    }

    // azd and the Azure CLI publish there, from wherever somebody has signed in.
    [BicepFact]
    public void The_deployment_sites_stay_open() => Assert.All(Sites.Values.Select(Config), config =>
    {
        Assert.Equal(("Allow", false), ((string?)config["scmIpSecurityRestrictionsDefaultAction"], (bool)config["scmIpSecurityRestrictionsUseMain"]!));
        Assert.Null(config["scmIpSecurityRestrictions"]);
    });

    [BicepFact]
    public void Without_a_network_there_is_nothing_of_it()
    {
        Assert.Empty(Deployment.Of(Deployment.Dev, "Microsoft.Network/virtualNetworks"));
        Assert.All(
            Deployment.Of(Deployment.Dev, "Microsoft.Web/sites").Select(Config),
            config => Assert.DoesNotContain(config.AsObject(), property => property.Key.Contains("Restrictions", StringComparison.Ordinal)));
    }

    [BicepFact]
    public void Health_is_asked_of_whom_the_world_can_reach()
    {
        var open = Bicep.Resources("main.bicepparam", [], ("AVAILABILITY_TESTS", "true"));

        Assert.Equal(["quizzes", "results", "users"], Asked(open).Select(Deployment.AppOf).Order());
        Assert.Contains("ca-gateway-prod", Assert.Single(Asked(Deployment.Prod)), StringComparison.Ordinal);

        static IEnumerable<string> Asked(JsonArray resources) =>
            Deployment.Of(resources, "Microsoft.Insights/webtests").Select(test => (string)test["properties"]!["Request"]!["RequestUrl"]!);
    }

    private static JsonNode Config(JsonNode site) => site["properties"]!["siteConfig"]!;

    private static string Name(string id) => id.Split("/subnets/")[1];
}
