using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Hosting;

namespace QuizPlatform.Local.Tests.Store;

public sealed class SqliteConnectionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connections-tests-").FullName;

    [Fact]
    public async Task Many_who_open_at_once_each_have_a_connection_of_their_own()
    {
        const int Many = 16;
        var options = new DbContextOptionsBuilder().UseSqlite(SqliteFile.ConnectionString(Path.Combine(_folder, "notes.db"))).UseDocuments().Options;
        for (var wave = 0; wave < 500; wave++) // without the lock about every four hundredth has two with one connection
        {
            var contexts = Enumerable.Range(0, Many).Select(_ => new NotesDb(options)).ToList();
            using var together = new Barrier(Many);
            await Task.WhenAll(contexts.Select(db => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    db.Database.OpenConnection();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Distinct(contexts.Select(db => ((SqliteConnection)db.Database.GetDbConnection()).Handle!.DangerousGetHandle()));

            foreach (var db in contexts)
                await db.DisposeAsync();
            SqliteConnection.ClearAllPools();
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
