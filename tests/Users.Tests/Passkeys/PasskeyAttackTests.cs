using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

/// <summary>What does not get in, or gets a passkey into somebody's account.</summary>
public sealed class PasskeyAttackTests : IAsyncDisposable
{
    private static readonly ECDsa SomebodysKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly UsersApp _app = new();
    private readonly TestAuthenticator _phone = new();

    private static void Spoil(TestAuthenticator device, string what) => _ = what switch
    {
        "origin" => device.Origin = "http://localhost:3001",
        "frame" => device.TopOrigin = "https://evil.example",
        "site" => device.RpId = "evil.example",
        "unverified" => device.VerifiesUser = false,
        _ => (object)(device.OtherKey = SomebodysKey),
    };

    [Theory]
    [InlineData("origin")]
    [InlineData("frame")]
    [InlineData("site")]
    [InlineData("unverified")]
    public async Task What_is_made_elsewhere_or_without_the_user_is_not_added(string what)
    {
        var ann = await _app.SignedIn("ann");
        Spoil(_phone, what);

        var answer = await ann.AddPasskey(_phone);

        Assert.Equal((422, "urn:problem:passkey.refused"), (answer.Status, answer.Value<string>("type")));
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("frame")]
    [InlineData("site")]
    [InlineData("unverified")]
    [InlineData("signature")]
    public async Task What_is_shown_elsewhere_without_the_user_or_by_another_key_gets_nobody_in(string what)
    {
        var ann = await _app.SignedIn("ann");
        await ann.AddPasskey(_phone);
        Spoil(_phone, what);

        var answer = await _app.LogInWithPasskey(_phone);

        Assert.Equal((401, "urn:problem:auth.passkey"), (answer.Status, answer.Value<string>("type")));
    }

    [Fact]
    public async Task A_challenge_is_answered_once_also_of_many_answers_at_once()
    {
        var ann = await _app.SignedIn("ann");
        await ann.AddPasskey(_phone);
        var asked = await _app.AskForPasskeySignIn();
        var shown = _phone.Show(asked.Json!["options"]!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.LogInWithPasskey(asked, shown.DeepClone())));

        Assert.Equal([200, 401, 401, 401], answers.Select(answer => answer.Status).Order());
        Assert.Equal(401, (await _app.LogInWithPasskey(asked, shown)).Status);
        await using var other = new UsersApp(_app.Store);
        Assert.Equal(401, (await other.LogInWithPasskey(asked, shown)).Status);
    }

    [Theory]
    [InlineData(299, 200)]
    [InlineData(300, 401)]
    public async Task A_challenge_is_good_for_five_minutes(int seconds, int status)
    {
        var ann = await _app.SignedIn("ann");
        await ann.AddPasskey(_phone);
        var asked = await _app.AskForPasskeySignIn();
        var shown = _phone.Show(asked.Json!["options"]!);

        _app.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await _app.LogInWithPasskey(asked, shown)).Status);
    }

    [Fact]
    public async Task An_answer_to_another_challenge_is_refused()
    {
        var ann = await _app.SignedIn("ann");
        await ann.AddPasskey(_phone);
        var shown = _phone.Show((await _app.AskForPasskeySignIn()).Json!["options"]!);

        Assert.Equal(401, (await _app.LogInWithPasskey(await _app.AskForPasskeySignIn(), shown)).Status);
        Assert.Equal(401, (await _app.LogInWithPasskey(await ann.AskForPasskey(), shown)).Status);
    }

    [Fact]
    public async Task No_access_token_is_a_challenge_and_no_challenge_an_access_token()
    {
        var ann = await _app.SignedIn("ann");
        await ann.AddPasskey(_phone);
        var asked = await _app.AskForPasskeySignIn();
        var shown = _phone.Show(asked.Json!["options"]!);

        asked.Json!["state"] = ann.Token;
        Assert.Equal(401, (await _app.LogInWithPasskey(asked, shown)).Status);
        var forged = ann with { Token = (await ann.AskForPasskey()).Value<string>("state") };
        Assert.Equal(401, (await forged.Profile()).Status);
    }

    [Fact]
    public async Task A_counter_that_does_not_grow_is_refused_and_audited()
    {
        var ann = await _app.SignedIn("ann");
        _phone.Count = 5;
        await ann.AddPasskey(_phone);
        _phone.Count = 7;
        Assert.Equal(200, (await _app.LogInWithPasskey(_phone)).Status);

        foreach (var count in new uint[] { 7, 6, 0 })
        {
            _phone.Count = count;
            Assert.Equal(401, (await _app.LogInWithPasskey(_phone)).Status);
        }

        Assert.Equal(3, _app.Logs.All.Count(line => line.Contains($"A passkey of user {ann.Id} has counted less", StringComparison.Ordinal)));
        _phone.Count = 8;
        Assert.Equal(200, (await _app.LogInWithPasskey(_phone)).Status);
    }

    [Fact]
    public async Task Who_is_no_user_whose_passkey_it_is_not_and_who_has_none_are_answered_alike()
    {
        var (ann, eve) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"));
        await ann.AddPasskey(_phone);
        var answers = new List<Answer>();
        foreach (var user in new[] { new string('0', 32), eve.Id, ann.Id, "nonsense" })
        {
            using var device = new TestAuthenticator { OtherUser = user };
            answers.Add(await _app.LogInWithPasskey(device));
        }

        Assert.All(answers, answer => Assert.Equal((401, "urn:problem:auth.passkey"), (answer.Status, answer.Value<string>("type"))));
        Assert.Single(answers.Select(answer => answer.Value<string>("detail")).Distinct());
    }

    [Fact]
    public async Task A_passkey_signs_in_to_no_account_but_its_own()
    {
        var (ann, eve) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"));
        await ann.AddPasskey(_phone);
        using var evil = new TestAuthenticator { OtherUser = ann.Id };
        await eve.AddPasskey(evil);

        Assert.Equal(401, (await _app.LogInWithPasskey(evil)).Status);
    }

    [Fact]
    public async Task A_passkey_is_added_to_one_account_alone_until_it_is_removed_or_the_account_is_gone()
    {
        var (ann, eve, bob) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"), await _app.SignedIn("bob"));
        var id = (await ann.AddPasskey(_phone)).Value<string>("passkey.id");

        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        var refused = await eve.AddPasskey(_phone);
        Assert.Equal((409, "urn:problem:passkey.taken"), (refused.Status, refused.Value<string>("type")));
        Assert.Empty((await eve.Passkeys()).Json!["passkeys"]!.AsArray());

        Assert.Equal(204, (await ann.RemovePasskey(id)).Status);
        Assert.Equal(201, (await eve.AddPasskey(_phone)).Status);
        Assert.Equal(409, (await ann.AddPasskey(_phone)).Status);
        Assert.Equal(204, (await eve.Delete()).Status);
        Assert.Equal(201, (await bob.AddPasskey(_phone)).Status);
        Assert.Equal(bob.Id, (await _app.LogInWithPasskey(_phone)).Value<string>("user.id"));
    }

    [Fact]
    public async Task Of_many_accounts_that_add_one_passkey_at_once_one_gets_it()
    {
        var people = new List<Person>();
        for (var i = 0; i < 4; i++)
            people.Add(await _app.SignedIn($"person{i}"));
        var asked = await Task.WhenAll(people.Select(person => person.AskForPasskey()));
        var made = asked.Select(one => _phone.Make(one.Json!["options"]!)).ToList();

        var added = await Task.WhenAll(people.Select((person, i) => person.AddPasskey(asked[i], made[i])));

        Assert.Equal([201, 409, 409, 409], added.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task What_one_was_asked_adds_to_ones_own_account_in_ones_own_session_alone()
    {
        var (ann, eve) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"));
        var asked = await ann.AskForPasskey();
        var made = _phone.Make(asked.Json!["options"]!);

        Assert.Equal(422, (await eve.AddPasskey(asked, made)).Status);
        Assert.Equal(422, (await (await _app.Session("ann")).AddPasskey(asked, made)).Status);
    }

    [Fact]
    public async Task A_password_that_changed_meanwhile_voids_what_was_asked_by_the_old_one()
    {
        var ann = await _app.SignedIn("ann");
        var asked = await ann.AskForPasskey();
        await ann.Update(new { password = "battery-staple-anew", currentPassword = UsersApp.Password }, "*");

        Assert.Equal(422, (await ann.AddPasskey(asked, _phone.Make(asked.Json!["options"]!))).Status);
    }

    [Fact]
    public async Task A_removed_passkey_cannot_be_added_by_the_old_answer()
    {
        var ann = await _app.SignedIn("ann");
        var asked = await ann.AskForPasskey();
        var made = _phone.Make(asked.Json!["options"]!);
        var id = (await ann.AddPasskey(asked, made)).Value<string>("passkey.id");
        Assert.Equal(id, (await ann.AddPasskey(asked, made.DeepClone())).Value<string>("passkey.id")); // a repeat, before

        await ann.RemovePasskey(id);

        Assert.Equal(422, (await ann.AddPasskey(asked, made.DeepClone())).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":1,"rawId":[],"response":{"userHandle":{}}}""")]
    [InlineData("""{"response":{"userHandle":"!!"}}""")]
    [InlineData("""{"response":"text"}""")]
    public async Task What_is_no_passkey_at_all_is_refused(string credential)
    {
        var ann = await _app.SignedIn("ann");
        var json = JsonNode.Parse(credential)!;

        Assert.Equal(401, (await _app.LogInWithPasskey(await _app.AskForPasskeySignIn(), json)).Status);
        Assert.Equal(422, (await ann.AddPasskey(await ann.AskForPasskey(), json)).Status);
    }

    [Fact]
    public async Task Nobody_tries_more_often_than_by_password()
    {
        await using var app = new UsersApp(settings: [("RateLimits:Enabled", "true"), ("RateLimits:login:Permits", "2")]);
        var asked = await app.AskForPasskeySignIn();
        Assert.Equal(401, (await app.LogInWithPasskey(asked, new JsonObject())).Status);

        Assert.Equal((429, 429), ((await app.AskForPasskeySignIn()).Status, (await app.LogInWithPasskey(asked, new JsonObject())).Status));
    }

    [Fact]
    public async Task What_a_device_says_of_itself_does_not_fill_the_account()
    {
        var ann = await _app.SignedIn("ann");
        using var device = new TestAuthenticator();
        var asked = await ann.AskForPasskey();
        var credential = device.Make(asked.Json!["options"]!);
        credential["response"]!["transports"] = new JsonArray([.. Enumerable.Range(0, 900).Select(i => (JsonNode)new string('x', 100)), "usb", "usb"]);

        Assert.Equal(201, (await ann.AddPasskey(asked, credential)).Status);

        Assert.Equal(["usb"], (await _app.Store.With(db => db.Users.SingleAsync())).Passkeys.Single().Transports);
    }

    [Fact]
    public async Task Asking_stores_nothing()
    {
        await _app.AskForPasskeySignIn();

        Assert.Equal(0, await _app.Store.With(db => db.Users.CountAsync()) + await _app.Store.With(db => db.Attempts.CountAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _app.DisposeAsync();
    }
}
