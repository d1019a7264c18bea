using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using QuizPlatform.Platform;
using QuizPlatform.Testing;
using SQLitePCL;

namespace QuizPlatform.Local.Tests.Store;

public sealed class SqliteFailuresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("failures-tests-").FullName;

    [Theory]
    [InlineData(raw.SQLITE_CANTOPEN)]
    [InlineData(raw.SQLITE_FULL)]
    [InlineData(raw.SQLITE_IOERR)]
    [InlineData(raw.SQLITE_BUSY)]
    public async Task A_file_that_fails_is_a_store_that_cannot_be_used(int code) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Run(() => throw new DbUpdateException("It failed.", new SqliteException("It failed.", code))));

    [Theory]
    [InlineData(raw.SQLITE_ERROR)]
    [InlineData(raw.SQLITE_CONSTRAINT)]
    public async Task A_fault_of_ours_stays_one(int code) =>
        await Assert.ThrowsAsync<SqliteException>(() => Run(() => throw new SqliteException("It failed.", code)));

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_503_and_its_health_says_that_nothing_can_be_read()
    {
        var file = Path.Combine(_folder, "not", "there.db");
        await using var db = NotesDb.Open(file);
        await using var writer = new SqliteWriter(file, NullLogger<SqliteWriter>.Instance, TimeProvider.System);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Run(() => db.Notes.ToListAsync()));
        var health = await new SqliteHealth<NotesDb>(db, writer).CheckHealthAsync(new HealthCheckContext());

        Assert.StartsWith("cannot read: ", health.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_gone_while_it_is_open_takes_no_more_writes_and_health_says_so(bool anotherInItsPlace)
    {
        var file = Path.Combine(_folder, "notes.db");
        await using var writer = new SqliteWriter(file, NullLogger<SqliteWriter>.Instance, TimeProvider.System);
        await using var db = NotesDb.Open(file, writer);
        await db.Database.MigrateAsync();
        db.Add(new Note("first"));
        await db.SaveChangesAsync();
        Assert.Equal(HealthStatus.Healthy, (await Health()).Status);

        foreach (var path in Directory.GetFiles(_folder))
            File.Delete(path);
        if (anotherInItsPlace)
            await File.WriteAllBytesAsync(file, []);

        db.Add(new Note("second"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => db.SaveChangesAsync());
        Assert.StartsWith("cannot write: The store's file is gone", (await Health()).Description, StringComparison.Ordinal);

        Task<HealthCheckResult> Health() => new SqliteHealth<NotesDb>(db, writer).CheckHealthAsync(new HealthCheckContext());
    }

    [Fact]
    public async Task Health_says_that_the_file_is_gone_before_any_save_met_with_it()
    {
        var file = Path.Combine(_folder, "notes.db");
        await using var writer = new SqliteWriter(file, NullLogger<SqliteWriter>.Instance, TimeProvider.System);
        Assert.Null(await writer.WhyNotWritable(default));

        File.Delete(file);

        Assert.StartsWith("The store's file is gone", await writer.WhyNotWritable(default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_waited_for_three_seconds()
    {
        var file = Path.Combine(_folder, "notes.db");
        await using var writer = new SqliteWriter(file, NullLogger<SqliteWriter>.Instance, new TestClock());
        await using var db = NotesDb.Open(file, writer);
        await db.Database.MigrateAsync();
        using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        other.Open();
        Assert.Equal(3, new SqliteConnection(SqliteFile.ConnectionString(file)).DefaultTimeout);

        await using (other.BeginTransaction())
        {
            db.Add(new Note("locked out"));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => db.SaveChangesAsync());
            Assert.Contains("locked", await writer.WhyNotWritable(default), StringComparison.Ordinal);
        }

        await using var again = NotesDb.Open(file, writer);
        again.Add(new Note("let in"));
        Assert.Equal(1, await again.SaveChangesAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task Run(Func<Task> function) => new SqliteFailures(NullLogger<SqliteFailures>.Instance)
        .Invoke(Mock.Of<FunctionContext>(context => context.FunctionDefinition == Mock.Of<FunctionDefinition>()), _ => function());
}
