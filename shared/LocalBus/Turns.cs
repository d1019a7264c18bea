using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Turns of the processes that write one SQLite file. SQLite gives its lock to whoever asks at the right moment, and that is mostly who has just let
/// go of it: under load the others starve. So whoever wants to write first takes the lock of a file beside it, waits with it for SQLite's, and lets
/// go as soon as it has that one: who has just written finds somebody before itself. Fairness is all that hangs on it. The operating system lets go
/// of it however a process ends, and who does not get it in time, or cannot (a full disk, Windows), goes on without.
/// </summary>
/// <param name="limit">After which one goes on without; a second, if null.</param>
public sealed class Turns(string database, TimeSpan? limit = null) : IDisposable
{
    private const int Exclusive = 2, AtOnce = 4, Unlock = 8; // flock(2)
    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(1);
    private SafeFileHandle? _file;

    /// <summary>Waits until it is this process's turn to ask SQLite for its lock; to be disposed of as soon as it has that.</summary>
    public Turn Next()
    {
        if (OperatingSystem.IsWindows())
            return default;
        for (var since = Environment.TickCount64; !TryTake();)
        {
            if (Environment.TickCount64 - since > _limit.TotalMilliseconds)
                return default;
            Thread.Sleep(1); // others write for some milliseconds each
        }

        return new(_file);
    }

    public void Dispose() => _file?.Dispose();

    [UnsupportedOSPlatform("windows")]
    private bool TryTake()
    {
        try
        {
            _file ??= Open();
            return flock(_file, Exclusive | AtOnce) == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // .NET's own lock, which it takes while it opens a file, meets that of another process
        }
    }

    [UnsupportedOSPlatform("windows")]
    private SafeFileHandle Open()
    {
        var path = database + "-turn";
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _ = flock(file, Unlock);
        return file;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int flock(SafeFileHandle file, int operation);

    /// <summary>Ends when disposed of, or with the process.</summary>
    public readonly struct Turn : IDisposable
    {
        private readonly SafeFileHandle? _file;

        internal Turn(SafeFileHandle? file) => _file = file;

        public void Dispose()
        {
            if (_file is not null)
                _ = flock(_file, Unlock);
        }
    }
}
