using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class DeleteAgainTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_deletion_is_on_the_list_before_it_is_acknowledged()
    {
        var ada = await _app.SignedIn("ada");

        Assert.Equal(204, (await ada.Delete()).Status);

        Assert.Equal(_app.Clock.GetUtcNow(), _app.Erasures.People[ada.Id]);
    }

    [Fact]
    public async Task While_the_list_cannot_be_written_a_deletion_is_not_acknowledged_and_is_listed_later()
    {
        var ada = await _app.SignedIn("ada");
        _app.Erasures.Unwritable = true;
        Assert.Equal(503, (await ada.Delete()).Status);
        _app.Erasures.Unwritable = false;

        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.Sweep();

        Assert.Contains(ada.Id, _app.Erasures.People);
        Assert.Equal(401, (await _app.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Who_is_there_again_after_a_restore_is_deleted_as_of_then()
    {
        var (ada, bob) = (await _app.SignedIn("ada"), await _app.SignedIn("bob"));
        var then = _app.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        Restored(ada.Id, then);

        await _app.DeleteAgain();

        Assert.Equal((401, 200), ((await _app.LogIn("ada")).Status, (await _app.LogIn("bob")).Status));
        Assert.Equal((401, 200), ((await ada.Profile()).Status, (await bob.Profile()).Status));
        Assert.Equal((ada.Id, then), Told());
        Assert.Equal(1, await _app.Store.With(db => db.Sessions.Select(s => s.Partition).Distinct().CountAsync()));
        Assert.False(_app.Erasures.Restored);
    }

    [Fact]
    public async Task Of_whom_only_the_other_apps_could_still_know_they_are_told_once_more()
    {
        var (nobody, then) = (PublicId.New(_app.Clock.GetUtcNow()), _app.Clock.GetUtcNow() - TimeSpan.FromDays(3));
        Restored(nobody, then);

        await _app.DeleteAgain();

        Assert.Equal((nobody, then), Told());
        await _app.Forget();
        Assert.Equal(0, await _app.Store.With(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Who_is_known_to_be_deleted_is_left_alone()
    {
        var ada = await _app.SignedIn("ada");
        await ada.Delete();
        _app.Erasures.Restored = true;

        await _app.DeleteAgain();

        Assert.Equal(ada.Id, Told().UserId);
    }

    [Fact]
    public async Task A_start_that_is_broken_off_begins_anew()
    {
        var people = new[] { await _app.SignedIn("ada"), await _app.SignedIn("bob") };
        foreach (var person in people)
            Restored(person.Id, _app.Clock.GetUtcNow());
        _app.Erasures.Unwritable = true;
        await Assert.ThrowsAnyAsync<Exception>(_app.DeleteAgain);
        _app.Erasures.Unwritable = false;
        Assert.True(_app.Erasures.Restored);

        await _app.DeleteAgain();

        Assert.Equal((401, 401), ((await _app.LogIn("ada")).Status, (await _app.LogIn("bob")).Status));
        Assert.Equal(people.Select(p => p.Id).Order(), _app.Sent.Of<UserDeleted>(UserDeleted.Type).Select(told => told.UserId).Distinct().Order());
    }

    [Fact]
    public async Task A_guest_whom_an_account_kept_is_kept_again()
    {
        var ann = await _app.SignedIn("ann");
        var guest = _app.PersonOf(await _app.PlayAsGuest());
        var kept = PublicId.New(_app.Clock.GetUtcNow()); // whom only Results could still know
        foreach (var id in (string[])[guest.Id, kept])
        {
            Restored(id, _app.Clock.GetUtcNow());
            _app.Erasures.KeptBy[id] = ann.Id;
        }

        await _app.DeleteAgain();

        Assert.Equal(401, (await guest.Profile()).Status);
        Assert.Equal(
            new[] { (guest.Id, ann.Id), (kept, ann.Id) }.Order(),
            _app.Sent.Of<UserDeleted>(UserDeleted.Type).Select(told => (told.UserId, told.KeptBy!)).Order());
    }

    [Fact]
    public async Task A_guest_goes_where_the_account_that_kept_them_is_gone_too()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());
        Restored(guest.Id, _app.Clock.GetUtcNow());
        _app.Erasures.KeptBy[guest.Id] = PublicId.New(_app.Clock.GetUtcNow());

        await _app.DeleteAgain();

        Assert.Null(Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type)).KeptBy);
    }

    [Fact]
    public async Task Without_a_restore_nobody_is_looked_for()
    {
        var ada = await _app.SignedIn("ada");
        Restored(ada.Id, _app.Clock.GetUtcNow());
        _app.Erasures.Restored = false;

        await _app.DeleteAgain();

        Assert.Equal(200, (await ada.Profile()).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private (string UserId, DateTimeOffset DeletedAt) Told()
    {
        var told = Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type));
        return (told.UserId, told.DeletedAt);
    }

    private void Restored(string userId, DateTimeOffset deletedAt)
    {
        _app.Erasures.People[userId] = deletedAt;
        _app.Erasures.Restored = true;
    }
}
