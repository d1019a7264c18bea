using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.Local.Backup;

/// <summary>A copy of a database, in nobody else's hands.</summary>
internal static class DatabaseFile
{
    /// <summary>Not readable by others, not even while it is being written; and not flushed page by page, for whoever copies flushes at the end.</summary>
    public static SqliteConnection Create(string path)
    {
        OwnerOnly.Open(path, FileMode.CreateNew).Dispose();
        var connection = Connect(path);
        Scalar(connection, "PRAGMA journal_mode = OFF");
        Scalar(connection, "PRAGMA synchronous = OFF");
        return connection;
    }

    /// <summary>Reads all of it.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Fault(string path)
    {
        try
        {
            using var connection = Connect(path);
            var answer = Scalar(connection, "PRAGMA integrity_check(1)") as string;
            return answer == "ok" ? null : answer?.Split('\n')[^1] ?? "no answer"; // below a line that says in which database
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    public static (long Version, IReadOnlyList<string> Migrations) Schema(string path)
    {
        using var connection = Connect(path);
        var migrations = new List<string>();
        if (Scalar(connection, "SELECT 1 FROM sqlite_schema WHERE name = '__EFMigrationsHistory'") is not null)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId";
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
                migrations.Add(reader.GetString(0));
        }

        return ((long)Scalar(connection, "PRAGMA user_version")!, migrations);
    }

    /// <summary>Deletes all rows of a table, if there is such a table; on disk when it returns.</summary>
    public static void Empty(string path, string table)
    {
        using var connection = Connect(path);
        Scalar(connection, "PRAGMA journal_mode = DELETE");
        if (Scalar(connection, $"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{table}'") is not null)
            Scalar(connection, $"DELETE FROM \"{table}\"");
    }

    // One connection alone: it needs no shared memory, so that nothing is left beside the file.
    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        Scalar(connection, "PRAGMA locking_mode = EXCLUSIVE");
        return connection;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
