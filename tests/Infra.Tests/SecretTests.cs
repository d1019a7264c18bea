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

    [BicepTheory]
    [InlineData("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", false)]
    [InlineData("Microsoft.DocumentDB/databaseAccounts", "disableLocalAuth", true)]
    [InlineData("Microsoft.ServiceBus/namespaces", "disableLocalAuth", true)]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth", true)]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow", false)]
    public void Nothing_can_be_signed_in_to_with_a_key(string type, string property, bool value)
    {
        foreach (var resources in Deployment.All)
        {
            var set = Deployment.Of(resources, type).Select(r => (bool)r["properties"]![property]!).ToList();
            Assert.NotEmpty(set);
            Assert.All(set, it => Assert.Equal(value, it));
        }
    }

    [BicepFact]
    public void No_deployment_writes_a_secret() =>
        Assert.All(Deployment.All, resources => Assert.Empty(Deployment.Of(resources, "Microsoft.KeyVault/vaults/secrets")));

    [BicepFact]
    public void A_private_network_has_all_data_in_it_and_the_apps_send_from_it()
    {
        string[] types = ["Storage/storageAccounts", "DocumentDB/databaseAccounts", "ServiceBus/namespaces", "KeyVault/vaults"];
        var data = types.SelectMany(type => Deployment.Of(Deployment.Prod, $"Microsoft.{type}"));

        Assert.All(data, r => Assert.Equal("Disabled", (string?)r["properties"]!["publicNetworkAccess"]));
        Assert.Equal(8, Deployment.Of(Deployment.Prod, "Microsoft.Network/privateEndpoints").Count());
        foreach (var site in Deployment.Of(Deployment.Prod, "Microsoft.Web/sites"))
        {
            var subnet = $"/subnets/{Deployment.AppOf((string)site["name"]!)}";
            Assert.EndsWith(subnet, (string?)site["properties"]!["virtualNetworkSubnetId"], StringComparison.Ordinal);
        }
    }

    [BicepFact]
    public void Browsers_are_let_in_from_named_pages_only()
    {
        foreach (var site in Deployment.All.SelectMany(resources => Deployment.Of(resources, "Microsoft.Web/sites")))
        {
            var cors = site["properties"]!["siteConfig"]!["cors"]!;
            Assert.NotEmpty(cors["allowedOrigins"]!.AsArray());
            Assert.DoesNotContain("*", cors["allowedOrigins"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.False((bool)cors["supportCredentials"]!);
        }

        Assert.DoesNotContain("\"CORS\"", Repository.Text("local.settings.sample.json"), StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"list(Keys|Secrets|ConnectionStrings|AccountSas)\b|AccountKey=|SharedAccessKey=|sig=|primary(Master)?Key|PRIVATE KEY-----\s*[A-Za-z0-9+/]",
        RegexOptions.IgnoreCase)]
    private static partial Regex Key();
}
