namespace QuizPlatform.Local;

/// <summary>Files and folders that belong to their owner alone, whatever the umask.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite, FileMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>One that is there already stays as it is.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FileMode700);
    }

    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static void TakeDirectory(string path)
    {
        MakeDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, FileMode700);
    }

    /// <param name="mode">How to open it.</param>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode600;
        return new FileStream(path, options);
    }

    /// <summary>Whole or not at all, and on the disk when it returns.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        using (var file = Open(temporary, FileMode.Create))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
