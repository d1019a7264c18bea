using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

/// <summary>The one list of public routes, which the gateway lets pass.</summary>
public partial class GatewayTests
{
    private static readonly IReadOnlyList<JsonNode> Routes = [.. Repository.Json("infra/gateway-routes.json").AsArray().Select(route => route!)];

    [Fact]
    public void The_list_has_every_public_route_and_no_internal_one()
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
    public void A_deployment_tells_the_address_of_the_gateway_and_of_each_app()
    {
        var template = Bicep.Template("infra/main.bicep");
        var urls = template["outputs"]!.AsObject().Select(output => output.Key).Where(name => name.EndsWith("_URL", StringComparison.Ordinal));

        Assert.Equal(["GATEWAY_URL", "QUIZZES_URL", "RESULTS_URL", "USERS_URL"], urls.Order());
        Assert.DoesNotContain("Microsoft.ApiManagement", template.ToJsonString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@":[^{}]*(\{[^{}]*\}[^{}]*)*\}")]
    private static partial Regex Constraint();
}
