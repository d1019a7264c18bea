using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

/// <summary>docs/azure-only.md lists what Local does not compile.</summary>
public sealed partial class AzureOnlyTests
{
    private static readonly string Listed = Repository.Text("docs/azure-only.md");

    [Fact]
    public void Every_file_that_only_Azure_compiles_is_listed() =>
        Assert.All(Repository.Files("shared/Azure", "*.cs"), file => Assert.Contains($"`{Path.GetFileName(file)}`", Listed, StringComparison.Ordinal));

    [Fact]
    public void Every_file_with_lines_for_one_of_them_is_listed()
    {
        var source = ((string[])["functions", "shared"]).SelectMany(folder => Repository.Files(folder, "*.cs")).Where(file => Contains(file, "#if "));
        var projects = ((string[])["*.csproj", "*.props", "*.targets"])
            .SelectMany(pattern => Repository.Files(".", pattern)).Where(file => Contains(file, "IsLocal"));

        Assert.All([.. source, .. projects], file => Assert.Contains($"`{Relative(file)}`", Listed, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_listed_is_there()
    {
        var files = FileName().Matches(Listed).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(Repository.Path(file)) || File.Exists(Repository.Path($"shared/Azure/{file}")), file));
    }

    private static bool Contains(string file, string text) => File.ReadAllText(file).Contains(text, StringComparison.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    [GeneratedRegex(@"`([\w./]+\.(?:cs|csproj|props|targets))`")]
    private static partial Regex FileName();
}
