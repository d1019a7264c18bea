using System.Runtime.InteropServices;

namespace QuizPlatform.LocalRuntime;

/// <summary>What is kept belongs to its owner alone. Nothing is done on Windows, where the user's own folder keeps others out.</summary>
public static class Rights
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    // What the platform makes in a data directory, at its top.
    private static readonly string[] Folders = ["bus", "keys", "run", "timers"], Files = ["erasures.log", "erasures.log.new", "restored"];
    private static readonly string[] Endings = [".db", ".db-journal", ".db-shm", ".db-turn", ".db-wal"];

    /// <summary>From now on, for all this process makes: SQLite takes no mode for its files, only what the umask leaves of 0644.</summary>
    public static void KeepToOwner()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask((uint)Others);
    }

    /// <summary>
    /// Makes a data directory, and closes what an older version left open in it. One that holds anything else is somebody's for other purposes
    /// as well (a home, /tmp): it and what is in it stay as they are, but for the databases, which <see cref="CloseDatabase"/> closes one by one.
    /// </summary>
    /// <exception cref="StartupException">It cannot be made or closed.</exception>
    public static void CloseDirectory(string directory)
    {
        using var wait = LongWait.For($"the data directory {directory}");
        try
        {
            Directory.CreateDirectory(directory);
            if (OperatingSystem.IsWindows() || !IsOurs(directory))
                return;
            Close(directory);
            var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };
            foreach (var path in Directory.EnumerateFileSystemEntries(directory, "*", all))
                Close(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {directory} cannot be used or closed to others ({e.Message.TrimEnd('.')}): check that it and all in it are yours.", e);
        }
    }

    /// <summary>Closes a SQLite file and what lies beside it; those that come later take its mode.</summary>
    public static void CloseDatabase(string file)
    {
        foreach (var path in new[] { file, $"{file}-journal", $"{file}-shm", $"{file}-turn", $"{file}-wal" })
            Close(path);
    }

    // Where others may come and go (/tmp), it is nobody's, even while it is empty.
    private static bool IsOurs(string directory) =>
        (OperatingSystem.IsWindows() || !File.GetUnixFileMode(directory).HasFlag(UnixFileMode.StickyBit))
        && new DirectoryInfo(directory).EnumerateFileSystemInfos().All(entry => entry is DirectoryInfo
            ? Folders.Contains(entry.Name)
            : Files.Contains(entry.Name) || Endings.Any(ending => entry.Name.EndsWith(ending, StringComparison.Ordinal)));

    private static void Close(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
            return;
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) != 0)
                File.SetUnixFileMode(path, mode & ~Others);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone since: other processes use the directory as well.
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
