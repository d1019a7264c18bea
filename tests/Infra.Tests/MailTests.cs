using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>Who sends letters in Azure, by what azd is told.</summary>
public class MailTests
{
    [BicepFact]
    public void Letters_go_by_a_domain_that_azure_gives_untracked_and_by_no_key()
    {
        foreach (var resources in Deployment.All)
        {
            var domain = Deployment.Of(resources, "Microsoft.Communication/emailServices/domains").Single();
            var service = Deployment.Of(resources, "Microsoft.Communication/communicationServices").Single()["properties"]!;

            Assert.EndsWith("/AzureManagedDomain", (string?)domain["id"], StringComparison.Ordinal);
            Assert.Equal("Disabled", (string?)domain["properties"]!["userEngagementTracking"]);
            Assert.Equal([(string?)domain["id"]], service["linkedDomains"]!.AsArray().Select(id => (string?)id));
            Assert.True((bool)service["disableLocalAuth"]!);
            Assert.Contains(".fromSenderDomain", From(resources), StringComparison.Ordinal);
            Assert.StartsWith("[format('DoNotReply@{0}'", From(resources), StringComparison.Ordinal);
        }
    }

    [BicepTheory]
    [InlineData("false", 1, "fromSenderDomain")]
    [InlineData("true", 2, "DoNotReply@quiz.example.org")]
    public void They_are_from_a_domain_of_ones_own_once_it_is_verified(string verified, int linked, string from)
    {
        var resources = Bicep.Resources("main.bicepparam", [], ("MAIL_DOMAIN", "quiz.example.org"), ("MAIL_DOMAIN_VERIFIED", verified));

        var service = Deployment.Of(resources, "Microsoft.Communication/communicationServices").Single()["properties"]!;
        Assert.Contains(
            Deployment.Of(resources, "Microsoft.Communication/emailServices/domains"),
            domain => ((string)domain["id"]!).EndsWith("/quiz.example.org", StringComparison.Ordinal));
        Assert.Equal(linked, service["linkedDomains"]!.AsArray().Count);
        Assert.Contains(from, From(resources), StringComparison.Ordinal);
    }

    [BicepFact]
    public void Turned_off_nothing_is_there_for_them_and_the_app_does_not_ask()
    {
        var resources = Bicep.Resources("main.bicepparam", [], ("MAIL", "false"));

        Assert.DoesNotContain(resources, r => r!.ToJsonString().Contains("Microsoft.Communication", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["Mail__Site"], Settings(resources).Keys.Where(name => name.StartsWith("Mail__", StringComparison.Ordinal)));
    }

    private static string From(JsonArray resources) => Settings(resources)["Mail__From"];

    private static Dictionary<string, string> Settings(JsonArray resources) =>
        Deployment.Of(resources, "Microsoft.Web/sites").Single(site => Deployment.AppOf((string)site["name"]!) == "users")
            ["properties"]!["siteConfig"]!["appSettings"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => (string)s!["value"]!);
}
