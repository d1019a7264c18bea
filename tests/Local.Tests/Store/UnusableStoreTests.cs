using QuizPlatform.Platform;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Store;

public class UnusableStoreTests
{
    [Fact]
    public async Task A_save_to_a_store_that_cannot_be_opened_is_refused_until_it_can()
    {
        await using var store = new TestStore<NotesDb>();
        TakeAway(store);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store));

        GiveBack(store);
        await Save(store);
    }

    [Fact]
    public async Task A_store_that_nobody_writes_is_tried()
    {
        await using var store = new TestStore<NotesDb>();
        TakeAway(store);

        Assert.NotNull(await store.WhyNotWritable());
        GiveBack(store);
    }

    [Fact]
    public async Task A_failed_save_tells_for_a_while_that_nothing_can_be_written()
    {
        await using var store = new TestStore<NotesDb>();
        TakeAway(store);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store));
        GiveBack(store);

        Assert.NotNull(await store.WhyNotWritable());
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await store.WhyNotWritable());
    }

    // A directory in its place: the tests may run as root, whom no mode stops.
    private static void TakeAway(TestStore<NotesDb> store)
    {
        File.Move(store.File, store.File + ".away");
        Directory.CreateDirectory(store.File);
    }

    private static void GiveBack(TestStore<NotesDb> store)
    {
        Directory.Delete(store.File);
        File.Move(store.File + ".away", store.File);
    }

    private static Task<int> Save(TestStore<NotesDb> store) => store.With(db =>
    {
        db.Add(new Note("n"));
        return db.SaveChangesAsync();
    });
}
