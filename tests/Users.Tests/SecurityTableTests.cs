using System.Text.RegularExpressions;

namespace QuizPlatform.Users.Tests;

/// <summary>docs/security.md names a test per promise: a name that no test has any more is a promise nobody keeps.</summary>
public sealed partial class SecurityTableTests
{
    [Fact]
    public void Every_test_that_the_security_table_names_exists()
    {
        var root = Root();
        var sources = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .GroupBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(g => g.Key!, g => string.Concat(g.Select(File.ReadAllText)));

        var named = Named().Matches(File.ReadAllText(Path.Combine(root, "docs", "security.md")))
            .Select(m => (Class: m.Groups[1].Value, Test: m.Groups[2].Value)).Distinct().ToList();

        Assert.True(named.Count > 50);
        Assert.DoesNotContain(named, n => !sources.TryGetValue(n.Class, out var source) || !source.Contains($" {n.Test}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Named();

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "QuizPlatform.sln")))
            directory = Path.GetDirectoryName(directory)!;
        return directory;
    }
}
