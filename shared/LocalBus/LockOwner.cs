using System.Security.Cryptography;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Names this bus in the locks it takes, and holds a locked file of that name while it lives. The operating system lets go of the file
/// however the process ends, so that a restarted app gets what its predecessor was handling at once and not when the locks expire.
/// </summary>
internal sealed class LockOwner : IDisposable
{
    private const string Folder = "owners";
    private const int NameLength = 8, MaxTries = 10;
    private readonly string _directory;
    private readonly FileStream _file;
    private long _locks;

    public LockOwner(string busDirectory)
    {
        _directory = Directory.CreateDirectory(Path.Combine(busDirectory, Folder)).FullName;
        foreach (var left in Directory.EnumerateFiles(_directory)) IsAlive(left);
        for (var tries = 1; ; tries++)
        {
            Name = RandomNumberGenerator.GetHexString(NameLength, lowercase: true);
            try
            {
                _file = Hold(PathOf(Name), FileMode.CreateNew);
            }
            catch (IOException) when (tries < MaxTries)
            {
                continue;
            }
            // Another starting process may have taken the file for a dead one's between its making and its locking.
            if (File.Exists(PathOf(Name))) return;
            _file.Dispose();
        }
    }

    public string Name { get; }

    public string NextLockToken() => $"{Name}-{Interlocked.Increment(ref _locks):x}";

    public static bool AnyAlive(string busDirectory) =>
        Directory.Exists(Path.Combine(busDirectory, Folder)) && Directory.EnumerateFiles(Path.Combine(busDirectory, Folder)).Any(IsAlive);

    public bool IsDead(string lockToken) => !IsAlive(PathOf(NameIn(lockToken)));

    /// <summary>Whether the token is that of another bus, which lives.</summary>
    public bool IsAnothers(string lockToken) => NameIn(lockToken) != Name && !IsDead(lockToken);

    public void Dispose() => _file.Dispose();

    private static string NameIn(string lockToken) => lockToken.Split('-')[0];

    private string PathOf(string name) => Path.Combine(_directory, name);

    private static bool IsAlive(string path)
    {
        try
        {
            Hold(path, FileMode.Open).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Disposing deletes the file while it is still locked.
    private static FileStream Hold(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
}
