namespace QuizPlatform.Users.Tests;

public sealed class SignInThrottleTests : IAsyncDisposable
{
    private const string Elsewhere = "198.51.100.7";
    private readonly UsersApp _app = new();

    [Theory]
    [InlineData("ada")]
    [InlineData("nobody")]
    public async Task Waiting_times_double_and_end_at_a_quarter_of_an_hour_whether_the_account_exists(string name)
    {
        await _app.Register("ada");
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            Assert.Equal(401, (await Fail(name)).Status);

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
        {
            var refused = await Fail(name);
            Assert.Equal((429, $"{seconds}"), (refused.Status, refused.Headers.RetryAfter.ToString()));
            _app.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(401, (await Fail(name)).Status);
        }
    }

    [Fact]
    public async Task While_one_has_to_wait_the_right_password_is_no_better_than_a_wrong_one()
    {
        await _app.Register("ada");
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            await Fail("ada");
        _app.Hasher.Work.Clear();

        Assert.Equal(429, (await _app.LogIn("ada")).Status);
        Assert.Empty(_app.Hasher.Work);

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await _app.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Of_many_guesses_made_at_once_the_right_one_is_not_told()
    {
        await _app.Register("ada");

        var wrong = Enumerable.Range(0, 60).Select(_ => Fail("ada")).ToList();
        var right = _app.LogIn("ada");
        await Task.WhenAll(wrong);

        Assert.Equal(429, (await right).Status);
    }

    [Fact]
    public async Task Of_wrong_guesses_made_at_once_no_more_are_told_than_are_free()
    {
        await _app.Register("ada");

        var guesses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Fail("ada")));

        Assert.Equal(SignInAttempts.FreePerAddress, guesses.Count(guess => guess.Status == 401));
        Assert.All(guesses, guess => Assert.True(guess.Status is 401 or 429));
    }

    [Theory]
    [InlineData(UsersApp.Password)]
    [InlineData("not-her-password")]
    public async Task A_guess_that_was_being_hashed_while_others_failed_is_not_told(string guess)
    {
        await _app.Register("ada");
        await using var another = new UsersApp(_app.Store);
        _app.Hasher.Work.Clear();
        _app.Hasher.Open.Reset();

        var guessed = _app.LogIn("ada", guess);
        while (_app.Hasher.Work.IsEmpty)
            await Task.Delay(1);
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            Assert.Equal(401, (await another.LogIn("ada", "not-her-password")).Status);
        _app.Hasher.Open.Set();

        Assert.Equal(429, (await guessed).Status);
    }

    [Fact]
    public async Task Waiting_outlives_a_restart()
    {
        await _app.Register("ada");
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            await Fail("ada");

        await using var restarted = new UsersApp(_app.Store);

        Assert.Equal(429, (await restarted.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Strangers_cannot_keep_the_owner_out_of_where_she_signed_in_before()
    {
        await _app.Register("ada");
        await _app.LogIn("ada");

        for (var i = 0; i < 200; i++)
        {
            await Fail("ada", $"198.51.100.{i % 250}");
            _app.Clock.Advance(TimeSpan.FromSeconds(i % 3));
        }

        Assert.Equal(200, (await _app.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Strangers_cannot_keep_the_owner_out_of_anywhere_for_longer_than_a_minute()
    {
        await _app.Register("ada");
        for (var i = 0; i < 100; i++)
            await Fail("ada", $"198.51.100.{i}");
        Assert.Equal(429, (await _app.LogIn("ada", address: "203.0.113.9")).Status);

        _app.Clock.Advance(SignInAttempts.MaxWaitPerName);

        Assert.Equal(200, (await _app.LogIn("ada", address: "203.0.113.9")).Status);
    }

    [Fact]
    public async Task One_password_tried_on_many_accounts_slows_its_address_down_and_no_other()
    {
        for (var i = 0; i < 100; i++)
            Assert.Equal(401, (await Fail($"user{i}", Elsewhere)).Status);

        Assert.Equal(429, (await Fail("another", Elsewhere)).Status);
        Assert.Equal(401, (await Fail("another", "203.0.113.9")).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await Fail("another", Elsewhere)).Status);
    }

    [Fact]
    public async Task A_stolen_token_cannot_try_passwords_any_faster()
    {
        var ada = await _app.SignedIn("ada");
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            Assert.Equal(403, (await ada.Delete("a guess")).Status);

        Assert.Equal(429, (await ada.Delete("a guess")).Status);
        Assert.Equal(429, (await ada.Update(new { password = "unrelated words here", currentPassword = "a guess" }, "\"1\"")).Status);
    }

    [Fact]
    public async Task A_success_forgives_the_failures_of_its_address()
    {
        await _app.Register("ada");
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < SignInAttempts.FreePerAddress - 1; i++)
                Assert.Equal(401, (await Fail("ada")).Status);
            Assert.Equal(200, (await _app.LogIn("ada")).Status);
        }
    }

    [Fact]
    public void Only_the_latest_addresses_are_remembered_and_strangers_are_forgotten_first()
    {
        var attempts = new SignInAttempts("attempts-x");
        var now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        attempts.Succeeded("home", now);
        for (var i = 0; i < 500; i++)
            attempts.Failed($"stranger {i}", now += TimeSpan.FromSeconds(1));

        Assert.Equal(20, attempts.Sources.Count);
        Assert.Equal(TimeSpan.Zero, attempts.WaitFor("home", now));
        Assert.Equal(SignInAttempts.MaxWaitPerName, attempts.WaitFor("somewhere new", now));
        Assert.Equal(TimeSpan.Zero, attempts.WaitFor("somewhere new", now + TimeSpan.FromDays(2)));
    }

    [Fact]
    public async Task Whoever_guesses_where_no_address_can_be_told_keeps_nobody_else_out()
    {
        await using var app = new UsersApp(null, ("RateLimits:AddressHeader", "Client-IP"));
        await app.Register("ada");
        for (var i = 0; i < 140; i++)
            Assert.Equal(401, (await app.LogIn($"user{i}", "not-her-password")).Status);

        Assert.Equal(200, (await app.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Where_no_address_can_be_told_a_name_is_slowed_down_by_a_minute_at_most_and_no_success_forgives_it()
    {
        await using var app = new UsersApp(null, ("RateLimits:AddressHeader", "Client-IP"));
        await app.Register("ada");
        await app.LogIn("ada");
        for (var i = 0; i < 100; i++)
            await app.LogIn("ada", "not-her-password");
        Assert.Equal(429, (await app.LogIn("ada")).Status);

        app.Clock.Advance(SignInAttempts.MaxWaitPerName);

        Assert.Equal(200, (await app.LogIn("ada")).Status);
        Assert.Equal(401, (await app.LogIn("ada", "not-her-password")).Status);
        Assert.Equal(429, (await app.LogIn("ada")).Status);
    }

    private Task<Answer> Fail(string name, string address = UsersApp.Home) => _app.LogIn(name, "not-her-password", address);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
