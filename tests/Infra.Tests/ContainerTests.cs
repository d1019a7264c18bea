using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

public partial class ContainerTests
{
    // The files at the root that every build reads.
    private static readonly string[] BuiltBy = ["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"];

    [Fact]
    public void The_ports_and_the_network_are_the_documented_ones()
    {
        var ports = Compose.Apps.Values.Select(s => Compose.Map(Compose.Lesson[s])).Select(s => $"{s["container_name"]} {Compose.List(s["ports"]).Single()}");

        Assert.Equal(["user-service 127.0.0.1:3001:80", "quiz-service 127.0.0.1:3002:80", "results-service 127.0.0.1:3003:80"], ports);
        Assert.All(Compose.Lesson, s => Assert.Equal(s.Key, Compose.Map(s.Value)["container_name"]));
        Assert.All(Compose.Lesson, s => Assert.Empty(Compose.Map(s.Value).Keys.Cast<string>().Except(["container_name", "ports"])));
        var network = Compose.Map(Compose.Map(Compose.File["networks"])["quiz-network"]);
        Assert.Equal("quiz-network", network["name"]);
        Assert.Equal("172.20.0.0/16", Compose.Map(((List<object>)Compose.Map(network["ipam"])["config"]).Single())["subnet"]);
        Assert.All(Compose.Services.Keys, service => Assert.Equal(["quiz-network"], Compose.List(Compose.Service((string)service)["networks"])));
    }

    [Fact]
    public void Nothing_listens_for_other_machines_and_3000_is_the_gateway()
    {
        var ports = AllOf("ports").ToList();

        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Equal(["127.0.0.1:3000:8080"], Compose.List(Compose.Service("gateway")["ports"]));
        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    // `--scale results-service=2`: no two containers have one name, or one port of the machine; and a file that compose reads unasked would bring both back.
    [Fact]
    public void An_app_can_have_several_instances_that_the_gateway_finds_by_name_and_whose_timers_run_once()
    {
        Assert.All(Compose.Apps.Values.Select(Compose.Service), s => Assert.Empty(s.Keys.Cast<string>().Intersect(["container_name", "ports", "hostname"])));
        Assert.Empty(Directory.EnumerateFiles(Repository.Root, "*compose.override.y*ml"));

        var gateway = Compose.Environment("gateway");
        Assert.Equal(("true", "true"), (gateway["Gateway__ResolveInstances"], gateway["Gateway__ProbeInstances"]));
        foreach (var (app, service) in Compose.Apps)
        {
            Assert.Equal($"http://{service}", gateway.Single(s => s.Key.Equals($"Services__{app}", StringComparison.OrdinalIgnoreCase)).Value);
            Assert.Equal(app, Compose.Environment(service)["AzureFunctionsWebHost__hostid"]);
        }
    }

    [Fact]
    public void The_order_of_starting_has_no_cycle_and_ends_in_something_healthy()
    {
        foreach (var service in Compose.Services.Keys.Cast<string>())
            Follow(service, []);
        foreach (var service in Compose.Apps.Values)
            Assert.All(DependenciesOf(service), d => Assert.Equal("service_healthy", d.Condition));

        static void Follow(string service, HashSet<string> path)
        {
            Assert.True(path.Add(service), $"{string.Join(" -> ", path)} -> {service}");
            foreach (var (name, condition) in DependenciesOf(service))
            {
                Assert.True(
                    condition != "service_healthy" || Compose.Service(name).ContainsKey("healthcheck"),
                    $"{service} waits for the health of {name}, which has no check");
                Follow(name, [.. path]);
            }
        }
    }

    [Fact]
    public void Every_volume_and_every_config_that_is_mounted_exists()
    {
        var named = Compose.Map(Compose.File["volumes"]).Keys.Cast<string>().ToHashSet();
        var used = AllOf("volumes").Select(v => v.Split(':')[0]).ToList();

        Assert.Equal(named.Order(), used.Where(source => !source.StartsWith('.')).Order());
        Assert.All(used.Where(source => source.StartsWith('.')), source => Assert.True(File.Exists(Repository.Path(source)), source));
        Assert.Contains("./infra/servicebus.json", used);
    }

    [Theory]
    [InlineData("results-service", "Services__QuizzesKey", "quizzes-keys")]
    [InlineData("gateway", "Services__ResultsKey", "results-keys")]
    public void Who_calls_an_app_has_the_key_that_its_host_knows(string service, string setting, string config)
    {
        var keys = JsonNode.Parse((string)Compose.Map(Compose.Map(Compose.File["configs"])[config])["content"])!;

        Assert.Equal(Compose.Environment(service)[setting], (string?)keys["functionKeys"]![0]!["value"]);
        Assert.NotEqual((string?)keys["functionKeys"]![0]!["value"], (string?)keys["masterKey"]!["value"]);
    }

    [Fact]
    public void Every_app_is_built_from_the_one_dockerfile()
    {
        foreach (var (app, service) in Compose.Apps)
        {
            var build = Compose.Map(Compose.Service(service)["build"]);
            var folder = (string)Compose.Map(build["args"])["APP"];

            Assert.Equal(app, folder, ignoreCase: true);
            Assert.True(Directory.Exists(Repository.Path($"functions/{folder}")));
            Assert.Equal((".", "functions/Dockerfile"), ((string)build["context"], (string)build["dockerfile"]));
        }
    }

    [Fact]
    public void The_dockerfile_copies_what_the_publish_needs()
    {
        var dockerfile = Repository.Text("functions/Dockerfile");
        var copied = Copy().Matches(dockerfile).SelectMany(m => m.Groups["from"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();

        // The restore needs every project that an app's Release build reaches, and the files they are built by.
        var projects = ((string[])["functions", "shared/Azure", "shared/Contracts", "shared/Hosting", "shared/Platform", "shared/Reviews", "shared/Scoring"])
            .SelectMany(f => Repository.Files(f, "*.csproj"));
        Assert.Subset(copied, projects.Select(p => Path.GetRelativePath(Repository.Root, p)).ToHashSet());
        Assert.Subset(copied, BuiltBy.Concat(["shared/", "functions/"]).ToHashSet());
        Assert.All(copied.Where(from => from != "/app"), from => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(Repository.Root, from.TrimEnd('/'))));

        // The whole output, dot files and all, and a build that fails when they are not in it.
        Assert.Contains("COPY --from=build /app /home/site/wwwroot", dockerfile, StringComparison.Ordinal);
        Assert.Contains("test -f /app/host.json && test -d /app/.azurefunctions", dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_is_built_from_what_it_needs_and_no_more()
    {
        var copied = Copy().Matches(Repository.Text("gateway/Dockerfile")).SelectMany(m => m.Groups["from"].Value.Split(' ')).Order();

        Assert.Equal(
            ((string[])[.. BuiltBy, "/app", "docs/openapi.json", "gateway/", "gateway/QuizPlatform.Gateway.csproj", "infra/gateway-routes.json",
                "shared/Platform/", "shared/Platform/QuizPlatform.Platform.csproj", "shared/Scoring/", "shared/Scoring/QuizPlatform.Scoring.csproj",
                "web/", "web/QuizPlatform.Web.csproj"]).Order(), copied);
        Assert.Contains("!gateway\n!infra/gateway-routes.json\n!shared\n!web\n", Repository.Text(".dockerignore"), StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", Repository.Text("gateway/Dockerfile"), StringComparison.Ordinal);
        Assert.All(Compose.Apps.Values, app =>
            Assert.Equal(Compose.Environment("gateway")["Gateway__Key"], Compose.Environment(app)["Gateway__Key"]));
    }

    [Fact]
    public void The_dockerfile_follows_the_rules_of_the_house()
    {
        var dockerfile = Repository.Text("functions/Dockerfile");

        Assert.Contains(
            "FROM --platform=linux/amd64 mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0", dockerfile, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", dockerfile, StringComparison.Ordinal);
        Assert.Contains("ldconfig -p | grep -q libicui18n || {", dockerfile, StringComparison.Ordinal);
        Assert.Contains("HEALTHCHECK", dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("ADD ", dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_sent_to_the_build_is_not_needed_by_it()
    {
        var ignore = Repository.Text(".dockerignore").Split('\n');

        Assert.Contains("**/local.settings.json", ignore);
        Assert.Equal("*", ignore.First(line => line.Length > 0 && line[0] != '#'));
        foreach (var needed in (string[])[.. BuiltBy, "functions", "shared"])
            Assert.Contains($"!{needed}", ignore);
    }

    // What the services that have such a list have in it.
    private static IEnumerable<string> AllOf(string list) =>
        Compose.Services.Keys.Select(service => Compose.Service((string)service)).Where(s => s.ContainsKey(list)).SelectMany(s => Compose.List(s[list]));

    private static IEnumerable<(string Name, string Condition)> DependenciesOf(string service) =>
        Compose.Service(service).TryGetValue("depends_on", out var on)
            ? Compose.Map(on).Select(d => ((string)d.Key, (string)Compose.Map(d.Value)["condition"]))
            : [];

    [GeneratedRegex(@"^COPY (--from=\w+ )?(?<from>.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copy();
}
