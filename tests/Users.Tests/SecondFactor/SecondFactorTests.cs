namespace QuizPlatform.Users.Tests;

public sealed class SecondFactorTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Once_it_is_on_the_password_needs_a_code_beside_it()
    {
        var (ann, codes, _) = await _app.WithSecondFactor("ann");

        var without = await _app.LogIn("ann");
        var wrong = await _app.LogIn("ann", code: "000000");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var right = await _app.LogIn("ann", code: codes.Now());

        Assert.All([without, wrong], answer => Assert.Equal((401, "urn:problem:auth.second-factor"), (answer.Status, answer.Value<string>("type"))));
        Assert.Equal((200, ann.Id), (right.Status, right.Value<string>("user.id")));
    }

    [Fact]
    public async Task Who_does_not_know_the_password_learns_of_no_second_factor()
    {
        var (_, codes, _) = await _app.WithSecondFactor("ann");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await _app.LogIn("ann", "not her password", code: codes.Now());

        Assert.Equal((401, "urn:problem:auth.credentials"), (answer.Status, answer.Value<string>("type")));
    }

    [Theory]
    [InlineData(-90, 401)]
    [InlineData(-30, 200)]
    [InlineData(30, 200)]
    [InlineData(90, 401)]
    public async Task The_clock_of_the_device_may_be_half_a_minute_off(int seconds, int status)
    {
        var (_, codes, _) = await _app.WithSecondFactor("ann");
        _app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(status, (await _app.LogIn("ann", code: codes.At(seconds))).Status);
    }

    [Fact]
    public async Task A_code_is_good_once_also_of_many_uses_at_once_and_none_from_before_it()
    {
        var (_, codes, _) = await _app.WithSecondFactor("ann");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.LogIn("ann", code: codes.Now())));

        Assert.Equal([200, 401, 401, 401], answers.Select(answer => answer.Status).Order());
        Assert.Equal((401, 401), ((await _app.LogIn("ann", code: codes.Now())).Status, (await _app.LogIn("ann", code: codes.At(-30))).Status));
    }

    [Fact]
    public async Task The_code_that_turned_it_on_signs_nobody_in()
    {
        var (_, codes, _) = await _app.WithSecondFactor("ann");

        Assert.Equal(401, (await _app.LogIn("ann", code: codes.Now())).Status);
    }

    [Fact]
    public async Task A_recovery_code_is_good_once_in_any_spelling_and_new_ones_replace_all()
    {
        var (ann, codes, recovery) = await _app.WithSecondFactor("ann");
        Assert.Equal((10, 10), (recovery.Length, recovery.Distinct().Count()));

        Assert.Equal(200, (await _app.LogIn("ann", code: recovery[0])).Status);
        Assert.Equal(200, (await _app.LogIn("ann", code: recovery[1].ToLowerInvariant().Replace('-', ' '))).Status);
        Assert.Equal(401, (await _app.LogIn("ann", code: recovery[0])).Status);
        Assert.Equal(8, (await ann.SecondFactor()).Value<int>("recoveryCodes"));

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var renewed = (await ann.RenewRecoveryCodes(codes.Now())).Json!["codes"]!.AsArray();
        Assert.Equal(401, (await _app.LogIn("ann", code: recovery[2])).Status);
        Assert.Equal(200, (await _app.LogIn("ann", code: (string)renewed[2]!)).Status);
    }

    [Fact]
    public async Task A_letter_tells_of_a_recovery_code_that_has_signed_in_and_of_no_other()
    {
        var (ann, codes, recovery) = await _app.WithSecondFactor("ann");
        await _app.DeliverMail();
        _app.Mail.Clear();

        Assert.Equal(401, (await _app.LogIn("ann", code: "000000")).Status);
        Assert.Equal(200, (await _app.LogIn("ann", code: Next(codes))).Status);
        Assert.Equal(200, (await _app.LogIn("ann", code: recovery[0])).Status);
        Assert.Equal(401, (await _app.LogIn("ann", code: recovery[0])).Status);
        await _app.DeliverMail();

        var told = Assert.Single(_app.Mail.Sent);
        Assert.Equal(("ann@example.org", "Sign-in with a recovery code"), (told.To, told.Subject));
        Assert.Contains("Recovery codes left: 9.", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_uses_of_a_recovery_code_at_once_one_counts()
    {
        var (_, _, recovery) = await _app.WithSecondFactor("ann");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.LogIn("ann", code: recovery[0])));

        Assert.Equal([200, 401, 401, 401], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task Who_guesses_waits_longer_and_longer_from_wherever_and_also_of_many_guesses_at_once()
    {
        var (_, codes, _) = await _app.WithSecondFactor("ann");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _app.LogIn("ann", code: $"00000{i}", address: $"198.51.100.{i}")));

        Assert.True(answers.Count(answer => answer.Status == 401) <= 5);
        Assert.Equal(429, (await _app.LogIn("ann", code: codes.Now())).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await _app.LogIn("ann", code: codes.Now())).Status);
    }

    [Fact]
    public async Task A_recovery_code_need_not_wait_for_who_guesses()
    {
        var (_, _, recovery) = await _app.WithSecondFactor("ann");
        for (var i = 0; i < 10; i++)
            await _app.LogIn("ann", code: "000000");
        Assert.Equal(429, (await _app.LogIn("ann", code: "000000")).Status);

        Assert.Equal(200, (await _app.LogIn("ann", code: recovery[0])).Status);
    }

    [Fact]
    public async Task A_new_address_or_password_needs_a_code()
    {
        var (ann, _, recovery) = await _app.WithSecondFactor("ann");

        Assert.Equal(403, (await ann.Update(new { email = "ann@example.com", currentPassword = UsersApp.Password }, "*")).Status);
        Assert.Equal(403, (await ann.Update(new { password = "battery-staple-anew", currentPassword = UsersApp.Password, code = "000000" }, "*")).Status);
        Assert.Equal(200, (await ann.Update(new { displayName = "Ann" }, "*")).Status);
        var changed = await ann.Update(new { password = "battery-staple-anew", currentPassword = UsersApp.Password, code = recovery[0] }, "*");

        Assert.Equal(200, changed.Status);
        Assert.Equal("ann@example.org", changed.Value<string>("user.email"));
    }

    [Fact]
    public async Task Removing_a_passkey_and_deleting_the_account_need_a_code()
    {
        var (ann, _, recovery) = await _app.WithSecondFactor("ann");
        using var phone = new TestAuthenticator();
        var id = (await ann.AddPasskey(phone, code: recovery[0])).Value<string>("passkey.id");

        foreach (var code in (string?[])[null, "000000", recovery[0]])
            Assert.All([await ann.RemovePasskey(id, code: code), await ann.Delete(code: code)],
                refused => Assert.Equal((403, "urn:problem:auth.second-factor"), (refused.Status, refused.Value<string>("type"))));
        Assert.Equal(200, (await _app.LogInWithPasskey(phone)).Status);

        Assert.Equal((204, 204), ((await ann.RemovePasskey(id, code: recovery[1])).Status, (await ann.Delete(code: recovery[2])).Status));
        Assert.Equal((401, 401), ((await _app.LogInWithPasskey(phone)).Status, (await ann.Profile()).Status));
    }

    [Fact]
    public async Task Turning_it_on_again_tells_the_same_codes_to_who_shows_the_same_code_and_only_while_none_was_used()
    {
        var ann = await _app.SignedIn("ann");
        var asked = await ann.AskForSecondFactor();
        var codes = new Codes(asked.Value<string>("secret"), _app.Clock);
        var first = await ann.TurnOnSecondFactor(asked, codes.Now());

        Assert.Equal(409, (await ann.TurnOnSecondFactor(asked, "000000")).Status);
        var again = await ann.TurnOnSecondFactor(asked, codes.Now());
        Assert.Equal(200, again.Status);
        Assert.Equal($"{first.Json!["codes"]}", $"{again.Json!["codes"]}"); // which may have been written down
        Assert.Equal(10, again.Json!["codes"]!.AsArray().Select(code => (string?)code).Distinct().Count());
        Assert.Equal(200, (await _app.LogIn("ann", code: (string)again.Json!["codes"]![0]!)).Status);
        Assert.Equal(409, (await ann.TurnOnSecondFactor(asked, codes.Now())).Status);
    }

    [Fact]
    public async Task Changes_end_the_other_sessions_and_are_told_by_letter_and_in_the_audit_log()
    {
        var first = await _app.SignedIn("ann");
        var (ann, codes, _) = await _app.WithSecondFactor("ann", first);
        var before = await OtherSession(codes);
        Assert.Equal(200, (await ann.RenewRecoveryCodes(Next(codes))).Status);
        var between = await OtherSession(codes);
        Assert.Equal((401, 200), ((await before.Profile()).Status, (await between.Profile()).Status));

        Assert.Equal(204, (await ann.TurnOffSecondFactor(Next(codes))).Status);

        Assert.Equal((401, 200), ((await between.Profile()).Status, (await ann.Profile()).Status));
        Assert.Equal(200, (await _app.LogIn("ann")).Status);
        await _app.DeliverMail();
        Assert.Equal(
            [
                "The second factor of your account was turned on", "New recovery codes were made for your account",
                "The second factor of your account was turned off",
            ],
            _app.Mail.Sent.Select(mail => mail.Subject));
        foreach (var line in (string[])["turned the second factor on", "made new recovery codes", "turned the second factor off"])
            Assert.Contains(_app.Logs.All, l => l.EndsWith($"User {ann.Id} {line}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turning_it_on_ends_the_other_sessions()
    {
        var first = await _app.SignedIn("ann");
        var other = await _app.Session("ann");

        await _app.WithSecondFactor("ann", first);

        Assert.Equal((401, 200), ((await other.Profile()).Status, (await first.Profile()).Status));
    }

    [Fact]
    public async Task Turning_it_off_and_new_codes_need_the_password_and_a_code()
    {
        var (ann, codes, _) = await _app.WithSecondFactor("ann");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var (password, code) in new[] { ("not her password", codes.Now()), (UsersApp.Password, "000000") })
        {
            Assert.Equal(403, (await ann.TurnOffSecondFactor(code, password)).Status);
            Assert.Equal(403, (await ann.RenewRecoveryCodes(code, password)).Status);
        }

        Assert.True((await ann.SecondFactor()).Value<bool>("on"));
    }

    [Fact]
    public async Task Turning_it_on_needs_the_password_and_a_right_code_and_is_for_ones_own_session_alone()
    {
        var (ann, eve) = (await _app.SignedIn("ann"), await _app.SignedIn("eve"));
        Assert.Equal(403, (await ann.AskForSecondFactor("not her password")).Status);
        var asked = await ann.AskForSecondFactor();
        var codes = new Codes(asked.Value<string>("secret"), _app.Clock);

        Assert.Equal(422, (await ann.TurnOnSecondFactor(asked, "000000")).Status);
        Assert.Equal(422, (await eve.TurnOnSecondFactor(asked, codes.Now())).Status);
        Assert.Equal(422, (await (await _app.Session("ann")).TurnOnSecondFactor(asked, codes.Now())).Status);
        Assert.False((await ann.SecondFactor()).Value<bool>("on"));
        Assert.Equal(200, (await _app.LogIn("ann")).Status);
    }

    [Fact]
    public async Task What_was_begun_is_good_for_five_minutes_and_is_no_challenge_for_a_passkey()
    {
        var ann = await _app.SignedIn("ann");
        var asked = await ann.AskForSecondFactor();
        using var phone = new TestAuthenticator();
        var passkey = await ann.AskForPasskey();
        var codes = new Codes(asked.Value<string>("secret"), _app.Clock);
        Assert.Equal(422, (await ann.AddPasskey(asked, phone.Make(passkey.Json!["options"]!))).Status);
        Assert.Equal(422, (await ann.TurnOnSecondFactor(passkey, codes.Now())).Status);

        _app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(422, (await ann.TurnOnSecondFactor(asked, codes.Now())).Status);
    }

    [Fact]
    public async Task The_address_for_the_app_says_what_the_secret_says()
    {
        var asked = await (await _app.SignedIn("ann")).AskForSecondFactor();

        Assert.StartsWith("otpauth://totp/QuizPlatform:ann?", asked.Value<string>("uri"), StringComparison.Ordinal);
        Assert.Contains($"secret={asked.Value<string>("secret")}", asked.Value<string>("uri"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_on_it_is_not_turned_on_again_and_while_it_is_off_not_turned_off()
    {
        var (ann, _, _) = await _app.WithSecondFactor("ann");
        var eve = await _app.SignedIn("eve");

        Assert.Equal((409, 404), ((await ann.AskForSecondFactor()).Status, (await eve.TurnOffSecondFactor("000000")).Status));
    }

    [Fact]
    public async Task A_guest_has_none()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        Assert.Equal((403, 403), ((await guest.AskForSecondFactor()).Status, (await guest.TurnOffSecondFactor("000000")).Status));
        Assert.False((await guest.SecondFactor()).Value<bool>("on"));
    }

    [Fact]
    public async Task A_forgotten_password_is_set_by_letter_and_code_only()
    {
        var ann = await Confirmed("ann");
        var (_, codes, recovery) = await _app.WithSecondFactor("ann", ann);
        await _app.ForgetPassword("ann@example.org");
        var link = _app.Mail.Token;
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var code in (string?[])[null, "000000"])
        {
            var refused = await _app.Reset(link, "battery-staple-anew", code);
            Assert.Equal((403, "urn:problem:auth.second-factor"), (refused.Status, refused.Value<string>("type")));
        }

        Assert.Equal(200, (await _app.Reset(link, "battery-staple-anew", recovery[0])).Status);
        Assert.Equal(200, (await _app.LogIn("ann", "battery-staple-anew", code: codes.Now())).Status);
        Assert.Equal(401, (await _app.LogIn("ann", "battery-staple-anew", code: recovery[0])).Status);
    }

    [Fact]
    public async Task Where_nobody_has_confirmed_the_address_a_password_by_letter_turns_it_off()
    {
        await _app.WithSecondFactor("ann"); // a stranger, who has given ann's address

        await _app.ForgetPassword("ann@example.org");

        Assert.Equal(200, (await _app.Reset(_app.Mail.Token, "battery-staple-anew")).Status);
        Assert.Equal(200, (await _app.LogIn("ann", "battery-staple-anew")).Status);
    }

    [Fact]
    public async Task A_mistyped_address_gives_nobody_a_way_round_it_while_that_of_before_can_be_taken_back()
    {
        var (ann, _, recovery) = await _app.WithSecondFactor("ann", await Confirmed("ann"));
        Assert.Equal(200, (await ann.Update(new { email = "an@example.org", currentPassword = UsersApp.Password, code = recovery[0] }, "*")).Status);

        await _app.ForgetPassword("an@example.org");
        Assert.Equal(403, (await _app.Reset(_app.Mail.Token, "battery-staple-anew")).Status);
        _app.Clock.Advance(TimeSpan.FromDays(3));
        await _app.ForgetPassword("an@example.org");

        Assert.Equal(200, (await _app.Reset(_app.Mail.Token, "battery-staple-anew")).Status);
        Assert.Equal(200, (await _app.LogIn("ann", "battery-staple-anew")).Status);
    }

    [Fact]
    public async Task A_passkey_needs_no_code_beside_it()
    {
        var (ann, _, recovery) = await _app.WithSecondFactor("ann");
        using var phone = new TestAuthenticator();
        await ann.AddPasskey(phone, code: recovery[0]);

        Assert.Equal(200, (await _app.LogInWithPasskey(phone)).Status);
    }

    [Fact]
    public async Task Nobody_goes_round_it_by_adding_a_passkey()
    {
        var (ann, _, _) = await _app.WithSecondFactor("ann");

        foreach (var code in (string?[])[null, "000000"])
        {
            var refused = await ann.AskForPasskey(code: code);
            Assert.Equal((403, "urn:problem:auth.second-factor"), (refused.Status, refused.Value<string>("type")));
        }
    }

    [Fact]
    public async Task Recovery_codes_are_kept_as_hashes_and_neither_they_nor_the_secret_are_told_or_logged()
    {
        var (ann, codes, recovery) = await _app.WithSecondFactor("ann");

        var kept = await _app.Store.With(db => Task.FromResult(db.Users.Single().Authenticators.Single()));
        var told = (await ann.Export()).Json!.ToJsonString() + (await ann.Profile()).Json!.ToJsonString() + string.Join('\n', _app.Logs.All)
            + string.Concat(_app.Sent.All.Select(e => e.Body));

        Assert.DoesNotContain(kept.RecoveryHashes, recovery.Contains);
        Assert.DoesNotContain(codes.Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(recovery, code => told.Contains(code, StringComparison.Ordinal));
        Assert.True((await ann.Export()).Value<bool>("secondFactor.on"));
    }

    [Fact]
    public async Task With_the_account_it_is_gone()
    {
        var (ann, _, recovery) = await _app.WithSecondFactor("ann");

        await ann.Delete(code: recovery[0]);

        Assert.Empty(await _app.Store.With(db => Task.FromResult(db.Users.Single().Authenticators)));
    }

    private string Next(Codes codes)
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        return codes.Now();
    }

    [Fact]
    public async Task An_admin_turns_off_that_of_somebody_who_has_lost_it_or_was_locked_out_by_a_thiefs()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"));
        var boss = await app.SignedIn("boss");
        await app.Register("ann");
        await app.DeliverMail();
        await app.Confirm(app.Mail.Token);
        var (thief, _, _) = await app.WithSecondFactor("ann", await app.Session("ann"));

        Assert.Equal(204, (await boss.TurnOffSecondFactorOf(thief.Id)).Status);

        Assert.Equal(401, (await thief.Profile()).Status);
        await app.DeliverMail();
        Assert.Equal("The second factor of your account was turned off", app.Mail.Sent[^1].Subject);
        Assert.Contains(app.Logs.All, line => line.Contains($"The second factor of user {thief.Id} was turned off by {boss.Id}", StringComparison.Ordinal));
        await app.ForgetPassword("ann@example.org");
        Assert.Equal(200, (await app.Reset(app.Mail.Token, "battery-staple-anew")).Status);
        Assert.Equal(200, (await app.LogIn("ann", "battery-staple-anew")).Status);
        Assert.Equal(404, (await boss.TurnOffSecondFactorOf(thief.Id)).Status);
    }

    [Fact]
    public async Task Only_an_admin_turns_off_anothers_and_not_their_own()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"));
        var (boss, _, _) = await app.WithSecondFactor("boss");
        var (ann, codes, _) = await app.WithSecondFactor("ann");

        var own = await boss.TurnOffSecondFactorOf(boss.Id);
        Assert.Equal((403, "urn:problem:second-factor.own"), (own.Status, own.Value<string>("type")));
        Assert.Equal(403, (await ann.TurnOffSecondFactorOf(boss.Id)).Status);
        Assert.Equal(404, (await boss.TurnOffSecondFactorOf("00000000000000000000000000000001")).Status);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await app.LogIn("ann", code: codes.Now())).Status);
    }

    private async Task<Person> Confirmed(string name)
    {
        await _app.Register(name);
        await _app.DeliverMail();
        await _app.Confirm(_app.Mail.Token);
        return await _app.Session(name);
    }

    private async Task<Person> OtherSession(Codes codes) => _app.PersonOf(await _app.LogIn("ann", code: Next(codes)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
