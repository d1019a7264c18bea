using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

/// <summary>What docs/architecture.md says of who sees whom.</summary>
public sealed partial class ArchitectureTests
{
    [Theory]
    [InlineData("shared/Contracts")]
    [InlineData("shared/Scoring")]
    [InlineData("shared/Reviews", "Platform", "Scoring")]
    [InlineData("shared/LocalBus")]
    [InlineData("shared/LocalRuntime", "LocalBus")]
    [InlineData("shared/Platform")]
    [InlineData("shared/Hosting", "LocalRuntime", "Platform")] // LocalRuntime: the worker's names, in Local
    [InlineData("shared/Azure", "Hosting")]
    [InlineData("shared/Local", "Hosting", "LocalRuntime")]
    [InlineData("functions/Users")]
    [InlineData("functions/Quizzes", "Reviews", "Scoring")]
    [InlineData("functions/Results", "Reviews", "Scoring")]
    [InlineData("gateway", "Platform", "Web")]
    [InlineData("web", "Platform", "Scoring")]
    [InlineData("functions", "Azure", "Contracts", "Hosting", "Local")]
    public void A_project_sees_those_and_no_others(string folder, params string[] seen) => Assert.Equal(seen, References(folder, "Project").Order());

    [Theory]
    [InlineData("shared/Contracts")]
    [InlineData("shared/Scoring")]
    public void Some_have_no_packages(string folder) => Assert.Empty(References(folder, "Package"));

    [Theory]
    [InlineData(@"\bAzure\.(Core|Cosmos|Identity|Messaging|Monitor|Security)\b", "shared/Azure/", "gateway/Telemetry/AzureMonitor.cs")]
    [InlineData(@"\b(Microsoft\.Data\.Sqlite|SQLitePCL|UseSqlite)\b", "shared/Local/", "shared/LocalBus/")]
    [InlineData(@"\bMicrosoft\.Azure\.Functions\b", "functions/", "shared/Azure/", "shared/Hosting/", "shared/Local/", "shared/LocalRuntime/")]
    public void Names_of_a_product_appear_only_there(string name, params string[] folders)
    {
        var found = Sources().Where(file => Regex.IsMatch(Repository.Text(file), name)).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, file => Assert.True(folders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)), file));
    }

    [Fact]
    public void The_time_is_asked_of_a_clock_that_a_test_can_set() =>
        Assert.DoesNotContain(Sources(), file => Regex.IsMatch(Repository.Text(file), @"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b"));

    [Fact]
    public void A_body_is_read_together_with_its_caller_but_where_there_is_none_yet() => Assert.Equal(
        // GetChangedBoards has a function key for a caller; anybody may report.
        [
            "ConfirmAddress", "ForgetPassword", "GetChangedBoards", "LogIn", "LogInWithOrganisation", "LogInWithPasskey", "PlayAsGuest", "RefreshSession",
            "RegisterUser", "ReportName", "ReportQuiz", "ResetPassword", "UndoEmailChange",
        ],
        Sources().Where(file => file.StartsWith("functions/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(Repository.Text(file), @"\bRequestBody\.Read|\.Body(Reader)?\b.*Read"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Fact]
    public void The_page_names_files_that_are_there()
    {
        var names = SourceFile().Matches(Repository.Text("docs/architecture.md")).Select(match => match.Value).Distinct().ToList();

        Assert.True(names.Count > 10);
        Assert.All(names, name => Assert.Contains(Sources(), file => file.EndsWith('/' + name, StringComparison.Ordinal)));
    }

    private static List<string> Sources() =>
        [.. new[] { "functions", "gateway", "shared", "web" }.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))];

    private static IEnumerable<string> References(string folder, string kind) =>
        Directory.GetFiles(Repository.Path(folder), "*.csproj").Concat(Directory.GetFiles(Repository.Path(folder), "Directory.Build.*"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), $"<{kind}Reference Include=\"(?:.*/QuizPlatform\\.)?([^\"]*?)(?:\\.csproj)?\""))
            .Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?<![\w.])[A-Z][\w.]*\.cs\b")]
    private static partial Regex SourceFile();
}
