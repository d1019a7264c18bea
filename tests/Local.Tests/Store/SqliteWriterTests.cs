using Microsoft.Data.Sqlite;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Store;

public class SqliteWriterTests
{
    [Fact]
    public async Task Saves_that_come_while_another_process_writes_share_one_commit()
    {
        await using var store = new TestStore<NotesDb>();
        await Save("before");
        var commits = WriteAheadLog.Commits(store.File);
        await using var other = new SqliteConnection($"Data Source={store.File};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        var first = Save("first");
        await Task.Delay(50); // for the writer to take it up
        var others = Task.WhenAll(Save("second"), Save("third"));
        await held.RollbackAsync();
        await Task.WhenAll(first, others);

        Assert.Equal(commits + 1, WriteAheadLog.Commits(store.File));

        Task Save(string id) => store.With(db =>
        {
            db.Add(new Note(id));
            return db.SaveChangesAsync();
        });
    }
}
