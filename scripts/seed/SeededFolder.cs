namespace QuizPlatform.Seed;

/// <summary>
/// Where a data directory is made: beside it, so that there is a whole one under its name or none. One at a time; what a kill has left is taken up by the
/// next.
/// </summary>
internal sealed class SeededFolder : IDisposable
{
    private const string LockName = "seed.lock";
    private static readonly string[] Ours = [LockName, "users.db", "quizzes.db", "results.db"];

    private readonly string _data;
    private readonly string _unfinished;
    private readonly FileStream _lock;

    private SeededFolder(string data, string unfinished, FileStream held) => (_data, _unfinished, _lock) = (data, unfinished, held);

    /// <exception cref="IOException">There is something already, or another fills it.</exception>
    public static SeededFolder For(string data)
    {
        if (System.IO.File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
            throw new IOException($"{data} is there already: give a new or an empty folder. Nothing was changed.");
        var unfinished = Unfinished(data);
        if (Directory.Exists(unfinished) && Directory.EnumerateFileSystemEntries(unfinished).Any(entry => !IsOurs(Path.GetFileName(entry))))
            throw new IOException($"{unfinished} holds more than this makes: move it away. Nothing was changed.");
        TakeAway(data, unfinished);
        Directory.CreateDirectory(unfinished);
        var held = Lock(Path.Combine(unfinished, LockName));
        foreach (var left in Directory.EnumerateFiles(unfinished).Where(file => Path.GetFileName(file) != LockName).ToList())
            System.IO.File.Delete(left);
        return new(data, unfinished, held);
    }

    /// <summary>Where it is made.</summary>
    public static string Unfinished(string data) => data + ".seeding";

    public string File(string name) => Path.Combine(_unfinished, name);

    /// <summary>Gives it its name.</summary>
    public void Complete()
    {
        Directory.Move(_unfinished, _data);
        System.IO.File.Delete(Path.Combine(_data, LockName)); // held until there is nothing left to take up
    }

    public void Dispose() => _lock.Dispose();

    // An empty folder makes room at once: one that cannot is to be told before the work and not after it.
    private static void TakeAway(string data, string unfinished)
    {
        try
        {
            if (Directory.Exists(data))
                Directory.Delete(data);
        }
        catch (IOException e)
        {
            throw new IOException($"{data} cannot be replaced by {unfinished}, where it is made ({e.Message}). If it is a mount, give a folder in it.", e);
        }
    }

    // With what SQLite puts beside a file of its own.
    private static bool IsOurs(string name) => Ours.Any(ours => name == ours || name.StartsWith($"{ours}-", StringComparison.Ordinal));

    private static FileStream Lock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another seed.sh fills this folder, or it cannot be written ({e.Message}).", e);
        }
    }
}
