namespace QuizPlatform.Users.Tests;

public sealed class AuditTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Signing_in_failing_revoking_and_deleting_each_leave_a_line_with_ids_only()
    {
        var ada = await _app.SignedIn("ada");
        await _app.LogIn("ada", "not-her-password");
        await _app.LogIn("nobody\r\nforged line", "not-her-password");
        var refreshed = await _app.Refresh(ada.RefreshToken);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Refresh(ada.RefreshToken);
        var again = await _app.Session("ada");
        await again.Update(new { email = "new@example.org", password = "unrelated words here", currentPassword = UsersApp.Password }, "\"1\"");
        await again.Delete("unrelated words here");

        Assert.Equal(
            [
                $"User {ada.Id} registered",
                $"User {ada.Id} signed in, session {ada.SessionId}",
                $"Sign-in failed for user {ada.Id}",
                "Sign-in failed for user -",
                $"A spent refresh token of user {ada.Id} was used again; session {ada.SessionId} revoked",
                $"User {ada.Id} signed in, session {again.SessionId}",
                $"User {ada.Id} changed the password",
                $"User {ada.Id} changed the e-mail address",
                $"Session {again.SessionId} of user {ada.Id} revoked: account deleted",
                $"User {ada.Id} deleted by {ada.Id}",
            ],
            Lines(_app));

        var everything = string.Join('\n', _app.Logs.All);
        string[] secrets =
        [
            "example.org", UsersApp.Password, "not-her-password", "unrelated words", "forged",
            ada.Token, ada.RefreshToken.Split('.')[2], refreshed.Value<string>("refreshToken").Split('.')[2],
        ];
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_an_admin_does_to_somebody_leaves_a_line_with_both_ids()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"));
        var (boss, eve) = (await app.SignedIn("boss"), await app.SignedIn("eve"));
        await boss.EndSessionsOf(eve.Id);
        await boss.SetRoles(eve.Id, "author");
        await boss.Close(eve.Id);

        Assert.Equal(
            [
                $"Sessions of user {eve.Id} ended by {boss.Id}",
                $"Roles of user {eve.Id} set to player author by {boss.Id}",
                $"User {eve.Id} deleted by {boss.Id}",
            ],
            Lines(app).Where(line => line.EndsWith($" by {boss.Id}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_refused_is_logged_with_the_reason()
    {
        var eve = await _app.SignedIn("eve");
        await eve.Close(new string('0', 32));
        await new Person(_app, eve.Id, "forged.access.token", eve.RefreshToken).Profile();

        Assert.Contains(_app.Logs.All, line => line.Contains("refused: auth.forbidden", StringComparison.Ordinal));
        Assert.Contains(_app.Logs.All, line => line.Contains("refused: auth.required", StringComparison.Ordinal));
        Assert.DoesNotContain(_app.Logs.All, line => line.Contains("forged", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(UsersApp app) =>
        app.Logs.All.Where(l => l.StartsWith("QuizPlatform.Users.Audit: ", StringComparison.Ordinal)).Select(l => l["QuizPlatform.Users.Audit: ".Length..]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
