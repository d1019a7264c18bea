using System.Data;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// Brings the file to this version's schema before anything else runs; a user who upgrades keeps the data. All migrations are one transaction:
/// its lock is SQLite's own, which ends with the process that holds it, and a start that is killed has changed nothing. (EF's lock is a row.)
/// </summary>
internal sealed class SqliteMigrations<TDb>(IServiceScopeFactory scopes, string file, ILogger log) : BeforeStart
    where TDb : DocumentDb
{
    private const int SecondsPerTry = 1;
    private const int StepsBetweenLooks = 1_000;

    /// <summary>How long the file is checked at most.</summary>
    public TimeSpan LongestCheck { get; init; } = TimeSpan.FromSeconds(10);

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            Rights.CloseDatabase(file);
            await using var scope = scopes.CreateAsyncScope();
            await Upgrade(scope.ServiceProvider.GetRequiredService<TDb>().Database, cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Damaged(e.Message);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The database file {file} cannot be opened ({e.Message.TrimEnd('.')}): check that the folder exists, may be written and is not full.");
        }
    }

    private async Task Upgrade(DatabaseFacade database, CancellationToken cancellation)
    {
        await database.OpenConnectionAsync(cancellation);
        await using (var transaction = await Lock(database, cancellation))
        using (LongWait.For($"the check and the migrations of {file}", log))
        {
            await Check(database, cancellation);
            // An older version may have been killed while it migrated, and would be waited for without end by the next of its kind.
            await database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await database.WithFunctions().MigrateAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        // EF takes each try for the lock that failed for one more user of the connection, and would give the context out to the next one like that.
        while (database.GetDbConnection().State == ConnectionState.Open)
            await database.CloseConnectionAsync();
    }

    // As long as it takes, for whoever holds it may be upgrading a large store; a short try at a time, so that a stop is heard in between.
    private async Task<IDbContextTransaction> Lock(DatabaseFacade database, CancellationToken cancellation)
    {
        using var wait = LongWait.For($"the lock of {file}, which another process holds (another start, a backup, a shell)", log);
        var connection = (SqliteConnection)database.GetDbConnection();
        var usual = connection.DefaultTimeout;
        connection.DefaultTimeout = SecondsPerTry;
        try
        {
            while (true)
            {
                try
                {
                    await database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
                    return await database.BeginTransactionAsync(cancellation);
                }
                catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            connection.DefaultTimeout = usual;
        }
    }

    // A file cut short or overwritten is told now, not in the middle of somebody's request: as far as one need not wait long for it, for all of it is read.
    private async Task Check(DatabaseFacade database, CancellationToken cancellation)
    {
        var (handle, since) = (((SqliteConnection)database.GetDbConnection()).Handle!, Stopwatch.GetTimestamp());
        SQLitePCL.raw.sqlite3_progress_handler(handle, StepsBetweenLooks, _ => Stopwatch.GetElapsedTime(since) > LongestCheck ? 1 : 0, null);
        try
        {
            var answers = await database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellation);
            if (answers is not ["ok"])
                throw Damaged(answers is [var first, ..] ? first.Split('\n')[^1] : "no answer"); // below a line that says in which database
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            log.LogInformation("{File} is large: of it only what could be read in {Seconds} s was checked", file, LongestCheck.TotalSeconds);
        }
        finally
        {
            SQLitePCL.raw.sqlite3_progress_handler(handle, 0, null, null);
        }
    }

    private StartupException Damaged(string reason) =>
        new($"The database file {file} is damaged ({reason.TrimEnd('.')}): put a backup in its place, or move it away to start empty.");
}
