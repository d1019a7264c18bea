namespace QuizPlatform.Users.Tests;

public sealed class PasskeyTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Who_has_added_a_passkey_signs_in_with_it_and_without_a_password()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();

        var added = await ann.AddPasskey(phone);
        var answer = await _app.LogInWithPasskey(phone);

        Assert.Equal((201, "My phone"), (added.Status, added.Value<string>("passkey.name")));
        Assert.Equal((200, ann.Id), (answer.Status, answer.Value<string>("user.id")));
        Assert.Equal(200, (await _app.PersonOf(answer).Profile()).Status);
        var item = (await ann.Passkeys()).Json!["passkeys"]!.AsArray().Single()!;
        Assert.Equal(_app.Clock.GetUtcNow(), (DateTimeOffset)item["lastUsedAt"]!);
    }

    [Fact]
    public async Task What_the_browser_is_asked_wants_the_user_verified_no_attestation_and_names_nobody()
    {
        var ann = await _app.SignedIn("ann");

        var (make, show) = ((await ann.AskForPasskey()).Json!["options"]!, (await _app.AskForPasskeySignIn()).Json!["options"]!);

        Assert.Equal(("localhost", "none"), ((string)make["rp"]!["id"]!, (string)make["attestation"]!));
        var selection = make["authenticatorSelection"]!;
        Assert.Equal(("required", "required"), ((string)selection["userVerification"]!, (string)selection["residentKey"]!));
        Assert.Equal(("localhost", "required"), ((string)show["rpId"]!, (string)show["userVerification"]!));
        Assert.Empty(show["allowCredentials"]!.AsArray());
    }

    [Fact]
    public async Task Adding_and_removing_end_the_other_sessions_and_are_told_by_letter_and_in_the_audit_log()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        var before = await _app.Session("ann");
        var id = (await ann.AddPasskey(phone)).Value<string>("passkey.id");
        var between = _app.PersonOf(await _app.LogInWithPasskey(phone));
        Assert.Equal((401, 200), ((await before.Profile()).Status, (await between.Profile()).Status));

        Assert.Equal(204, (await ann.RemovePasskey(id)).Status);

        Assert.Equal((401, 200), ((await between.Profile()).Status, (await ann.Profile()).Status));
        Assert.Equal(401, (await _app.LogInWithPasskey(phone)).Status);
        await _app.DeliverMail();
        Assert.Equal(
            ["A passkey was added to your account", "A passkey was removed from your account"], _app.Mail.Sent.Select(mail => mail.Subject));
        Assert.Contains(_app.Logs.All, line => line.EndsWith($"User {ann.Id} added passkey {id}", StringComparison.Ordinal));
        Assert.Contains(_app.Logs.All, line => line.EndsWith($"User {ann.Id} removed passkey {id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adding_and_removing_need_the_password()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        var id = (await ann.AddPasskey(phone)).Value<string>("passkey.id");

        Assert.Equal((403, 403), ((await ann.AskForPasskey("not her password")).Status, (await ann.RemovePasskey(id, "not her password")).Status));
        Assert.Equal((400, 400), ((await ann.AskForPasskey(null)).Status, (await ann.RemovePasskey(id, null)).Status));
        Assert.Equal(200, (await _app.LogInWithPasskey(phone)).Status);
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_a_name_that_shows_nothing_is_refused()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        var id = (await ann.AddPasskey(phone)).Value<string>("passkey.id");

        Assert.Equal(204, (await ann.RenamePasskey(id, " Old  phone ")).Status);
        Assert.Equal((400, 400), ((await ann.RenamePasskey(id, "")).Status, (await ann.AddPasskey(phone, new string('x', 51))).Status));

        Assert.Equal("Old phone", (string)(await ann.Passkeys()).Json!["passkeys"]![0]!["name"]!);
    }

    [Fact]
    public async Task Somebody_elses_passkey_is_unknown()
    {
        var (ann, eve) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"));
        using var phone = new TestAuthenticator();
        var id = (await ann.AddPasskey(phone)).Value<string>("passkey.id");

        Assert.Equal((404, 404), ((await eve.RenamePasskey(id, "Mine")).Status, (await eve.RemovePasskey(id)).Status));
        Assert.Empty((await eve.Passkeys()).Json!["passkeys"]!.AsArray());
        Assert.Equal(ann.Id, (await _app.LogInWithPasskey(phone)).Value<string>("user.id"));
    }

    [Fact]
    public async Task A_guest_has_none()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        var answer = await guest.AskForPasskey();

        Assert.Equal((403, "urn:problem:auth.guest"), (answer.Status, answer.Value<string>("type")));
    }

    [Fact]
    public async Task Signing_in_keeps_what_one_did_as_a_guest()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        await ann.AddPasskey(phone);
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        var answer = await _app.LogInWithPasskey(phone, guest.RefreshToken);

        Assert.True(answer.Value<bool>("keptGuest"));
        Assert.Equal(401, (await guest.Profile()).Status);
    }

    [Fact]
    public async Task There_are_twenty_at_most()
    {
        var ann = await _app.SignedIn("ann");
        for (var i = 0; i < 20; i++)
        {
            using var device = new TestAuthenticator();
            Assert.Equal(201, (await ann.AddPasskey(device, $"Key {i}")).Status);
        }

        using var another = new TestAuthenticator();
        Assert.Equal(409, (await ann.AddPasskey(another)).Status);
    }

    [Fact]
    public async Task With_the_account_they_are_gone()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        await ann.AddPasskey(phone);
        await _app.LogInWithPasskey(phone);

        await ann.Delete();

        Assert.Equal(401, (await _app.LogInWithPasskey(phone)).Status);
        var kept = await _app.Store.With(db => Task.FromResult(db.Users.Single()));
        Assert.Empty(kept.Passkeys);
        Assert.Empty(kept.SpentChallenges);
    }

    [Fact]
    public async Task The_export_tells_of_them_and_no_key()
    {
        var ann = await _app.SignedIn("ann");
        using var phone = new TestAuthenticator();
        await ann.AddPasskey(phone);

        var export = (await ann.Export()).Json!;

        Assert.Equal("My phone", (string)export["passkeys"]![0]!["name"]!);
        var kept = await _app.Store.With(db => Task.FromResult(db.Users.Single().Passkeys.Single()));
        Assert.DoesNotContain(kept.PublicKey, export.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_browsers_make_none_it_says_so()
    {
        await using var app = new UsersApp(settings: [("Mail:Site", "http://192.168.1.20:3000")]);
        var ann = await app.SignedIn("ann");

        Assert.False((await ann.Passkeys()).Value<bool>("offered"));
        Assert.Equal((501, 501), ((await ann.AskForPasskey()).Status, (await app.AskForPasskeySignIn()).Status));
    }

    [Theory]
    [InlineData("https://quiz.example.org", null, "https://quiz.example.org", "quiz.example.org")]
    [InlineData("https://quiz.example.org, https://example.org:8443", "example.org", "https://example.org:8443", "example.org")]
    [InlineData(null, null, "http://localhost:3000", "localhost")]
    public async Task They_are_made_for_the_site_of_the_settings(string? origins, string? rpId, string origin, string expected)
    {
        await using var app = new UsersApp(settings: [("Passkeys:Origins", origins ?? ""), ("Passkeys:RpId", rpId ?? "")]);
        var ann = await app.SignedIn("ann");
        using var phone = new TestAuthenticator { Origin = origin, RpId = expected };

        Assert.Equal(201, (await ann.AddPasskey(phone)).Status);
        Assert.Equal(200, (await app.LogInWithPasskey(phone)).Status);
    }

    [Theory]
    [InlineData("http://quiz.example.org", null)]
    [InlineData("https://192.168.1.20", null)]
    [InlineData("https://quiz.example.org/", null)]
    [InlineData("https://quiz.example.org", "example.com")]
    [InlineData("https://quiz.example.org", "z.example.org")]
    public async Task Settings_that_no_browser_would_accept_stop_the_app(string origins, string? rpId)
    {
        await using var app = new UsersApp(settings: [("Passkeys:Origins", origins), ("Passkeys:RpId", rpId ?? "")]);

        var fault = Assert.ThrowsAny<Exception>(() => app.Get<PasskeySite>());

        Assert.Contains("The setting Passkeys:", fault.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
