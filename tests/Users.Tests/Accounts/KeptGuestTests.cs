using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class KeptGuestTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Registering_with_the_guests_session_keeps_the_guest_for_the_account()
    {
        var guest = await Guest();

        var registered = await Register(guest);

        Assert.True(registered.Value<bool>("keptGuest"));
        Assert.Equal((guest.Id, registered.Value<string>("user.id")), Assert.Single(Kept()));
        Assert.Equal(401, (await guest.Profile()).Status);
        Assert.Equal(401, (await _app.Refresh(guest.RefreshToken)).Status);
    }

    [Fact]
    public async Task Signing_in_with_the_guests_session_keeps_the_guest_once()
    {
        await _app.Register("ann");
        var guest = await Guest();

        var first = await LogIn(guest);
        var second = await LogIn(guest);

        Assert.Equal((true, false), (first.Value<bool>("keptGuest"), second.Value<bool>("keptGuest")));
        Assert.Equal((guest.Id, first.Value<string>("user.id")), Assert.Single(Kept()));
    }

    [Fact]
    public async Task Of_two_who_register_with_one_guest_one_is_told_that_it_keeps_the_guest()
    {
        var guest = await Guest();

        var both = await Task.WhenAll(((string[])["ann", "bob"]).Select(name => _app.Register(
            new { username = name, email = $"{name}@example.org", password = UsersApp.Password, guestRefreshToken = guest.RefreshToken })));

        Assert.All(both, answer => Assert.Equal(201, answer.Status));
        var told = both.Where(answer => answer.Value<bool>("keptGuest")).Select(answer => answer.Value<string>("user.id"));
        Assert.Equal(Assert.Single(Kept().Distinct()), (guest.Id, Assert.Single(told))); // sent twice where both saved at one moment
    }

    [Fact]
    public async Task Who_hides_the_name_as_a_guest_hides_it_as_an_account()
    {
        var guest = await Guest();
        await guest.Update(new { hideName = true }, "*");

        Assert.True((await Register(guest)).Value<bool>("user.hideName"));
        Assert.Equal([true, true], _app.Sent.Of<UserRenamed>(UserRenamed.Type).Select(told => told.NameHidden));
    }

    [Fact]
    public async Task What_shows_no_guest_keeps_nobody_and_keeps_nobody_out()
    {
        var bob = await _app.SignedIn("bob");
        var spent = await Guest();
        await _app.Refresh(spent.RefreshToken);
        var gone = await Guest();
        await gone.Delete();
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var token in (string[])["", "nonsense", bob.RefreshToken, spent.RefreshToken, gone.RefreshToken])
        {
            var answer = await _app.LogIn(new { username = "bob", password = UsersApp.Password, guestRefreshToken = token });
            Assert.Equal((200, false), (answer.Status, answer.Value<bool>("keptGuest")));
        }

        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_wrong_password_keeps_nobody()
    {
        await _app.Register("ann");
        var guest = await Guest();

        await _app.LogIn(new { username = "ann", password = "wrong", guestRefreshToken = guest.RefreshToken });

        Assert.Equal(200, (await guest.Profile()).Status);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task Killed_before_any_step_of_a_registration_the_guest_is_kept_once_in_the_end()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new UsersApp();
            var guest = app.PersonOf(await app.PlayAsGuest());
            app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed."));
            await Register(guest, app);
            if (!app.Store.Steps.End())
                return;

            app.Clock.Advance(TimeSpan.FromMinutes(2));
            await app.Sweep();
            await app.Run<SendPendingEvents>(f => f.Run(new(), default));
            if ((await app.LogIn("ann")).Status != 200)
                await Register(guest, app); // it was killed before there was an account: whoever registers tries again

            var told = app.Sent.Of<UserDeleted>(UserDeleted.Type).Where(t => t.UserId == guest.Id).Distinct().ToList();
            Assert.True(told is [{ KeptBy: not null }], $"Killed before step {step}, {told.Count} events told of it.");
            Assert.Equal((await app.LogIn("ann")).Value<string>("user.id"), told[0].KeptBy);
        }
    }

    [Fact]
    public async Task A_guest_whose_time_is_over_is_erased_and_the_others_are_told()
    {
        var guest = await Guest();

        _app.Clock.Advance(User.GuestStay + TimeSpan.FromMinutes(59));
        await _app.Forget();
        Assert.Empty(_app.Sent.Of<UserDeleted>(UserDeleted.Type));
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Forget();

        Assert.Equal((guest.Id, null), Assert.Single(Kept(all: true)));
        Assert.Empty(_app.Erasures.People);
        _app.Clock.Advance(TimeSpan.FromDays(2));
        await _app.Forget();
        Assert.Equal(0, await _app.Store.With(db => db.Users.CountAsync()) + await _app.Store.With(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task A_guest_that_an_account_is_about_to_keep_is_not_erased()
    {
        var (guest, ann) = (await Guest(), PublicId.New(_app.Clock.GetUtcNow()));
        await _app.Store.With(async db => // and was killed right after that
        {
            db.Add(User.Register(
                ann, Username.Parse("ann")!, EmailAddress.Parse("ann@example.org")!, "Ann", "hash", [Role.Player], _app.Clock.GetUtcNow(), guest.Id));
            await db.SaveChangesAsync();
        });

        _app.Clock.Advance(User.GuestStay + TimeSpan.FromHours(2));
        await _app.Forget();
        await _app.Sweep();

        Assert.Equal((guest.Id, ann), Assert.Single(Kept()));
    }

    private async Task<Person> Guest() => _app.PersonOf(await _app.PlayAsGuest());

    private Task<Answer> Register(Person guest) => Register(guest, _app);

    private static Task<Answer> Register(Person guest, UsersApp app) =>
        app.Register(new { username = "ann", email = "ann@example.org", password = UsersApp.Password, guestRefreshToken = guest.RefreshToken });

    private Task<Answer> LogIn(Person guest) =>
        _app.LogIn(new { username = "ann", password = UsersApp.Password, guestRefreshToken = guest.RefreshToken });

    private IEnumerable<(string, string?)> Kept(bool all = false) =>
        _app.Sent.Of<UserDeleted>(UserDeleted.Type).Where(told => all || told.KeptBy is not null).Select(told => (told.UserId, told.KeptBy));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
