using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

public partial class SecretTests
{
    [Fact]
    public void No_key_is_asked_for_or_written_down()
    {
        foreach (var file in Repository.Files("infra", "*.*").Append(Repository.Path("azure.yaml")))
            Assert.False(Key().IsMatch(File.ReadAllText(file)), $"{file}: {Key().Match(File.ReadAllText(file)).Value}");
    }

    [BicepFact]
    public void Nothing_can_be_signed_in_to_with_a_key()
    {
        foreach (var resources in Deployment.All)
        {
            Assert.All(Deployment.Of(resources, "Microsoft.Storage/storageAccounts"), r => Assert.Equal("false", r["properties"]!["allowSharedKeyAccess"]!.ToJsonString()));
            Assert.All(Deployment.Of(resources, "Microsoft.DocumentDB/databaseAccounts"), r => Assert.Equal("true", r["properties"]!["disableLocalAuth"]!.ToJsonString()));
            Assert.All(Deployment.Of(resources, "Microsoft.ServiceBus/namespaces"), r => Assert.Equal("true", r["properties"]!["disableLocalAuth"]!.ToJsonString()));
            Assert.All(Deployment.Of(resources, "Microsoft.Insights/components"), r => Assert.Equal("true", r["properties"]!["DisableLocalAuth"]!.ToJsonString()));
            Assert.All(Deployment.Of(resources, "Microsoft.Web/sites/basicPublishingCredentialsPolicies"), r => Assert.Equal("false", r["properties"]!["allow"]!.ToJsonString()));
            Assert.Empty(Deployment.Of(resources, "Microsoft.KeyVault/vaults/secrets"));
        }
    }

    [BicepFact]
    public void A_private_network_leaves_only_the_front_doors_public()
    {
        string[] data = ["Microsoft.Storage/storageAccounts", "Microsoft.DocumentDB/databaseAccounts", "Microsoft.ServiceBus/namespaces", "Microsoft.KeyVault/vaults"];

        Assert.All(data.SelectMany(type => Deployment.Of(Deployment.Prod, type)), r => Assert.Equal("Disabled", (string?)r["properties"]!["publicNetworkAccess"]));
        Assert.Equal(7, Deployment.Of(Deployment.Prod, "Microsoft.Network/privateEndpoints").Count());
        Assert.All(Deployment.Of(Deployment.Prod, "Microsoft.Web/sites"), r => Assert.EndsWith($"/subnets/{Deployment.AppOf((string)r["name"]!)}", (string?)r["properties"]!["virtualNetworkSubnetId"], StringComparison.Ordinal));
    }

    [BicepFact]
    public void Browsers_are_let_in_from_named_pages_only()
    {
        foreach (var cors in Deployment.All.SelectMany(resources => Deployment.Of(resources, "Microsoft.Web/sites")).Select(site => site["properties"]!["siteConfig"]!["cors"]!))
        {
            Assert.NotEmpty(cors["allowedOrigins"]!.AsArray());
            Assert.DoesNotContain("*", cors["allowedOrigins"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.False((bool)cors["supportCredentials"]!);
        }

        Assert.DoesNotContain("\"CORS\"", Repository.Text("local.settings.sample.json"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"list(Keys|Secrets|ConnectionStrings|AccountSas)\b|AccountKey=|SharedAccessKey=|sig=|primary(Master)?Key|PRIVATE KEY-----\s*[A-Za-z0-9+/]", RegexOptions.IgnoreCase)]
    private static partial Regex Key();
}
