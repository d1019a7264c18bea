using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Infra.Tests;

public partial class RoleTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Service Bus Data Sender",
        ["090c5cfd-751d-490a-894a-3ce6f1109419"] = "Service Bus Data Owner",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["09976791-48a7-449e-bb21-39d1a415f350"] = "Communication and Email Service Owner",
        ["00000000-0000-0000-0000-000000000002"] = "Cosmos DB Data Contributor",
    };

    [BicepFact]
    public void Each_app_has_the_least_it_needs_and_nobody_has_more()
    {
        var expected = new List<string>();
        foreach (var app in Code.Apps.Keys)
        {
            expected.Add($"{app}: Cosmos DB Data Contributor on dbs/{app}");
            expected.Add($"{app}: Service Bus Data Sender on topics/{app}");
            expected.Add($"{app}: Storage Blob Data Owner on storageAccounts/st{app}");
            expected.Add($"{app}: Monitoring Metrics Publisher on components/appi");
        }

        // Whoever has the trigger may receive and see how much waits, and nobody else.
        expected.AddRange(Code.Triggers<ServiceBusTriggerAttribute>()
            .Select(t => $"{t.App}: Service Bus Data Owner on topics/{t.Trigger.TopicName}/subscriptions/{t.Trigger.SubscriptionName}"));
        foreach (var app in (string[])["users", "results"])
        {
            expected.Add($"{app}: Key Vault Secrets User on vaults/kv-{app}");
            expected.Add($"deployer: Key Vault Secrets Officer on vaults/kv-{app}");
        }

        expected.Add("users: Communication and Email Service Owner on communicationServices/acs-quiz");

        // The gateway has no data, and no one's messages. Its vault holds the key that all four share, and nothing else.
        expected.AddRange(["gateway: AcrPull on registries/crquiz", "gateway: Monitoring Metrics Publisher on components/appi"]);
        expected.AddRange(Code.Apps.Keys.Append("gateway").Select(who => $"{who}: Key Vault Secrets User on vaults/kv-gateway"));
        expected.Add("deployer: Key Vault Secrets Officer on vaults/kv-gateway");

        foreach (var resources in Deployment.All)
            Assert.Equal(expected.Order(), Assignments(resources).Order());
    }

    [BicepFact]
    public void Only_the_users_app_reads_the_signing_key()
    {
        foreach (var readers in Deployment.All.Select(Assignments))
        {
            Assert.Equal(
                ["users: Key Vault Secrets User on vaults/kv-users"],
                readers.Where(a => a.Contains("Secrets User on vaults/kv-users", StringComparison.Ordinal)));
        }
    }

    // "There is another user operation in progress which requires an exclusive lock": 412, now and then.
    [BicepFact]
    public void Roles_in_the_account_are_given_one_after_the_other()
    {
        var roles = Bicep.Template("infra/modules/roles.bicep")["resources"]!.AsObject().Select(r => r.Value!)
            .Where(r => ((string)r["type"]!).StartsWith("Microsoft.DocumentDB/", StringComparison.Ordinal) && r["existing"] is null);

        Assert.Equal(("serial", 1), ((string)roles.Single()["copy"]!["mode"]!, (int)roles.Single()["copy"]!["batchSize"]!));
    }

    // In a pipeline the deployer is a service principal, at a desk a person; a wrong type is refused (UnmatchedPrincipalType), and none is looked up.
    [BicepFact]
    public void Nobody_guesses_what_the_deployer_is()
    {
        var types = Deployment.Dev.Where(r => (string?)r!["type"] == "Microsoft.Authorization/roleAssignments")
            .Select(r => r!["properties"]!).ToLookup(p => (string?)p["principalId"] == Bicep.Deployer, p => (string?)p["principalType"]);

        Assert.Equal([null], types[true].Distinct());
        Assert.Equal(["ServicePrincipal"], types[false].Distinct()); // identities made a moment ago, which a look-up may miss
    }

    private static IEnumerable<string> Assignments(JsonArray resources) =>
        from resource in resources
        let type = (string)resource!["type"]!
        where type.EndsWith("oleAssignments", StringComparison.Ordinal)
        let properties = resource["properties"]!
        let principal = (string)properties["principalId"]!
        let scope = (string?)properties["scope"] ?? ((string)resource["id"]!).Split("/providers/Microsoft.Authorization/")[0]
        let isGateway = principal.Contains("/id-gateway-", StringComparison.Ordinal)
        let who = principal == Bicep.Deployer ? "deployer" : isGateway ? "gateway" : Deployment.AppOf(principal)
        select $"{who}: {Names[((string)properties["roleDefinitionId"]!).Split('/')[^1]]} on {Short(scope)}";

    // The end of a scope, without the part of a name that makes it unique in the world.
    private static string Short(string scope) => ScopeEnd().Match(scope).Groups["end"].Value switch
    {
        var end when end.StartsWith("registries/", StringComparison.Ordinal) => end[..^13],
        var end when end.StartsWith("storageAccounts/", StringComparison.Ordinal) => end[..^13],
        var end when end.StartsWith("vaults/", StringComparison.Ordinal) => end[..^14],
        var end when end.StartsWith("communicationServices/", StringComparison.Ordinal) => "communicationServices/acs-quiz",
        var end when end.StartsWith("components/", StringComparison.Ordinal) => "components/appi",
        var end => end,
    };

    [GeneratedRegex("(?<end>(dbs|topics|storageAccounts|vaults|components|registries|communicationServices)/.+)$")]
    private static partial Regex ScopeEnd();
}
