using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using QuizPlatform.Platform;
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
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Run(() => throw new DbUpdateException("It failed.", new SqliteException("It failed.", code))));

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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task Run(Func<Task> function) => new SqliteFailures().Invoke(Mock.Of<FunctionContext>(), _ => function());
}
