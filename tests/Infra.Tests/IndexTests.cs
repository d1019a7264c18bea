using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

public partial class IndexTests
{
    private static readonly JsonNode Indexes = Repository.Json("infra/cosmos-indexes.json");

    public static TheoryData<string> Apps => [.. Code.Apps.Keys];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_order_by_several_properties_has_its_composite_index(string app)
    {
        // Cosmos reads a composite index backwards as well.
        var declared = Code.Model(app).GetEntityTypes().SelectMany(type => type.Orders()).Where(order => order.Length > 1).Select(Forwards).Distinct().Order();
        var indexed = Indexes[app]!["compositeIndexes"]!.AsArray()
            .Select(index => index!.AsArray().Select(path => Signed((string?)path!["order"] == "descending", PropertyOf((string)path["path"]!))))
            .Select(order => Forwards([.. order])).Order();

        Assert.Equal(declared, indexed);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_order_that_a_query_asks_for_is_declared(string app)
    {
        var declared = Code.Model(app).GetEntityTypes().SelectMany(type => type.Orders()).Select(Forwards).ToHashSet();
        var hasReports = Code.Model(app).GetEntityTypes().Any(type => typeof(Report).IsAssignableFrom(type.ClrType));
        var asked = Repository.Files($"functions/{char.ToUpperInvariant(app[0])}{app[1..]}", "*.cs").Concat(Repository.Files("shared/Platform", "*.cs"))
            .Where(file => hasReports || Path.GetFileName(file) != "ReportQueue.cs")
            .SelectMany(file => Orders().Matches(File.ReadAllText(file)))
            .Select(match => Step().Matches(match.Value).Select(step => Signed(step.Groups["down"].Success, step.Groups["property"].Value)).ToArray())
            .Where(order => order.Length > 1)
            .Select(Forwards);

        Assert.Subset(declared, asked.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void What_is_not_indexed_is_there_and_is_looked_up_by_nothing(string app)
    {
        var types = Code.Model(app).GetEntityTypes().ToList();
        var sorted = types.SelectMany(type => type.Orders()).SelectMany(order => order).Select(name => name.TrimStart('-'));
        var lists = types.Select(type => type.ListIndex()?.List).OfType<string>();
        var searched = sorted.Concat(types.SelectMany(type => type.LookUps()).SelectMany(properties => properties)).Concat(lists).ToHashSet();
        foreach (var name in Indexes[app]!["excludedPaths"]!.AsArray().Select(path => ((string)path!).Split('/')[1]))
        {
            Assert.Contains(types, type => type.FindProperty(name) is not null || type.FindNavigation(name) is not null);
            Assert.DoesNotContain(name, searched);
        }
    }

    [BicepFact]
    public void Bicep_deploys_them_to_the_app_s_own_container()
    {
        foreach (var resources in Deployment.All)
        {
            var containers = Deployment.Of(resources, "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers")
                .ToDictionary(c => ((string)c["name"]!).Split('/')[^1]);
            Assert.Equal(Code.Apps.Keys.Order(), containers.Keys.Order());
            foreach (var (app, container) in containers)
            {
                var resource = container["properties"]!["resource"]!;
                Assert.EndsWith($"/{app}/{app}", (string)container["name"]!, StringComparison.Ordinal);
                Assert.Equal("/Partition", (string?)resource["partitionKey"]!["paths"]![0]);
                Assert.True(JsonNode.DeepEquals(Indexes[app]!["compositeIndexes"], resource["indexingPolicy"]!["compositeIndexes"]));
            }
        }
    }

    private static string PropertyOf(string path) => path is "/id" ? "Id" : path[1..];

    private static string Signed(bool descending, string property) => descending ? "-" + property : property;

    private static string Forwards(string[] order) =>
        string.Join(',', order[0].StartsWith('-') ? order : order.Select(name => name.StartsWith('-') ? name[1..] : "-" + name));

    [GeneratedRegex(@"\.OrderBy(Descending)?\(\w+ => \w+\.\w+\)(\s*\.ThenBy(Descending)?\(\w+ => \w+\.\w+\))*")]
    private static partial Regex Orders();

    [GeneratedRegex(@"\.(OrderBy|ThenBy)(?<down>Descending)?\(\w+ => \w+\.(?<property>\w+)\)")]
    private static partial Regex Step();
}
