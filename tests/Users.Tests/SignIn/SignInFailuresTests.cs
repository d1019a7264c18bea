namespace QuizPlatform.Users.Tests;

public sealed class SignInFailuresTests : IAsyncDisposable
{
    private readonly Observed _observed = new();
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Each_sign_in_that_fails_is_counted_by_its_reason_and_by_nothing_that_tells_of_the_person()
    {
        var ada = await _app.SignedIn("ada");
        Assert.Empty(_observed.Of("quiz.sign_in.failures"));

        await _app.LogIn("nobody", "not-her-password");
        await _app.LogIn("ada", "not-her-password");
        await ada.Delete("not-her-password");
        for (var i = 0; i < 20; i++)
            await _app.LogIn("ada", "not-her-password");

        var reasons = _observed.Of("quiz.sign_in.failures").ToLookup(failure => failure.Tags["error.type"]);
        Assert.Equal(["not_confirmed", "slowed_down", "wrong_password"], reasons.Select(reason => reason.Key).Order());
        Assert.Equal((1, 22), (reasons["not_confirmed"].Count(), reasons["slowed_down"].Count() + reasons["wrong_password"].Count()));
        Assert.All(_observed.Of("quiz.sign_in.failures"), failure => Assert.Equal(["error.type"], failure.Tags.Keys));
    }

    [Fact]
    public async Task So_is_a_refresh_token_that_comes_again_long_after_it_was_spent()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Refresh(ada.RefreshToken);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Refresh(ada.RefreshToken);

        Assert.Equal("spent_token", Assert.Single(_observed.Of("quiz.sign_in.failures")).Tags["error.type"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _observed.Dispose();
    }
}
