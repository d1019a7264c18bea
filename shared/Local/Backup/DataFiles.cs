using System.Text.RegularExpressions;

namespace QuizPlatform.Local.Backup;

/// <summary>
/// What of a data directory a backup holds, as paths relative to it: databases, which must be copied at one moment, and small files that are
/// whole at any moment. Not there: logs and process ids, the owners of message locks (dead after a restore), and the list of erasures.
/// </summary>
internal static partial class DataFiles
{
    /// <summary>Always in the same order, so that two who lock them all cannot wait for each other.</summary>
    public static IReadOnlyList<string> Databases(string directory) =>
        [.. Find(directory, "", "*.db").Concat(Find(directory, "bus", "*.db")).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Small(string directory) => [.. ((string[])["keys", "timers"]).SelectMany(folder => Find(directory, folder, "*"))];

    /// <summary>Whether a backup can hold a file of that name: what a manifest names is put nowhere else.</summary>
    public static bool IsOurs(string path) => IsDatabase(path) || SmallFile().IsMatch(path);

    public static bool IsDatabase(string path) => Database().IsMatch(path);

    public static bool IsSigningKey(string path) => path.StartsWith("keys/", StringComparison.Ordinal) && path.EndsWith(".pem", StringComparison.Ordinal);

    public static bool IsOfTheBus(string path) => path.StartsWith("bus/", StringComparison.Ordinal);

    private static IEnumerable<string> Find(string directory, string folder, string pattern)
    {
        var path = Path.Combine(directory, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern).Select(file => Path.Combine(folder, Path.GetFileName(file))).Where(IsOurs)
            : [];
    }

    [GeneratedRegex(@"^(bus/)?\w[\w.-]*\.db\z")]
    private static partial Regex Database();

    // Not what is still being written: those end in .new or .tmp.
    [GeneratedRegex(@"^(keys|timers)/\w[\w.-]*\.(pem|json)\z")]
    private static partial Regex SmallFile();
}
