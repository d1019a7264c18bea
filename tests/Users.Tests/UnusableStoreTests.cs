using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public class UnusableStoreTests
{
    [Fact]
    public async Task A_save_to_a_store_that_cannot_be_opened_is_refused_until_it_can()
    {
        await using var store = new TestStore<UsersDb>();
        TakeAway(store);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store));

        GiveBack(store);
        await Save(store);
    }

    [Fact]
    public async Task A_store_that_nobody_writes_is_tried()
    {
        await using var store = new TestStore<UsersDb>();
        TakeAway(store);

        Assert.NotNull(await store.WhyNotWritable());
        GiveBack(store);
    }

    [Fact]
    public async Task A_failed_save_tells_for_a_while_that_nothing_can_be_written()
    {
        await using var store = new TestStore<UsersDb>();
        TakeAway(store);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store));
        GiveBack(store);

        Assert.NotNull(await store.WhyNotWritable());
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await store.WhyNotWritable());
    }

    // A directory in its place: the tests may run as root, whom no mode stops.
    private static void TakeAway(TestStore<UsersDb> store)
    {
        File.Move(store.File, store.File + ".away");
        Directory.CreateDirectory(store.File);
    }

    private static void GiveBack(TestStore<UsersDb> store)
    {
        Directory.Delete(store.File);
        File.Move(store.File + ".away", store.File);
    }

    private static Task<int> Save(TestStore<UsersDb> store) => store.With(db =>
    {
        db.Add(new Reservation("taken", "user", store.Clock.GetUtcNow()));
        return db.SaveChangesAsync();
    });
}
