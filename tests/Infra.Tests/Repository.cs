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

    private static string Find(string directory) =>
        File.Exists(System.IO.Path.Combine(directory, "QuizPlatform.sln")) ? directory : Find(System.IO.Path.GetDirectoryName(directory)!);
}
