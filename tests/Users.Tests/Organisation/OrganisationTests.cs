using Microsoft.EntityFrameworkCore;
using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>Signing in through the organisation, and the link that makes it possible.</summary>
public sealed class OrganisationTests : IAsyncLifetime
{
    private static readonly Member Ann = new("ann-1", "ann@example.org", Username: "ann", Name: "Ann");
    private OrganisedApp _here = null!;

    private UsersApp App => _here.App;

    public async Task InitializeAsync() => _here = await OrganisedApp.Start();

    public async Task DisposeAsync() => await _here.DisposeAsync();

    private Task<Answer> SignIn(Member who) => App.SignInByOrganisation(_here.Assert(who));

    private async Task<Person> Linked(string name, Member who)
    {
        var person = await App.SignedIn(name);
        Assert.Equal(200, (await person.Link(_here.Assert(who))).Status);
        return person;
    }

    private static string Problem(Answer answer) => $"{answer.Status} {answer.Value<string>("type")["urn:problem:".Length..]}";

    [Fact]
    public async Task An_account_is_linked_once_its_owner_has_signed_in_and_from_then_on_opened()
    {
        await App.Register("ann");
        var shown = _here.Assert(Ann);
        Assert.Equal("409 organisation.link", Problem(await App.SignInByOrganisation(shown)));

        var ann = await App.Session("ann");
        var linked = await ann.Link(shown); // with the very token that was refused

        Assert.Equal((200, true), (linked.Status, linked.Value<bool>("hasPassword")));
        Assert.Equal(App.Clock.GetUtcNow(), linked.Value<DateTimeOffset>("linkedAt"));
        var signedIn = await SignIn(Ann);
        Assert.Equal((200, ann.Id), (signedIn.Status, App.PersonOf(signedIn).Id));
        Assert.Equal(200, (await App.PersonOf(signedIn).Profile()).Status);
        Assert.Equal(200, (await App.LogIn("ann")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_address_is_never_enough(bool verified)
    {
        await App.Register("ann");

        for (var i = 0; i < 2; i++)
            Assert.Equal("409 organisation.link", Problem(await SignIn(Ann with { EmailVerified = verified })));
    }

    [Fact]
    public async Task Who_has_no_account_is_told_so_and_gets_none()
    {
        await App.Register("bob");

        Assert.Equal("403 organisation.no-account", Problem(await SignIn(Ann)));
        Assert.Equal("403 organisation.no-account", Problem(await SignIn(Ann with { Email = null })));
        Assert.Equal(1, await App.Store.With(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task A_token_is_good_once_for_a_session_or_a_link()
    {
        var ann = await App.SignedIn("ann");
        var link = _here.Assert(Ann);
        await ann.Link(link);
        Assert.Equal("401 organisation.token", Problem(await App.SignInByOrganisation(link)));

        var session = _here.Assert(Ann);
        Assert.Equal(200, (await App.SignInByOrganisation(session)).Status);
        Assert.Equal("401 organisation.token", Problem(await App.SignInByOrganisation(session)));
        var bob = await App.SignedIn("bob");
        Assert.Equal("401 organisation.token", Problem(await bob.Link(session)));
        Assert.Equal(200, (await ann.Link(link)).Status); // the same link: done before, and the answer may have been lost
    }

    [Fact]
    public async Task Of_two_tokens_of_one_request_one_counts()
    {
        await Linked("ann", Ann);
        var (token, secret) = _here.Assert(Ann);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = _here.Provider.IdToken(Ann, IdTokens.NonceOf(secret));
        Assert.NotEqual(token, second);

        Assert.Equal(200, (await App.SignInByOrganisation((token, secret))).Status);
        Assert.Equal("401 organisation.token", Problem(await App.SignInByOrganisation((second, secret))));
    }

    [Fact]
    public async Task Of_many_uses_at_once_on_two_instances_one_counts()
    {
        await Linked("ann", Ann);
        await using var other = new UsersApp(App.Store, [.. _here.Settings]);
        var shown = _here.Assert(Ann);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? App : other).SignInByOrganisation(shown)));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(9, answers.Count(answer => answer.Status == 401));
    }

    [Fact]
    public async Task A_link_that_is_asked_for_many_times_at_once_is_made_once()
    {
        var ann = await App.SignedIn("ann");
        var shown = _here.Assert(Ann);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ann.Link(shown)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        await App.DeliverMail();
        Assert.Single(App.Mail.Sent);
    }

    [Fact]
    public async Task Linking_wants_that_one_has_signed_in_just_now()
    {
        var ann = await App.SignedIn("ann");
        App.Clock.Advance(PasswordConfirmation.Recent + TimeSpan.FromSeconds(1));

        Assert.Equal("403 auth.sign-in-again", Problem(await ann.Link(_here.Assert(Ann))));
        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann)));
    }

    [Fact]
    public async Task One_person_there_has_one_account_and_one_account_one_person()
    {
        var ann = await Linked("ann", Ann);
        var bob = await App.SignedIn("bob");

        Assert.Equal("409 organisation.taken", Problem(await bob.Link(_here.Assert(Ann))));
        Assert.Equal("409 organisation.linked", Problem(await ann.Link(_here.Assert(Ann with { Subject = "ann-2" }))));
    }

    [Fact]
    public async Task Of_two_accounts_linked_at_once_to_one_person_one_is()
    {
        Person[] people = [await App.SignedIn("ann"), await App.SignedIn("bob"), await App.SignedIn("eve")];

        var answers = await Task.WhenAll(people.Select(person => person.Link(_here.Assert(Ann))));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(2, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task A_guest_links_nothing()
    {
        var guest = App.PersonOf(await App.PlayAsGuest());

        Assert.Equal("403 auth.guest", Problem(await guest.Link(_here.Assert(Ann))));
    }

    [Fact]
    public async Task What_one_did_as_a_guest_is_kept()
    {
        var ann = await Linked("ann", Ann);
        var guest = App.PersonOf(await App.PlayAsGuest());

        var signedIn = await App.SignInByOrganisation(_here.Assert(Ann), guest.RefreshToken);

        Assert.True(signedIn.Value<bool>("keptGuest"));
        Assert.Equal(ann.Id, await App.Store.With(async db => (await db.Users.SingleAsync(u => u.Partition == guest.Id)).KeptBy));
    }

    [Fact]
    public async Task The_link_is_taken_away_by_its_owner_and_other_sessions_end()
    {
        var ann = await Linked("ann", Ann);
        var there = App.PersonOf(await SignIn(Ann));

        Assert.Equal(204, (await ann.Unlink()).Status);

        Assert.Equal((200, 401), ((await ann.Profile()).Status, (await there.Profile()).Status));
        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann)));
        Assert.Null((await ann.Organisation()).Json!["linkedAt"]);
        Assert.Equal(204, (await ann.Unlink()).Status);
        Assert.Equal(200, (await (await App.SignedIn("bob")).Link(_here.Assert(Ann))).Status); // it is free
    }

    [Fact]
    public async Task Taking_a_changed_address_back_takes_away_a_link_of_that_time()
    {
        await App.Register("ann", "ann@example.org");
        await App.DeliverMail();
        await App.Confirm(App.Mail.Token);
        var ann = await App.Session("ann");
        await ann.Update(new { email = "thief@example.com", currentPassword = UsersApp.Password }, "*");
        await App.DeliverMail();
        Assert.Equal(200, (await ann.Link(_here.Assert(Ann))).Status);

        var told = App.Mail.Sent.Last(mail => mail.To == "ann@example.org");
        Assert.Equal(200, (await App.UndoEmailChange(MemoryMail.TokenOf(told), "battery-staple-anew")).Status);

        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann)));
        Assert.Equal(200, (await App.LogIn("ann", "battery-staple-anew")).Status);
    }

    [Fact]
    public async Task Who_registered_anothers_address_is_out_when_its_owner_sets_a_password()
    {
        var stranger = await Linked("ann", Ann);
        using var device = new TestAuthenticator();
        var added = await stranger.AddPasskey(device);
        Assert.Equal(201, added.Status);
        var passkey = added.Value<string>("passkey.id");
        await App.WithSecondFactor("ann", stranger);

        await App.ForgetPassword("ann@example.org");
        var link = App.Mail.Token;
        App.Mail.Clear();
        Assert.Equal(200, (await App.Reset(link, "battery-staple-anew")).Status);

        Assert.Equal("409 organisation.link", Problem(await SignIn(Ann)));
        Assert.Equal(401, (await App.LogInWithPasskey(device)).Status);
        Assert.Equal(200, (await App.LogIn("ann", "battery-staple-anew")).Status);
        await App.DeliverMail();
        Assert.Equal(
            [
                "A passkey was removed from your account", "The second factor of your account was turned off",
                "Your account is not linked to the organisation any more", "Your password was changed",
            ],
            App.Mail.Sent.Select(mail => mail.Subject).Order());
        string[] told =
        [
            $"User {stranger.Id} set a new password by a letter's link", $"User {stranger.Id} removed passkey {passkey}",
            $"User {stranger.Id} turned the second factor off", $"User {stranger.Id} no longer linked to the organisation",
        ];
        Assert.Equal(told, App.Logs.All.Select(line => line.Replace("QuizPlatform.Users.Audit: ", "", StringComparison.Ordinal)).Where(told.Contains));
    }

    [Fact]
    public async Task Who_has_no_password_keeps_the_link()
    {
        var ann = await Linked("ann", Ann);
        await App.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE User SET PasswordHash = ''"));

        Assert.Equal("409 organisation.only-way", Problem(await ann.Unlink()));
        Assert.False((await ann.Organisation()).Value<bool>("hasPassword"));
    }

    [Fact]
    public async Task A_deleted_account_frees_the_link_and_leaves_nothing_of_it()
    {
        var ann = await Linked("ann", Ann);
        Assert.Equal("ann-1", (await ann.Export()).Value<string>("organisation.subject"));

        await ann.Delete();

        Assert.Equal("403 organisation.no-account", Problem(await SignIn(Ann)));
        Assert.Equal(0, await App.Store.With(db => db.Reservations.CountAsync(r => r.Id.StartsWith("organisation"))));
        var gone = await App.Store.With(db => db.Users.SingleAsync());
        Assert.Equal((null, null), (gone.OrganisationSubject, gone.OrganisationReservation));
        Assert.Equal(200, (await (await App.SignedIn("bob")).Link(_here.Assert(Ann))).Status);
    }

    [Fact]
    public async Task What_was_spent_is_forgotten_once_its_token_is_too_old()
    {
        await Linked("ann", Ann);
        App.Clock.Advance(IdTokens.MaxAge);
        await App.Forget();
        Assert.Equal(1, await App.Store.With(db => db.Spent.CountAsync()));

        App.Clock.Advance(TimeSpan.FromMinutes(3));
        await App.Forget();

        Assert.Equal(0, await App.Store.With(db => db.Spent.CountAsync()));
    }

    [Fact]
    public async Task While_the_provider_is_away_a_password_goes_on()
    {
        await App.Register("ann");
        _here.Provider.IsDown = true;

        Assert.Equal("503 organisation.unavailable", Problem(await SignIn(Ann)));
        Assert.Equal(200, (await App.LogIn("ann")).Status);
    }

    [Fact]
    public async Task Without_an_organisation_nobody_signs_in_through_one()
    {
        await using var app = new UsersApp();

        Assert.Equal("501 organisation.off", Problem(await app.SignInByOrganisation(_here.Assert(Ann))));
    }

    [Fact]
    public async Task Letters_tell_of_a_link_and_of_its_end_once()
    {
        var ann = await App.SignedIn("ann");

        await ann.Link(_here.Assert(Ann));
        await ann.Link(_here.Assert(Ann)); // a repeat
        await SignIn(Ann);
        await ann.Unlink();
        await ann.Unlink();
        await App.DeliverMail();

        Assert.Equal(
            ["Your account was linked to an organisation", "Your account is not linked to the organisation any more"],
            App.Mail.Sent.Select(mail => mail.Subject));
        Assert.All(App.Mail.Sent, mail => Assert.Equal("ann@example.org", mail.To));
    }

    [Fact]
    public async Task The_log_tells_of_links_and_of_no_token()
    {
        var ann = await App.SignedIn("ann");
        var shown = _here.Assert(Ann);
        await ann.Link(shown);
        await App.SignInByOrganisation(shown);
        await ann.Unlink();

        var log = string.Join('\n', App.Logs.All);
        Assert.Contains($"User {ann.Id} linked to the organisation", log, StringComparison.Ordinal);
        Assert.Contains($"User {ann.Id} no longer linked to the organisation", log, StringComparison.Ordinal);
        foreach (var secret in (string[])[shown.IdToken, shown.IdToken.Split('.')[1], shown.NonceSecret, "ann-1", "ann@example.org"])
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }
}
