using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QuizPlatform.Local.Backup;

/// <summary>
/// All databases of a directory as they were at one moment, while others go on writing. File by file is not enough: an event sent after one
/// file was copied and consumed before the next was would be in neither. So every file's write lock is held at once, for as long as it takes
/// to open a snapshot of each; then writing goes on, and the snapshots are copied. WAL keeps them as long as they are open.
/// </summary>
internal sealed class Cut : IDisposable
{
    /// <summary>Those who hold a lock that another waits for get 503 after three seconds: better to let go and come back.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(500);

    private readonly string _directory;
    private readonly Dictionary<string, SqliteConnection> _snapshots = [];

    private Cut(string directory) => _directory = directory;

    public IReadOnlyList<string> Files { get; private set; } = [];
    public DateTimeOffset Time { get; private set; }

    /// <summary>How long nobody could write.</summary>
    public TimeSpan Held { get; private set; }

    /// <exception cref="BackupException">There is nothing to copy, or somebody held one of the files for longer than <paramref name="patience"/>.</exception>
    public static Cut Take(string directory, TimeProvider clock, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var cut = new Cut(directory);
            string? busy = null;
            try
            {
                if (cut.Open(clock, out busy))
                    return cut;
            }
            catch
            {
                cut.Dispose();
                throw;
            }

            cut.Dispose();
            if (Stopwatch.GetElapsedTime(started) > patience)
                throw new BackupException(
                    $"{busy ?? "A file"} was being written for {patience.TotalSeconds:0} seconds without a pause: stop what writes it, "
                    + "or try again at a quieter time.");
            Thread.Sleep(Random.Shared.Next(50, 250));
        }
    }

    /// <summary>Writes one file's snapshot, whole, and lets it go.</summary>
    public void Copy(string file, SqliteConnection target)
    {
        _snapshots[file].BackupDatabase(target); // within its read transaction it copies what that sees, and never begins anew
        _snapshots[file].Dispose();
    }

    public void Dispose()
    {
        foreach (var snapshot in _snapshots.Values)
            snapshot.Dispose();
    }

    private bool Open(TimeProvider clock, out string? busy)
    {
        busy = null;
        Files = DataFiles.Databases(_directory);
        if (Files.Count == 0)
            throw new BackupException($"There are no databases in {_directory}: is it the platform's data directory?");

        // All that costs time comes before the first lock.
        var writers = new List<SqliteConnection>();
        try
        {
            foreach (var file in Files)
            {
                writers.Add(Connect(file));
                _snapshots[file] = Connect(file);
            }

            var since = Stopwatch.GetTimestamp();
            for (var i = 0; i < writers.Count; i++)
            {
                if (!TryLock(writers[i], since))
                {
                    busy = Path.Combine(_directory, Files[i]);
                    return false;
                }

                if (i == 0)
                    since = Stopwatch.GetTimestamp();
            }

            // A service that starts for the first time makes files; with all others locked nothing can have gone through a newer one.
            if (!DataFiles.Databases(_directory).SequenceEqual(Files))
                return false;
            foreach (var snapshot in _snapshots.Values)
                Execute(snapshot, "BEGIN; SELECT count(*) FROM sqlite_schema");
            Time = clock.GetUtcNow();
            foreach (var writer in writers)
                Execute(writer, "ROLLBACK");
            Held = Stopwatch.GetElapsedTime(since);
            return true;
        }
        finally
        {
            foreach (var writer in writers)
                writer.Dispose();
        }
    }

    private SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_directory, file),
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 10,
        }.ConnectionString);
        connection.Open();
        Execute(connection, "SELECT count(*) FROM sqlite_schema");
        return connection;
    }

    // Under load a file is free for microseconds between two commits; who looks each millisecond only may never see it.
    private static bool TryLock(SqliteConnection connection, long since)
    {
        var wait = default(SpinWait);
        int code;
        while ((code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE")) is raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(since) < LongestHold)
            wait.SpinOnce(sleep1Threshold: -1);
        if (code != raw.SQLITE_BUSY)
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return code == raw.SQLITE_OK;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
