using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QuizPlatform.Local;

internal static class SqliteFile
{
    // Seconds to wait when another process holds the file. A backup holds it for half of one; whoever holds it longer (a shell) is not worth keeping
    // callers waiting for, who may wait twice as long behind a batch that waits as well. A start, which has to get through, waits in its own way.
    private const int BusyTimeout = 3;

    private static readonly BusyHandler WhileBusy = (_, times) =>
    {
        Thread.Sleep(1);
        return times < BusyTimeout * 1000 ? 1 : 0;
    };

    /// <summary>For readers and the writer alike.</summary>
    public static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusyTimeout }.ConnectionString;

    /// <summary>Whether the file that is open lies at its place no more: deleted, moved, or replaced by another. What is written to it is lost.</summary>
    public static bool IsGone(SqliteConnection open)
    {
        const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED; Windows, where nobody can take an open file away, leaves the answer at no
        _ = Control(open.Handle!, null, HasMoved, out var moved);
        return moved != 0;
    }

    /// <summary>
    /// Looks each millisecond whether another process's transaction has ended, which takes some: SqliteCommand looks each 150, SQLite's own
    /// handler ever more seldom.
    /// </summary>
    public static void LookOftenWhileBusy(SqliteConnection open) => _ = SetBusyHandler(open.Handle!, WhileBusy, IntPtr.Zero);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int BusyHandler(IntPtr argument, int times);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int SetBusyHandler(sqlite3 database, BusyHandler handler, IntPtr argument);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Control(sqlite3 database, byte[]? name, int operation, out int answer);
}
