using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>Accounts that are made when somebody first comes through the organisation.</summary>
public sealed class OrganisationAccountTests : IAsyncLifetime
{
    private static readonly Member Ann = new("ann-1", "ann@example.org", Username: "ann.lee@corp.example", Name: "Ann Lee");
    private OrganisedApp _here = null!;

    private UsersApp App => _here.App;

    public async Task InitializeAsync() => _here = await OrganisedApp.Start(
        ("Organisation:CreateAccounts", "true"), ("Organisation:RolesClaim", "roles"), ("Organisation:AuthorRole", "writers"),
        ("Users:AdminEmail", "boss@example.org"));

    public async Task DisposeAsync() => await _here.DisposeAsync();

    private Task<Answer> SignIn(Member who) => App.SignInByOrganisation(_here.Assert(who));

    private static string Problem(Answer answer) => $"{answer.Status} {answer.Value<string>("type")["urn:problem:".Length..]}";

    [Fact]
    public async Task Who_comes_first_is_given_one_and_has_it_the_next_time()
    {
        var first = await SignIn(Ann);

        Assert.Equal(200, first.Status);
        Assert.Equal(("ann.lee", "ann@example.org", "Ann Lee", true),
            (first.Value<string>("user.username"), first.Value<string>("user.email"), first.Value<string>("user.displayName"),
                first.Value<bool>("user.emailConfirmed")));
        Assert.Equal(App.PersonOf(first).Id, Assert.Single(App.Sent.Of<UserRegistered>(UserRegistered.Type)).UserId);
        Assert.False((await App.PersonOf(first).Organisation()).Value<bool>("hasPassword"));
        Assert.Equal(App.PersonOf(first).Id, App.PersonOf(await SignIn(Ann)).Id);
        Assert.Equal(401, (await App.LogIn(new { email = "ann@example.org", password = "any password" })).Status);
    }

    [Fact]
    public async Task An_address_that_has_an_account_is_given_no_second_one()
    {
        await App.Register("ann");

        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann)));
        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann with { EmailVerified = false })));
        Assert.Equal(1, await App.Store.With(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task An_address_that_nobody_has_verified_is_asked_by_letter_and_makes_no_admin()
    {
        var boss = new Member("boss-1", "boss@example.org", EmailVerified: null, Username: "boss");

        var answer = await SignIn(boss);
        await App.DeliverMail();

        Assert.False(answer.Value<bool>("user.emailConfirmed"));
        Assert.Equal(["player"], answer.Json!["user"]!["roles"]!.AsArray().Select(role => (string?)role));
        Assert.Equal("boss@example.org", Assert.Single(App.Mail.Sent).To);
    }

    [Fact]
    public async Task An_address_that_the_provider_has_verified_since_is_confirmed()
    {
        var boss = new Member("boss-1", "boss@example.org", EmailVerified: null, Username: "boss");
        await SignIn(boss);

        Assert.False((await SignIn(boss with { Email = "boss@corp.example", EmailVerified = true })).Value<bool>("user.emailConfirmed")); // another one
        var answer = await SignIn(boss with { EmailVerified = true });

        Assert.True(answer.Value<bool>("user.emailConfirmed"));
        Assert.Contains(App.Logs.All, line => line.Contains($"{App.PersonOf(answer).Id} confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_admin_may_come_through_the_organisation()
    {
        var answer = await SignIn(new Member("boss-1", "boss@example.org", Username: "boss", Roles: ["writers"]));

        Assert.Equal(["player", "author", "admin"], answer.Json!["user"]!["roles"]!.AsArray().Select(role => (string?)role));
    }

    [Fact]
    public async Task Without_an_address_there_is_no_account()
    {
        Assert.Equal("403 organisation.no-account", Problem(await SignIn(Ann with { Email = null })));
        Assert.Equal("403 organisation.no-account", Problem(await SignIn(Ann with { Email = "no address" })));
    }

    [Fact]
    public async Task A_username_that_is_taken_gets_a_number()
    {
        await App.Register("Ann.Lee", "somebody@example.org");

        Assert.Matches("^ann\\.lee-[0-9]{4}$", (await SignIn(Ann)).Value<string>("user.username"));
    }

    [Theory]
    [InlineData("josé.núñez@example.org", "jose.nunez")]
    [InlineData("Ada Lovelace", "Ada.Lovelace")]
    [InlineData("ａｄａ", "ada")]
    [InlineData("<script>alert(1)</script>", "scriptalert1script")]
    [InlineData("a-very-long-name-that-nobody-has@example.org", "a-very-long-name-that-nob")]
    [InlineData("李明", "")]
    [InlineData("..", "")]
    [InlineData("\uFFFEann\uFFFF\u0378", "ann")]
    [InlineData("an\uD83D\uDE00n", "ann")]
    [InlineData("a-very-long-name-that-no.body", "a-very-long-name-that-no")]
    public void A_username_is_made_of_what_it_may_hold(string name, string plain) => Assert.Equal(plain, OrganisationAccounts.Plain(name));

    [Fact]
    public async Task A_name_that_can_be_none_is_left_out()
    {
        var answer = await SignIn(new Member("li-1", "li@example.org", Username: "李明", Name: "\u202E"));

        Assert.Equal(("member", "member"), (answer.Value<string>("user.username"), answer.Value<string>("user.displayName")));
    }

    [Fact]
    public async Task Of_many_first_times_at_once_one_account_comes()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SignIn(Ann)));

        Assert.Equal(1, await App.Store.With(db => db.Users.CountAsync(u => u.DeletedAt == null)));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 409, 503]));
        Assert.Equal(200, (await SignIn(Ann)).Status);
    }

    [Fact]
    public async Task What_was_broken_off_is_made_the_next_time()
    {
        // As after a crash between the reservations and the account.
        var identity = await App.Get<IdTokens>().Verify(_here.Assert(Ann) is var shown ? shown.IdToken : "", shown.NonceSecret, default);
        foreach (var name in (string[])[identity.Reservation, Reservation.IdOf(identity.Email!)])
            Assert.True(await App.Get<Names>().Reserve(name, new string('a', 32), default));
        Assert.NotEqual(200, (await SignIn(Ann)).Status);

        App.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(200, (await SignIn(Ann)).Status);
    }

    [Fact]
    public async Task What_one_did_as_a_guest_is_kept()
    {
        var guest = App.PersonOf(await App.PlayAsGuest());

        var answer = await App.SignInByOrganisation(_here.Assert(Ann), guest.RefreshToken);

        Assert.True(answer.Value<bool>("keptGuest"));
        Assert.Equal(401, (await guest.Profile()).Status);
    }

    [Fact]
    public async Task The_same_token_makes_no_second_account_after_the_first_was_deleted()
    {
        var shown = _here.Assert(Ann);
        var ann = App.PersonOf(await App.SignInByOrganisation(shown));
        Assert.Equal(204, (await ann.Delete(null)).Status);

        Assert.Equal("401 organisation.token", Problem(await App.SignInByOrganisation(shown)));
        Assert.NotEqual(ann.Id, App.PersonOf(await SignIn(Ann)).Id);
    }
}
