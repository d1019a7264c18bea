using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class GuestTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_guest_is_signed_in_at_once_with_the_name_that_was_given()
    {
        var answer = await _app.PlayAsGuest(new { displayName = " Ann " });

        Assert.Equal(201, answer.Status);
        Assert.Equal("/api/users/profile", answer.Headers.Location);
        Assert.Equal("Ann", answer.Value<string>("user.displayName"));
        Assert.Equal("", answer.Value<string>("user.username"));
        Assert.Equal("""["guest"]""", answer.Json!["user"]!["roles"]!.ToJsonString());
        Assert.Equal(_app.Clock.GetUtcNow().AddDays(7), answer.Value<DateTimeOffset>("user.guestUntil"));
        var profile = await _app.PersonOf(answer).Profile();
        Assert.Equal("Ann", profile.Value<string>("user.displayName"));
    }

    [Theory]
    [InlineData(null, "^[A-Z][a-z]+ [A-Z][a-z]+ [1-9][0-9]$")]
    [InlineData("en-GB, de;q=0.8", "^[A-Z][a-z]+ [A-Z][a-z]+ [1-9][0-9]$")]
    [InlineData("fr, de-AT;q=0.8, en;q=0.5", "^[A-ZÄÖÜ][a-zäöüß]+er [A-ZÄÖÜ][a-zäöüß]+ [1-9][0-9]$")]
    public async Task Who_gives_no_name_gets_a_friendly_one(string? languages, string pattern)
    {
        var answer = await _app.PlayAsGuest(new { displayName = " " }, languages: languages);

        Assert.Matches(pattern, answer.Value<string>("user.displayName"));
    }

    [Fact]
    public async Task The_others_are_told_what_the_guest_is_called_where_only_made_up_names_are_shown()
    {
        await _app.PlayAsGuest(new { displayName = "Ann" });

        var told = Assert.Single(_app.Sent.All).Data<UserRegistered>();
        Assert.Equal("Ann", told.DisplayName);
        Assert.Equal(MadeUpName.Of(told.UserId, "en"), told.MadeUpName);
    }

    [Fact]
    public async Task An_account_is_told_without_a_made_up_name()
    {
        await _app.Register("ann");

        Assert.Null(Assert.Single(_app.Sent.Of<UserRegistered>(UserRegistered.Type)).MadeUpName);
    }

    [Theory]
    [InlineData("\u202Egnp.exe")]
    [InlineData("...")]
    public async Task A_name_that_is_not_fit_to_be_shown_is_refused(string name)
    {
        var answer = await _app.PlayAsGuest(new { displayName = name });

        Assert.Equal(400, answer.Status);
        Assert.Contains("displayName", answer.Json!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(0, await Users(_app));
    }

    [Fact]
    public async Task The_session_ends_with_the_guest_however_often_it_is_renewed()
    {
        var token = (await _app.PlayAsGuest()).Value<string>("refreshToken");
        for (var day = 1; day < 7; day++)
        {
            _app.Clock.Advance(TimeSpan.FromDays(1));
            token = (await _app.Refresh(token)).Value<string>("refreshToken");
        }

        _app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(401, (await _app.Refresh(token)).Status);
    }

    [Fact]
    public async Task So_many_of_one_address_is_too_many_and_others_still_come()
    {
        await using var app = new UsersApp(null, ("RateLimits:Enabled", "true"), ("RateLimits:guest:Permits", "2"));
        await app.PlayAsGuest();
        await app.PlayAsGuest();

        Assert.Equal(429, (await app.PlayAsGuest()).Status);
        Assert.Equal(201, (await app.PlayAsGuest(address: "198.51.100.7")).Status);
    }

    [Fact]
    public async Task A_school_comes_by_one_address_within_minutes()
    {
        await using var app = new UsersApp(null, ("RateLimits:Enabled", "true"));

        var first = await app.PlayAsGuest();

        var left = Regex.Match(first.Headers["RateLimit"].ToString(), "^\"guest\";r=([0-9]+);").Groups[1].Value;
        Assert.InRange(int.Parse(left, CultureInfo.InvariantCulture), 400, 1000);
    }

    [Fact]
    public async Task So_many_in_all_is_too_many_wherever_they_come_from()
    {
        await using var app = new UsersApp(null, ("RateLimits:Enabled", "true"), ("RateLimits:guestsInAll:Permits", "2"));
        await app.PlayAsGuest(address: "198.51.100.1");
        await app.PlayAsGuest(address: "198.51.100.2");

        var refused = await app.PlayAsGuest(address: "198.51.100.3");

        Assert.Equal(429, refused.Status);
        Assert.StartsWith("\"guestsInAll\"", refused.Headers["RateLimit"].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await Users(app));
    }

    [Fact]
    public async Task Where_there_are_none_nobody_becomes_one_and_pages_know_it_first()
    {
        await using var app = new UsersApp(null, ("Users:Guests", "false"));

        var refused = await app.PlayAsGuest();

        Assert.Equal((403, "urn:problem:guests.off"), (refused.Status, refused.Value<string>("type")));
        Assert.False((await app.GuestTerms()).Value<bool>("offered"));
        Assert.True((await _app.GuestTerms()).Value<bool>("offered"));
    }

    [Theory]
    [InlineData(0)] // the guest
    [InlineData(2)] // the session
    public async Task A_guest_stands_where_a_save_is_done_but_not_told(int save)
    {
        _app.Store.Steps.LoseAnswer(save);

        var answer = await _app.PlayAsGuest();

        Assert.Equal(201, answer.Status);
        Assert.Equal(200, (await _app.PersonOf(answer).Profile()).Status);
        Assert.Equal(1, await Users(_app));
    }

    [Fact]
    public async Task A_guest_has_neither_address_nor_password_to_change_but_a_name()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        foreach (var change in new object[] { new { email = "ann@example.org" }, new { password = "correct-horse-battery" } })
        {
            var refused = await guest.Update(change, "*");
            Assert.Equal((403, "urn:problem:auth.guest"), (refused.Status, refused.Value<string>("type")));
        }

        Assert.Equal("Ann", (await guest.Update(new { displayName = "Ann" }, "*")).Value<string>("user.displayName"));
    }

    [Fact]
    public async Task A_guest_goes_without_a_password()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        Assert.Equal(204, (await guest.Delete(password: null)).Status);

        Assert.Equal(guest.Id, Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type)).UserId);
        Assert.Equal(401, (await guest.Profile()).Status);
        Assert.Equal(401, (await _app.Refresh(guest.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_guest_sees_and_exports_what_is_kept_and_signs_out()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest(new { displayName = "Ann" }));

        Assert.Equal("Ann", (await guest.Export()).Value<string>("user.displayName"));
        Assert.Equal(200, (await guest.Sessions()).Status);
        Assert.Equal(204, (await guest.LogOut()).Status);
        Assert.Equal(401, (await guest.Profile()).Status);
    }

    [Fact]
    public async Task A_guest_is_given_no_role_and_asks_for_nothing_of_an_admins()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "eve@example.org"));
        var (eve, guest) = (await app.SignedIn("eve"), app.PersonOf(await app.PlayAsGuest()));

        var refused = await eve.SetRoles(guest.Id, "admin");

        Assert.Equal((409, "urn:problem:user.guest"), (refused.Status, refused.Value<string>("type")));
        Assert.Equal([403, 403, 403, 403], new[]
        {
            await guest.Find("eve"), await guest.SetRoles(guest.Id, "admin"), await guest.Close(eve.Id), await guest.EndSessionsOf(eve.Id),
        }.Select(answer => answer.Status));
        Assert.Equal(403, (await guest.RotateKeys()).Status);
        Assert.Equal(204, (await eve.Close(guest.Id)).Status);
    }

    private static Task<int> Users(UsersApp app) => app.Store.With(db => db.Users.CountAsync());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
