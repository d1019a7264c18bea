using Microsoft.Data.Sqlite;

namespace QuizPlatform.Local;

internal static class SqliteFile
{
    /// <summary>For readers and the writer alike; seconds to wait when another process holds the file (a backup, a shell).</summary>
    public static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10 }.ConnectionString;
}
