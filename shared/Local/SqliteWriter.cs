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
/// Each save has its own savepoint: one that fails (a taken id, a lost race) fails alone. A save is durable when its
/// <c>SaveChangesAsync</c> returns.
/// </summary>
internal sealed class SqliteWriter : SaveChangesInterceptor, IAsyncDisposable
{
    private const int MaxBatch = 256;

    private readonly string _file;
    private readonly ILogger<SqliteWriter> _log;
    private readonly Channel<Save> _queue = Channel.CreateUnbounded<Save>(new() { SingleReader = true });
    private readonly Lazy<Task> _writing;
    private readonly LastWrite _last;
    private readonly Turns _turns;
    private SqliteConnection? _connection;

    public SqliteWriter(string file, ILogger<SqliteWriter> log, TimeProvider clock)
    {
        _file = file;
        _log = log;
        _last = new(clock);
        _turns = new(file);
        _writing = new(() => Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var changes = eventData.Context!.ChangeTracker;
        changes.AutoDetectChangesEnabled = false; // the versions have been renewed for what has changed, and to look for it once more takes long
        try
        {
            if (result.HasResult || !changes.HasChanges())
                return result;

            cancellationToken.ThrowIfCancellationRequested();
            return InterceptionResult<int>.SuppressWithResult(await Enqueue(new Save(changes.Context))); // no cancelling halfway: the context is the writer's
        }
        finally
        {
            changes.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>Why nothing can be written: what the last save met with or, when there was none for a while, one write that changes nothing.</summary>
    /// <returns>Null when writing works.</returns>
    public async Task<string?> WhyNotWritable(CancellationToken cancellation)
    {
        if (!_last.IsKnown(out var failure) || !File.Exists(_file))
        {
            try
            {
                failure = null;
                await Enqueue(new Save(null)).WaitAsync(cancellation);
            }
            catch (StoreUnavailableException e)
            {
                failure = e;
            }
        }

        return failure?.GetBaseException().Message;
    }

    private Task<int> Enqueue(Save save)
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
        var batch = new List<Save>(MaxBatch);
#pragma warning disable CA2012 // blocking here is the point: this is the writer's own thread
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
#pragma warning restore CA2012
        {
            Take(batch);
            Commit(batch);
            batch.Clear();
        }

        _connection?.Dispose();
        _turns.Dispose();
    }

    private void Take(List<Save> batch)
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

    private void Commit(List<Save> batch)
    {
        try
        {
            var connection = Open();
            if (SqliteFile.IsGone(connection))
                throw new IOException("The store's file is gone: put it back and restart the service, or restart it to begin anew.");
            using var transaction = Begin(connection);
            Take(batch); // and what has come while another process was writing
            foreach (var save in batch)
                save.Run(connection, transaction);
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

    /// <param name="context">None to try only whether the file can be written.</param>
    private sealed class Save(DbContext? context)
    {
        private int _count;
        private Exception? _failure;

        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(SqliteConnection connection, SqliteTransaction transaction)
        {
            if (context is null)
            {
                Execute(connection, "PRAGMA user_version = 0"); // what it is: nobody uses it, and setting it writes a page
                return;
            }

            var database = context.Database;
            var connectionString = database.GetConnectionString();
            try
            {
                database.SetDbConnection(connection);
                database.UseTransaction(transaction);
                // EF sets the savepoint. It also takes the changes for saved; should the commit fail, the caller's context knows better
                // than the file and must not be used again, which a 503 takes care of. (Accepting later fails on changed JSON lists.)
                _count = context.SaveChanges();
            }
            catch (DbUpdateException e) when (
                e is DbUpdateConcurrencyException || e.InnerException is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT })
            {
                _failure = e;
            }
            finally
            {
                database.UseTransaction(null);
                database.SetDbConnection(null);
                database.SetConnectionString(connectionString);
            }
        }

        public void Finish()
        {
            if (_failure is null)
                Done.SetResult(_count);
            else
                Done.SetException(_failure);
        }

        public void Fail(Exception e) => Done.SetException(_failure ?? e);
    }
}
