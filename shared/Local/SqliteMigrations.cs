using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>Brings the file to this version's schema before anything else runs; a user who upgrades keeps the data.</summary>
internal sealed class SqliteMigrations<TDb>(IServiceScopeFactory scopes, string file) : IHostedLifecycleService
    where TDb : DocumentDb
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<TDb>().Database;
            await Check(database.GetDbConnection(), cancellationToken);
            await database.MigrateAsync(cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite); // people's data: nobody else's on this machine (-wal and -shm follow)
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Damaged(e.Message);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The database file {file} cannot be opened ({e.Message.TrimEnd('.')}): check that the folder exists, may be written and is not full.");
        }
    }

    // A file cut short or overwritten is told now, not in the middle of somebody's request.
    private async Task Check(System.Data.Common.DbConnection connection, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1);";
        var answer = await command.ExecuteScalarAsync(cancellation) as string;
        await connection.CloseAsync();
        if (answer != "ok")
            throw Damaged(answer?.Split('\n')[^1] ?? "no answer"); // below a line that says in which database
    }

    private StartupException Damaged(string reason) =>
        new($"The database file {file} is damaged ({reason.TrimEnd('.')}): put a backup in its place, or move it away to start empty.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
