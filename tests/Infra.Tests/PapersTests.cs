using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Infra.Tests;

/// <summary>What the documents and an editor's files say of the code is so.</summary>
public sealed partial class PapersTests
{
    // Users is at 3001, ...: as the scripts have it.
    private static readonly IReadOnlyDictionary<string, string> Ports =
        ScriptsPort().Matches(Repository.Text("scripts/common.sh")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static readonly List<(string Method, string App, string Path)> Routes =
        [.. Code.Triggers<HttpTriggerAttribute>().SelectMany(t => t.Trigger.Methods!, (t, method) =>
            (method.ToUpperInvariant(), t.App, '/' + Parameter().Replace(t.Trigger.Route!, "*")))];

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/api.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/observe.md")]
    [InlineData("docs/scale.md")]
    [InlineData("docs/security.md")]
    public void Files_that_a_document_names_are_there(string document)
    {
        var text = Repository.Text(document);
        var there = ((string[])["functions", "gateway", "web", "shared", "tests", "scripts", "docs", ".github"]).SelectMany(f => Repository.Files(f, "*"))
            .Concat(Directory.GetFiles(Repository.Root)).ToList();
        var named = NamedFile().Matches(text)
            .SelectMany(name => name.Groups["or"].Value.Split(','), (name, or) => $"/{name.Groups[1].Value}{or}{name.Groups[2].Value}");
        var folder = Path.GetDirectoryName(Repository.Path(document))!;

        Assert.All(named, name => Assert.Contains(there, file => file.EndsWith(name, StringComparison.Ordinal)));
        Assert.All(Link().Matches(text), link => Assert.True(File.Exists(Path.Combine(folder, link.Groups[1].Value)), link.Value));
    }

    // But what a tool writes, and two JSON strings that cannot be broken: a message and a connection string.
    [Fact]
    public void Lines_end_before_160_columns() => Assert.Collection(
        Repository.Tracked()
            .Where(file => Path.GetExtension(file) is not (".sln" or ".sql" or ".resx" or ".svg" or ".png"))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => file != "docs/openapi.json" && !file.StartsWith("tests/Describe/Examples/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(Repository.Path(file)).Index(), (file, line) => (Place: $"{file}:{line.Index + 1}", line.Item.Length))
            .Where(line => line.Length >= 160).Select(line => line.Place),
        place => Assert.StartsWith("global.json:", place, StringComparison.Ordinal),
        place => Assert.StartsWith("local.settings.sample.json:", place, StringComparison.Ordinal));

    [Fact]
    public void The_contract_tells_of_every_route_and_of_no_other() => Assert.Equal(
        Routes.Select(route => $"{route.Method} {route.Path}")
            .Concat(["GET /api/leaderboard/stream", "GET /health/live", "GET /openapi.json"]) // the gateway's own
            .Distinct().Order(),
        ToldRoute().Matches(Repository.Text("docs/api.md")).Select(route => Parameter().Replace(route.Groups[1].Value, "*")).Distinct().Order());

    [Fact]
    public void The_requests_for_an_editor_go_through_the_gateway()
    {
        var text = Repository.Text("quiz.http");
        var requests = Request().Matches(text)
            .Select(r => $"{r.Groups[1].Value} {Variable().Replace(r.Groups[2].Value, "*")}").ToList();
        var open = Repository.Json("infra/gateway-routes.json").AsArray()
            .Select(route => $"{route!["method"]} {Parameter().Replace((string)route["path"]!, "*")}").Append("GET /health");

        Assert.Equal(Regex.Count(text, "^### ", RegexOptions.Multiline), requests.Count);
        Assert.All(requests, request => Assert.Contains(request, open));
        Assert.Equal(["@gateway = http://localhost:3000"], Regex.Matches(text, "^@.*$", RegexOptions.Multiline).Select(host => host.Value));
    }

    [Fact]
    public void Visual_Studio_Code_starts_all_three_apps_at_their_ports()
    {
        var launch = Repository.Json(".vscode/launch.json");
        var framework = Regex.Match(Repository.Text("Directory.Build.props"), "<TargetFramework>(.*)</TargetFramework>").Groups[1].Value;
        var tasks = Repository.Json(".vscode/tasks.json")["tasks"]!.AsArray();

        Assert.Equal(
            Ports.Select(app => $"build, ${{workspaceFolder}}/functions/{app.Key}/bin/Local/{framework}/QuizPlatform.{app.Key}.dll --port {app.Value}"),
            launch["configurations"]!.AsArray().Select(c => $"{c!["preLaunchTask"]}, {c["program"]} {string.Join(' ', c["args"]!.AsArray())}"));
        Assert.Equal(Ports.Keys, launch["configurations"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.All(Ports.Keys, app => Assert.True(File.Exists(Repository.Path($"functions/{app}/QuizPlatform.{app}.csproj"))));
        Assert.All(Ports, app => Assert.Matches($"\"--port {app.Value}\"", Repository.Text($"functions/{app.Key}/Properties/launchSettings.json")));
        Assert.Equal(Ports.Keys, launch["compounds"]![0]!["configurations"]!.AsArray().Select(name => (string?)name));
        Assert.Contains(tasks, task => (string?)task!["label"] == "build");
        Assert.All(
            tasks.SelectMany(task => (task!["args"]?.AsArray() ?? []).Append(task["command"])).Select(word => (string)word!)
                .Where(word => word.Contains('/', StringComparison.Ordinal)),
            path => Assert.True(File.Exists(Repository.Path(path)), path));
    }

    [Fact]
    public void The_development_container_has_this_SDK_these_ports_and_the_same_extensions()
    {
        var container = Repository.Json(".devcontainer/devcontainer.json");
        var sdk = Version.Parse((string)Repository.Json("global.json")["sdk"]!["version"]!);

        Assert.Equal($"mcr.microsoft.com/dotnet/sdk:{sdk.ToString(2)}", (string?)container["image"]);
        Assert.Equal(Ports.Values.Prepend("3000"), container["forwardPorts"]!.AsArray().Select(port => $"{port}"));
        Assert.StartsWith("dotnet build --configuration Local ", (string?)container["postCreateCommand"], StringComparison.Ordinal);
        Assert.Equal(
            Repository.Json(".vscode/extensions.json")["recommendations"]!.ToJsonString(),
            container["customizations"]!["vscode"]!["extensions"]!.ToJsonString());
    }

    [GeneratedRegex(@"^  ""\S+ (\w+) \$\{\w+:-(\d+)\}""$", RegexOptions.Multiline)]
    private static partial Regex ScriptsPort();

    // In code quotes, with a folder or a kind of file that is ours; braces hold what its names differ by: `Http/{RateLimits,RequestBody}.cs`.
    [GeneratedRegex(@"`(?:\./)?((?:[\w.-]+/)*[\w-]*)(?:\{(?<or>[\w,]+)\})?([\w.-]*\.(?:cs|sh|props|yml|http|md))(?=[` ])")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`([A-Z]+ /[^`?]*)")]
    private static partial Regex ToldRoute();

    [GeneratedRegex(@"^([A-Z]+) \{\{gateway\}\}([^\s?]+)", RegexOptions.Multiline)]
    private static partial Regex Request();

    [GeneratedRegex(@"\{\{[^}]*\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
