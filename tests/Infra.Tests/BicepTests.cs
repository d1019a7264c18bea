namespace QuizPlatform.Infra.Tests;

public class BicepTests
{
    [BicepTheory]
    [InlineData("build", "**/*.bicep")]
    [InlineData("build-params", "**/*.bicepparam")]
    [InlineData("lint", "**/*.bicep*")]
    public void Everything_compiles_without_a_word(string command, string files)
    {
        var copy = Bicep.Copy();
        try
        {
            Assert.Equal("", Bicep.Run(command, "--pattern", Path.Combine(copy, files)));
            if (command.StartsWith("build", StringComparison.Ordinal))
                Assert.All(
                    Directory.EnumerateFiles(copy, files[3..], SearchOption.AllDirectories),
                    file => Assert.True(File.Exists(Path.ChangeExtension(file, ".json")), file));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void The_linter_is_strict()
    {
        var rules = Repository.Json("infra/bicepconfig.json")["analyzers"]!["core"]!["rules"]!.AsObject();

        Assert.True(rules.Count > 40);
        Assert.All(rules, rule => Assert.Contains((string?)rule.Value!["level"], (string?[])["error", "warning"]));
    }

    [BicepFact]
    public void A_parameter_out_of_range_does_not_compile()
    {
        string[] wrong =
        [
            "cosmosMaxThroughput = 10", "maximumInstanceCount = 5000", "instanceMemoryMB = 1024", "serviceBusSku = 'Basic'",
            "retentionDays = 7", "environmentName = 'a-name-that-is-too-long-for-azure'",
        ];

        var said = Compile("build-params", [.. wrong.Select(value => $"param {value}")]);

        Assert.Equal(wrong.Length, said.Split("Error BCP").Length - 1);
    }

    [BicepTheory]
    [InlineData("param corsOrigins = ['https://example.com', 'https://*.example.com']", "is not allowed")]
    [InlineData("param privateNetwork = true", "needs serviceBusSku Premium")]
    public void What_only_the_whole_can_tell_is_refused_before_anything_is_deployed(string parameter, string because)
    {
        var said = Compile("snapshot", [parameter], Bicep.Prediction);

        Assert.Contains(because, said, StringComparison.Ordinal);
    }

    // A deployment deletes nothing of what was asked for before; a network without anything in it costs nothing, and a zone group goes with its endpoint.
    [BicepFact]
    public void The_guide_deletes_what_only_a_private_or_a_watched_deployment_has()
    {
        var dev = Deployment.Dev.Select(r => (string)r!["type"]!);
        var guide = Repository.Text("docs/deploy.md");
        var watching = Deployment.Prod.Where(r => ((string)r!["name"]!).EndsWith("-unavailable", StringComparison.Ordinal) ||
            ((string)r["name"]!).EndsWith("-health", StringComparison.Ordinal));

        Assert.Equal(2, watching.Count());
        Assert.Contains("for name in -unavailable -health; do", guide, StringComparison.Ordinal);
        Assert.All(
            Deployment.Prod.Except(watching).Select(r => (string)r!["type"]!).Except(dev).Except(["Microsoft.Network/virtualNetworks"])
                .Where(type => !type.EndsWith("/privateDnsZoneGroups", StringComparison.Ordinal)),
            type => Assert.Matches($"for type in [^;]*\\b{type["Microsoft.Network/".Length..]}[ ;]", guide));
    }

    [Fact]
    public void Every_parameter_says_what_it_is()
    {
        foreach (var file in Repository.Files("infra", "*.bicep"))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith("param ", StringComparison.Ordinal))
                    Assert.True(Decorators(lines, i).Any(line => line.StartsWith("@description(", StringComparison.Ordinal)), $"{file}: {lines[i]}");
            }
        }

        static IEnumerable<string> Decorators(string[] lines, int i) => lines.Take(i).Reverse().TakeWhile(line => line.StartsWith('@'));
    }

    // The dev parameters with some lines changed or added.
    private static string Compile(string command, string[] lines, params string[] more)
    {
        var copy = Bicep.Copy();
        try
        {
            var file = Path.Combine(copy, "parameters", "dev.bicepparam");
            var names = lines.Select(line => line[..(line.IndexOf('=') + 1)]).ToList();
            var others = File.ReadAllLines(file).Where(line => !names.Any(name => line.StartsWith(name, StringComparison.Ordinal)));
            File.WriteAllLines(file, [.. others, .. lines]);
            return Bicep.Run([command, file, .. more]);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
