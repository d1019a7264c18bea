using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// Reads single documents of a SQLite file on connections of its own, by statements prepared once: EF's query takes five times as long, most of it to get
/// from what is asked to a statement.
/// </summary>
internal sealed class SqliteReader(string file) : IPointReader, IDisposable
{
    private readonly ConcurrentBag<Reading> _idle = []; // as many as have ever read at once: one for each thread

    public ValueTask<T?> Read<T>(DocumentDb db, string partition, string id, bool isTracked)
        where T : Document
    {
        var since = Stopwatch.GetTimestamp();
        if (!_idle.TryTake(out var reading))
            reading = new(file);
        try
        {
            var document = DocumentTable.Of(db.Model.FindEntityType(typeof(T))!).Read(reading.Statements, db, partition, id, isTracked);
            _idle.Add(reading);
            if (StoreTime.IsMeasured)
                StoreTime.Queried(Stopwatch.GetElapsedTime(since));
            return new((T?)document);
        }
        catch
        {
            reading.Dispose(); // it may be the connection that is at fault
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reading))
            reading.Dispose();
    }

    private sealed class Reading : IDisposable
    {
        private readonly SqliteConnection _connection;

        public Reading(string file)
        {
            _connection = new(new SqliteConnectionStringBuilder(SqliteFile.ConnectionString(file))
            {
                Pooling = false,
                Mode = SqliteOpenMode.ReadWrite, // a file that is gone is not to be made anew
            }.ConnectionString);
            try
            {
                _connection.Open();
                SqliteFile.LookOftenWhileBusy(_connection);
            }
            catch
            {
                _connection.Dispose();
                throw;
            }

            Statements = new(_connection);
        }

        public PreparedStatements Statements { get; }

        public void Dispose()
        {
            Statements.Dispose();
            _connection.Dispose();
        }
    }
}
