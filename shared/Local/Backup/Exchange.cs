using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace QuizPlatform.Local.Backup;

/// <summary>Two folders change places in one step, which .NET has no name for: a kill finds either the one or the other in place, never none.</summary>
internal static class Exchange
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint BothWays = 2; // RENAME_EXCHANGE

    /// <exception cref="IOException">The system or the file system cannot do it; nothing has moved.</exception>
    public static void Directories(string one, string other)
    {
        try
        {
            if (Rename(CurrentDirectory, Path(one), CurrentDirectory, Path(other), BothWays) != 0)
                throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new IOException("This system has no renameat2", e);
        }
    }

    private static byte[] Path(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, uint flags);
}
