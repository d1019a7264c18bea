using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>The files these tests hold against each other.</summary>
internal static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string Path(string path) => System.IO.Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(Path(path));

    public static JsonNode Json(string path) => JsonNode.Parse(Text(path))!;

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>What is of the repository: nothing that a build or a person has put beside it, as .gitignore tells by name.</summary>
    public static IEnumerable<string> Tracked(string folder = "") =>
        Directory.EnumerateFileSystemEntries(Path(folder))
            .Where(path => !Ignored.Any(name => FileSystemName.MatchesSimpleExpression(name, System.IO.Path.GetFileName(path))))
            .SelectMany(path => Directory.Exists(path) ? Tracked(path) : [System.IO.Path.GetRelativePath(Root, path)])
            .Order(StringComparer.Ordinal);

    private static readonly string[] Ignored =
        [".git", .. Text(".gitignore").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name.TrimEnd('/'))];

    private static string Find(string directory) =>
        File.Exists(System.IO.Path.Combine(directory, "QuizPlatform.sln")) ? directory : Find(System.IO.Path.GetDirectoryName(directory)!);
}
