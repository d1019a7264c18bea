namespace QuizPlatform.Users.Tests;

public sealed class ForgottenPasswordTests : IAsyncDisposable
{
    private const string NewPassword = "battery-staple-anew";

    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_letters_link_sets_a_new_password_and_ends_all_sessions()
    {
        var ann = await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");

        var answer = await _app.Reset(_app.Mail.Token, NewPassword);

        Assert.Equal(200, answer.Status);
        Assert.Equal(401, (await ann.Profile()).Status);
        Assert.Equal(401, (await _app.LogIn("ann")).Status);
        Assert.Equal(200, (await _app.LogIn("ann", NewPassword)).Status);
    }

    [Fact]
    public async Task A_letter_tells_that_the_password_was_set()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org", "en;q=0.5, de-AT");
        await _app.Reset(_app.Mail.Token, NewPassword);

        await _app.DeliverMail();

        Assert.Equal(["Neues Passwort setzen", "Dein Passwort wurde geändert"], _app.Mail.Sent.Select(mail => mail.Subject));
        Assert.All(_app.Mail.Sent, mail => Assert.Equal("ann@example.org", mail.To));
    }

    [Fact]
    public async Task A_changed_password_is_told_by_letter_too()
    {
        var ann = await _app.SignedIn("ann");
        await ann.Update(new { password = NewPassword, currentPassword = UsersApp.Password }, "*");

        await _app.DeliverMail();

        Assert.Equal("Your password was changed", Assert.Single(_app.Mail.Sent).Subject);
    }

    [Fact]
    public async Task Nobodys_address_is_answered_as_anybodys_and_gets_no_letter()
    {
        await _app.SignedIn("ann");

        var (hers, nobodys) = (await _app.ForgetPassword("ann@example.org"), await _app.ForgetPassword("bob@example.org"));

        Assert.Equal((202, hers.Json!.ToJsonString()), (nobodys.Status, nobodys.Json!.ToJsonString()));
        Assert.Equal("ann@example.org", Assert.Single(_app.Mail.Sent).To);
        Assert.Empty(await _app.Store.With(db => Task.FromResult(db.Forgotten.ToList())));
    }

    [Fact]
    public async Task A_link_is_good_once()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");
        await _app.Reset(_app.Mail.Token, NewPassword);

        var again = await _app.Reset(MemoryMail.TokenOf(_app.Mail.Sent[0]), "battery-staple-twice");

        Assert.Equal((422, "urn:problem:auth.link-spent"), (again.Status, again.Value<string>("type")));
        Assert.Equal(200, (await _app.LogIn("ann", NewPassword)).Status);
    }

    [Fact]
    public async Task Of_two_uses_at_once_one_counts()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");
        var token = _app.Mail.Token;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _app.Reset(token, $"{NewPassword} {i}")));

        Assert.Equal([200, 422, 422, 422], answers.Select(answer => answer.Status).Order());
        var winner = Array.FindIndex(answers, answer => answer.Status == 200);
        Assert.Equal(200, (await _app.LogIn("ann", $"{NewPassword} {winner}")).Status);
    }

    [Fact]
    public async Task A_weak_password_leaves_the_link_good()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");

        Assert.Equal(400, (await _app.Reset(_app.Mail.Token, "password")).Status);
        Assert.Equal(200, (await _app.Reset(_app.Mail.Token, NewPassword)).Status);
    }

    [Theory]
    [InlineData(1799, 200)]
    [InlineData(1800, 422)]
    public async Task A_link_is_good_for_half_an_hour(int seconds, int status)
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");

        _app.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await _app.Reset(_app.Mail.Token, NewPassword)).Status);
    }

    [Fact]
    public async Task Of_two_letters_both_links_are_good_until_one_is_used()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");
        await _app.ForgetPassword("ANN@example.org");

        Assert.Equal(200, (await _app.Reset(MemoryMail.TokenOf(_app.Mail.Sent[0]), NewPassword)).Status);
        Assert.Equal(422, (await _app.Reset(MemoryMail.TokenOf(_app.Mail.Sent[1]), NewPassword)).Status);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("email")]
    [InlineData("account")]
    public async Task What_makes_the_letter_wrong_voids_its_link(string what)
    {
        var ann = await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");
        _ = what switch
        {
            "password" => await ann.Update(new { password = "horse-battery-own", currentPassword = UsersApp.Password }, "*"),
            "email" => await ann.Update(new { email = "ann@example.com", currentPassword = UsersApp.Password }, "*"),
            _ => await ann.Delete(),
        };

        Assert.Equal(422, (await _app.Reset(_app.Mail.Token, NewPassword)).Status);
    }

    [Fact]
    public async Task Nobody_is_flooded_with_letters()
    {
        await _app.SignedIn("ann");
        for (var i = 0; i < 5; i++)
            Assert.Equal(202, (await _app.ForgetPassword("ann@example.org")).Status);
        Assert.Equal(3, _app.Mail.Sent.Count);

        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.ForgetPassword("ann@example.org");
        Assert.Equal(4, _app.Mail.Sent.Count);
    }

    [Fact]
    public async Task Nor_where_they_set_passwords_meanwhile()
    {
        await _app.SignedIn("ann");
        for (var i = 0; i < 5; i++)
        {
            await _app.ForgetPassword("ann@example.org");
            await _app.Reset(MemoryMail.TokenOf(_app.Mail.Sent.Last(mail => mail.Subject == "Set a new password")), $"{NewPassword} {i}");
        }

        Assert.Equal(3, _app.Mail.Sent.Count(mail => mail.Subject == "Set a new password"));
    }

    [Fact]
    public async Task There_are_no_more_letters_in_all_than_may_be()
    {
        await using var app = new UsersApp(null, ("RateLimits:Enabled", "true"), ("RateLimits:forgottenInAll:Permits", "2"));
        Assert.Equal(202, (await app.ForgetPassword("ann@example.org")).Status);
        Assert.Equal(202, (await app.ForgetPassword("bob@example.org")).Status);

        var refused = await app.ForgetPassword("cleo@example.org");

        Assert.Equal(429, refused.Status);
        Assert.StartsWith("\"forgottenInAll\"", refused.Headers["RateLimit"].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_nobody_sent_is_refused(string token) =>
        Assert.Equal(422, (await _app.Reset(token, NewPassword)).Status);

    [Fact]
    public async Task Another_secret_is_refused()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");
        var token = _app.Mail.Token;

        Assert.Equal(422, (await _app.Reset(token[..^1] + (token[^1] == 'A' ? 'E' : 'A'), NewPassword)).Status);
    }

    [Fact]
    public async Task No_link_is_kept_in_clear()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");

        var kept = await _app.Store.With(db => Task.FromResult(db.Users.Single()));

        var hash = Assert.Single(Assert.Single(kept.Letters, letter => letter.Kind == LetterKind.NewPassword).SecretHashes);
        Assert.DoesNotContain(hash, _app.Mail.Token, StringComparison.Ordinal);
        Assert.DoesNotContain(_app.Sent.All, e => e.Body.Contains(_app.Mail.Token.Split('.')[2], StringComparison.Ordinal));
        Assert.DoesNotContain(_app.Sent.All, e => e.Body.Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_lead_to_the_site_of_the_settings()
    {
        await using var app = new UsersApp(settings: [("Mail:Site", "https://quiz.example.org/")]);
        await app.SignedIn("ann");
        await app.ForgetPassword("ann@example.org");

        var mail = Assert.Single(app.Mail.Sent);
        Assert.Contains("\nhttps://quiz.example.org/password/new?token=", mail.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://quiz.example.org/password/new?token=", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_letters_are_sent_that_is_said()
    {
        await using var app = new UsersApp(settings: [("Mail:Folder", "")]);

        var answer = await app.ForgetPassword("ann@example.org");

        Assert.Equal((501, "urn:problem:mail.off"), (answer.Status, answer.Value<string>("type")));
        Assert.False((await app.Letters()).Value<bool>("sent")); // pages know it first
        Assert.True((await _app.Letters()).Value<bool>("sent"));
    }

    [Fact]
    public async Task Whoever_has_the_letter_need_not_wait_for_what_strangers_tried()
    {
        await _app.SignedIn("ann");
        for (var i = 0; i < 40; i++)
            await _app.LogIn("ann", $"wrong {i}", address: $"192.0.2.{i}");
        Assert.Equal(429, (await _app.LogIn("ann", address: "198.51.100.1")).Status);
        await _app.ForgetPassword("ann@example.org");

        await _app.Reset(_app.Mail.Token, NewPassword);

        Assert.Equal(200, (await _app.LogIn("ann", NewPassword)).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
