using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>The gateway as a container app: infra/gateway.bicep, which azd deploys with the image it has built.</summary>
public class GatewayAppTests
{
    private static readonly Lazy<JsonNode> App = new(() => Of("1"));

    private static JsonNode Configuration => App.Value["properties"]!["configuration"]!;
    private static JsonNode Template => App.Value["properties"]!["template"]!;
    private static JsonNode Container => Template["containers"]!.AsArray().Single()!;

    [BicepFact]
    public void It_is_given_what_it_reads_and_its_secrets_by_reference()
    {
        var settings = Container["env"]!.AsArray().ToDictionary(e => (string)e!["name"]!, e => (string?)(e!["value"] ?? e["secretRef"]));

        Assert.Equal(
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "AZURE_CLIENT_ID",
                "Gateway__Connections__PerAddress", "Gateway__Hosts", "Gateway__Key", "Gateway__Origins", "Gateway__ProbeInstances", "Services__Quizzes",
                "Services__Results", "Services__ResultsKey", "Services__Users", "Tokens__Issuer"],
            settings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("false", settings["Gateway__ProbeInstances"]);
        Assert.Equal(("true", "0"), (settings["ASPNETCORE_FORWARDEDHEADERS_ENABLED"], settings["Gateway__Connections__PerAddress"])); // behind the ingress
        Assert.Equal(settings["Services__Users"], settings["Tokens__Issuer"]);
        Assert.Contains("public bool ProbeInstances ", Repository.Text("gateway/GatewayOptions.cs"), StringComparison.Ordinal);
        foreach (var app in Code.Apps.Keys)
            Assert.Equal($"https://{app}.example", settings.Single(s => s.Key.Equals($"Services__{app}", StringComparison.OrdinalIgnoreCase)).Value);

        Assert.Equal(("gateway-key", "results-key"), (settings["Gateway__Key"], settings["Services__ResultsKey"]));
        Assert.Equal(["gateway-key", "results-key"], Configuration["secrets"]!.AsArray().Select(secret => (string?)secret!["name"]));
        Assert.All(Configuration["secrets"]!.AsArray(), secret =>
        {
            Assert.Null(secret!["value"]);
            Assert.Contains($"secrets/{secret["name"]}", (string?)secret["keyVaultUrl"], StringComparison.Ordinal);
            Assert.Contains("id-gateway-dev", (string?)secret["identity"], StringComparison.Ordinal);
        });
    }

    [BicepFact]
    public void It_is_reached_over_tls_only_at_the_port_it_listens_on_and_pulls_with_its_own_identity()
    {
        var ingress = Configuration["ingress"]!;

        Assert.Equal((true, false, "auto"), ((bool)ingress["external"]!, (bool)ingress["allowInsecure"]!, (string?)ingress["transport"]));
        Assert.Contains($"EXPOSE {ingress["targetPort"]}\n", Repository.Text("gateway/Dockerfile"), StringComparison.Ordinal);
        var registry = Configuration["registries"]!.AsArray().Single()!;
        Assert.Equal("crquiz.azurecr.io", (string?)registry["server"]);
        Assert.Contains("id-gateway-dev", (string?)registry["identity"], StringComparison.Ordinal);
        Assert.Null(registry["passwordSecretRef"]);
        Assert.Equal("crquiz.azurecr.io/gateway:1", (string?)Container["image"]);
    }

    [BicepFact]
    public void A_new_revision_takes_over_once_it_answers_and_the_old_one_has_time_to_drain()
    {
        Assert.Equal("Single", (string?)Configuration["activeRevisionsMode"]);
        Assert.InRange((int)Template["terminationGracePeriodSeconds"]!, 31, 600); // HostOptions.ShutdownTimeout is 30 s
        var probes = Container["probes"]!.AsArray();
        Assert.Equal(["Liveness", "Readiness", "Startup"], probes.Select(p => (string?)p!["type"]).Order());
        Assert.All(probes, p => Assert.Equal("/health/live", (string?)p!["httpGet"]!["path"])); // not /health, which asks the apps
    }

    // What scales by HTTP does not see an open stream, and what scales by the processor may never let the last replica go.
    [BicepTheory]
    [InlineData("1", "processor requests")]
    [InlineData("0", "requests")]
    public void It_scales_by_requests_and_processor_and_to_nothing_where_asked(string least, string rules)
    {
        var template = Of(least)["properties"]!["template"]!;
        var scale = template["scale"]!;

        Assert.Equal(least, scale["minReplicas"]!.ToString());
        Assert.Equal(least == "0", template["containers"]![0]!["env"]!.AsArray().Any(e => (string?)e!["name"] == "Live__MaxStreams")); // then none is offered
        Assert.Equal(rules, string.Join(' ', scale["rules"]!.AsArray().Select(r => (string?)r!["name"]).Order()));
    }

    // Paths are relative to the project's folder; a parameter file of that name beside main.bicep makes azd deploy it, and a main.bicep with the app in it
    // would put a stand-in's image over the real one.
    [BicepFact]
    public void Azd_builds_it_in_the_registry_from_the_repository_and_deploys_it_by_itself()
    {
        var gateway = Compose.Map(Compose.Map(Compose.Read("azure.yaml")["services"])["gateway"]);
        var docker = Compose.Map(gateway["docker"]);

        Assert.Equal(("docker", "containerapp"), ((string)gateway["language"], (string)gateway["host"]));
        Assert.Equal(Repository.Root.TrimEnd('/'), Path.GetFullPath(Repository.Path($"{gateway["project"]}/{docker["context"]}")).TrimEnd('/'));
        Assert.True(File.Exists(Repository.Path($"{gateway["project"]}/{docker["path"]}")));
        Assert.Equal("true", docker["remoteBuild"]);
        Assert.True(File.Exists(Repository.Path("infra/gateway.bicepparam")));
        Assert.Contains("'azd-service-name', 'gateway'", App.Value["tags"]!.ToString(), StringComparison.Ordinal);
        Assert.All(Deployment.All, resources => Assert.Empty(Deployment.Of(resources, "Microsoft.App/containerApps")));
    }

    [BicepFact]
    public void Where_it_runs_keeps_no_key_and_is_in_the_private_network_when_there_is_one()
    {
        foreach (var resources in Deployment.All)
        {
            var registry = Deployment.Of(resources, "Microsoft.ContainerRegistry/registries").Single();
            var environment = Deployment.Of(resources, "Microsoft.App/managedEnvironments").Single()["properties"]!;

            Assert.Equal(("Basic", false), ((string?)registry["sku"]!["name"], (bool)registry["properties"]!["adminUserEnabled"]!));
            Assert.Equal("azure-monitor", (string?)environment["appLogsConfiguration"]!["destination"]); // the other one needs the workspace's key
            Assert.Equal(
                resources == Deployment.Prod ? "gateway" : null,
                ((string?)environment["vnetConfiguration"]?["infrastructureSubnetId"])?.Split('/')[^1]);
        }
    }

    // gateway.bicepparam asks for what main.bicep tells, for the image that azd tells, and for what people set.
    [Fact]
    public void What_it_is_deployed_with_is_told_by_the_deployment_before()
    {
        var read = Repository.Text("infra/gateway.bicepparam").Split("readEnvironmentVariable('").Skip(1).Select(part => part.Split('\'')[0]);
        var told = Repository.Text("infra/main.bicep").Split('\n').Where(line => line.StartsWith("output ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1]);

        string[] set =
        [
            "CORS_ORIGINS", "GATEWAY_HOSTS", "GATEWAY_MAX_REPLICAS", "GATEWAY_MIN_REPLICAS", "ORGANISATION_AUTHORITY", "ORGANISATION_CLIENT_ID",
            "ORGANISATION_NAME", "SERVICE_GATEWAY_IMAGE_NAME",
        ];
        Assert.Equal(set, read.Except(told).Order());
    }

    [BicepFact]
    public void An_organisations_secret_is_read_from_the_vault_and_only_where_there_is_one()
    {
        var app = Of("1", ("ORGANISATION_AUTHORITY", "https://login.example.org"), ("ORGANISATION_CLIENT_ID", "quiz"), ("ORGANISATION_NAME", "School"));
        var settings = app["properties"]!["template"]!["containers"]![0]!["env"]!.AsArray()
            .ToDictionary(e => (string)e!["name"]!, e => (string?)(e!["value"] ?? e["secretRef"]));
        var secret = app["properties"]!["configuration"]!["secrets"]!.AsArray().Single(s => (string?)s!["name"] == "organisation-secret")!;

        Assert.Equal(("School", "https://login.example.org", "quiz", "organisation-secret"), (settings["Organisation__Name"],
            settings["Organisation__Authority"], settings["Organisation__ClientId"], settings["Organisation__ClientSecret"]));
        Assert.Null(secret["value"]);
        Assert.Contains("secrets/organisation-secret", (string?)secret["keyVaultUrl"], StringComparison.Ordinal);
        var read = Repository.Text("web/Organisation/OrganisationSettings.cs");
        Assert.All(settings.Keys.Where(name => name.StartsWith("Organisation__", StringComparison.Ordinal)),
            name => Assert.Contains($"public string? {name.Split("__")[1]} ", read, StringComparison.Ordinal));
    }

    // The apps, which are told as well, may be closed to browsers.
    [BicepTheory]
    [InlineData("")]
    [InlineData("https://quiz.example.org,http://localhost:5173")]
    public void The_pages_that_may_call_the_apps_may_call_it(string pages) => Assert.Equal(
        pages,
        (string?)Of("1", ("CORS_ORIGINS", pages))["properties"]!["template"]!["containers"]![0]!["env"]!.AsArray()
            .Single(setting => (string?)setting!["name"] == "Gateway__Origins")!["value"]);

    private static JsonNode Of(string least, params (string, string)[] more) =>
        Bicep.Resources("gateway.bicepparam", ["--resource-group", "rg-quiz-dev"], [("GATEWAY_MIN_REPLICAS", least), .. more]).Single(
            r => (string?)r!["type"] == "Microsoft.App/containerApps")!;
}
