using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

public partial class GatewayTests
{
    private static readonly IReadOnlyList<JsonNode> Routes = [.. Repository.Json("infra/gateway-routes.json").AsArray().Select(route => route!)];

    [Fact]
    public void The_gateway_has_every_public_route_and_no_internal_one()
    {
        var functions = Code.Triggers<HttpTriggerAttribute>()
            .Where(t => t.Trigger.AuthLevel == AuthorizationLevel.Anonymous && t.Trigger.Route != "health")
            .SelectMany(t => t.Trigger.Methods!, (t, method) => $"{t.App} {method.ToUpperInvariant()} /{Constraint().Replace(t.Trigger.Route!, "}")}");

        Assert.Equal(functions.Order(), Routes.Select(r => $"{r["app"]} {r["method"]} {r["path"]}").Order());
    }

    [Fact]
    public void A_token_is_asked_for_only_where_the_function_asks_for_one()
    {
        var checking = Code.Triggers<HttpTriggerAttribute>()
            .Where(t => t.Class.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(BearerTokens)))
            .SelectMany(t => t.Trigger.Methods!, (t, method) => $"{method.ToUpperInvariant()} /{Constraint().Replace(t.Trigger.Route!, "}")}");

        Assert.Subset(checking.ToHashSet(), Routes.Where(r => (bool)r["bearer"]!).Select(r => $"{r["method"]} {r["path"]}").ToHashSet());
    }

    [BicepFact]
    public void Every_route_is_deployed_with_a_policy_that_can_be_read()
    {
        foreach (var resources in Deployment.All)
        {
            var policies = Deployment.Of(resources, "Microsoft.ApiManagement/service/apis/operations/policies").ToList();
            Assert.Equal(Routes.Count, policies.Count);
            foreach (var (route, policy) in Routes.Zip(policies))
            {
                var inbound = XElement.Parse((string)policy["properties"]!["value"]!).Element("inbound")!;
                Assert.Equal((string?)route["app"], (string?)inbound.Element("set-backend-service")!.Attribute("backend-id"));
                Assert.Equal((bool)route["bearer"]!, inbound.Element("validate-jwt") is not null);
            }

            var api = XElement.Parse((string)Deployment.Of(resources, "Microsoft.ApiManagement/service/apis/policies").Single()["properties"]!["value"]!);
            Assert.NotNull(api.Element("inbound")!.Element("cors"));
        }
    }

    [BicepFact]
    public void Tokens_are_checked_against_the_users_app_s_own_document()
    {
        foreach (var resources in Deployment.All)
        {
            var site = Deployment.Of(resources, "Microsoft.Web/sites").Single(s => Deployment.AppOf((string)s["name"]!) == "users");
            var issuer = $"https://{site["name"]}.azurewebsites.net";
            var policies = Deployment.Of(resources, "Microsoft.ApiManagement/service/apis/operations/policies").Select(p => XElement.Parse((string)p["properties"]!["value"]!));
            foreach (var check in policies.SelectMany(p => p.Descendants("validate-jwt")))
            {
                Assert.Equal($"{issuer}/.well-known/openid-configuration", (string?)check.Element("openid-config")!.Attribute("url"));
                Assert.Equal(issuer, check.Element("issuers")!.Value.Trim());
                Assert.Equal(new TokenOptions().Audience, check.Element("audiences")!.Value.Trim());
            }
        }
    }

    [GeneratedRegex(@":[^{}]*(\{[^{}]*\}[^{}]*)*\}")]
    private static partial Regex Constraint();
}
