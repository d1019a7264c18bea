using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests.Store;

public sealed class SqliteTakenIdsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taken-ids-tests-").FullName;

    private string File => Path.Combine(_folder, "notes.db");

    public async Task InitializeAsync()
    {
        await using var db = NotesDb.Open(File);
        await db.Database.MigrateAsync();
        db.Add(new Note("first"));
        await db.SaveChangesAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taken_id_is_told_as_one(bool queued) =>
        await Assert.ThrowsAsync<IdTakenException>(() => Save(new Note("first"), queued));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fails_for_another_reason_is_no_taken_id(bool queued) =>
        await Assert.ThrowsAsync<DbUpdateException>(() => Save(new Note("second") { Text = null! }, queued));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task Save(Note note, bool queued)
    {
        await using var writer = new SqliteWriter(File, NullLogger<SqliteWriter>.Instance, TimeProvider.System);
        await using var db = queued ? NotesDb.Open(File, writer) : NotesDb.Open(File);
        db.Add(note);
        await db.SaveChangesAsync();
    }
}
