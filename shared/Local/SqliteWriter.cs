using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// The one writer of a SQLite file. SQLite lets one connection write at a time and makes every commit wait for the disk; so saves
/// queue up here instead of contending for the lock, and all that are waiting share one transaction and one flush (group commit).
/// A save that fails (a taken id, a lost race) fails alone. A save is durable when its <c>SaveChangesAsync</c> returns.
/// Its statements are made by <see cref="DocumentTable"/> and prepared once: EF's own way to save takes five times as long.
/// </summary>
internal sealed class SqliteWriter : IInterceptor, IAsyncDisposable
{
    private const int MaxBatch = 256;

    private readonly string _file;
    private readonly ILogger<SqliteWriter> _log;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly Lazy<Task> _writing;
    private readonly LastWrite _last;
    private readonly Turns _turns;
    private SqliteConnection? _connection;
    private PreparedStatements? _statements;

    public SqliteWriter(string file, ILogger<SqliteWriter> log, TimeProvider clock)
    {
        _file = file;
        _log = log;
        _last = new(clock);
        _turns = new(file);
        _writing = new(() => Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Writes all of the rows, or none.</summary>
    /// <returns>How many they are.</returns>
    /// <exception cref="DbUpdateConcurrencyException">One of them was changed or removed since it was read.</exception>
    /// <exception cref="DbUpdateException">The key of a new one is taken.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be written.</exception>
    public Task<int> Save(IReadOnlyList<RowChange> changes) => Enqueue(new(changes));

    /// <summary>Why nothing can be written: what the last save met with or, when there was none for a while, one write that changes nothing.</summary>
    /// <returns>Null when writing works.</returns>
    public async Task<string?> WhyNotWritable(CancellationToken cancellation)
    {
        if (!_last.IsKnown(out var failure) || !File.Exists(_file))
        {
            try
            {
                failure = null;
                await Enqueue(new(null)).WaitAsync(cancellation);
            }
            catch (StoreUnavailableException e)
            {
                failure = e;
            }
        }

        return failure?.GetBaseException().Message;
    }

    private Task<int> Enqueue(Waiting save)
    {
        _ = _writing.Value;
        if (!_queue.Writer.TryWrite(save))
            throw new StoreUnavailableException("The service is shutting down. Try again in a moment.");
        return save.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_writing.IsValueCreated)
            await _writing.Value;
    }

    private void Write()
    {
        var batch = new List<Waiting>(MaxBatch);
#pragma warning disable CA2012 // blocking here is the point: this is the writer's own thread
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
#pragma warning restore CA2012
        {
            Take(batch);
            Commit(batch);
            batch.Clear();
        }

        _statements?.Dispose();
        _connection?.Dispose();
        _turns.Dispose();
    }

    private void Take(List<Waiting> batch)
    {
        while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var save))
            batch.Add(save);
    }

    // Not once at the start: a file that cannot be opened now may be there for the next batch.
    private SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(SqliteFile.ConnectionString(_file)) { Pooling = false }.ConnectionString); // its own for good
        try
        {
            connection.Open();
            SqliteFile.LookOftenWhileBusy(connection);
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            _statements = new(connection);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // What waits in another process has its turn first.
    private SqliteTransaction Begin(SqliteConnection connection)
    {
        using var turn = _turns.Next();
        return connection.BeginTransaction(deferred: false);
    }

    private void Commit(List<Waiting> batch)
    {
        try
        {
            var connection = Open();
            if (SqliteFile.IsGone(connection))
                throw new IOException("The store's file is gone: put it back and restart the service, or restart it to begin anew.");
            using var transaction = Begin(connection);
            Take(batch); // and what has come while another process was writing
            foreach (var save in batch)
                save.Run(_statements!);
            transaction.Commit();
            _last.Went(null);
        }
        catch (Exception e)
        {
            // Nothing of this batch is on disk (full, read-only, locked by somebody for too long): everyone in it is told so.
            _last.Went(e);
            _log.LogError(e, "{Count} saves to {File} failed", batch.Count, _file);
            foreach (var save in batch)
                save.Fail(new StoreUnavailableException("The store cannot be written just now. Try again in a moment.", e));
            return;
        }

        foreach (var save in batch)
            save.Finish();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <param name="changes">None to try only whether the file can be written.</param>
    private sealed class Waiting(IReadOnlyList<RowChange>? changes)
    {
        private Exception? _failure;

        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(PreparedStatements statements)
        {
            if (changes is null)
                statements["PRAGMA user_version = 0"].Execute(); // what it is: nobody uses it, and setting it writes a page
            else if (changes.Count == 1)
                _failure = WhyNot(changes[0], statements); // a statement that fails has changed nothing
            else
                RunAll(changes, statements);
        }

        private void RunAll(IReadOnlyList<RowChange> all, PreparedStatements statements)
        {
            statements["SAVEPOINT save"].Execute();
            _failure = all.Select(change => WhyNot(change, statements)).FirstOrDefault(failure => failure is not null);
            if (_failure is not null)
                statements["ROLLBACK TO save"].Execute();
            statements["RELEASE save"].Execute();
        }

        // What others can have done meanwhile. What else fails does so for the whole batch.
        private static DbUpdateException? WhyNot(RowChange change, PreparedStatements statements)
        {
            try
            {
                return statements[change.Sql].Execute(change.Values) == 1
                    ? null
                    : new DbUpdateConcurrencyException($"{change.Entry.EntityType.DisplayName()} was changed or removed since it was read.", [change.Entry]);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
            {
                return new($"{change.Entry.EntityType.DisplayName()} cannot be saved: {e.Message}", e, [change.Entry]);
            }
        }

        public void Finish()
        {
            if (_failure is null)
                Done.SetResult(changes?.Count ?? 0);
            else
                Done.SetException(_failure);
        }

        public void Fail(Exception e) => Done.SetException(_failure ?? e);
    }
}
