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
        await _app.Refresh(ada.RefreshToken);
        var again = await _app.Session("ada");
        await again.Update(new { email = "new@example.org", password = "unrelated words here", currentPassword = UsersApp.Password }, "\"1\"");
        await again.Delete("unrelated words here");

        var audit = _app.Logs.Lines.Where(l => l.StartsWith("QuizPlatform.Users.Audit: ", StringComparison.Ordinal)).Select(l => l["QuizPlatform.Users.Audit: ".Length..].Trim()).ToList();
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
            audit);

        var everything = string.Join('\n', _app.Logs.Lines);
        foreach (var secret in new[] { "example.org", UsersApp.Password, "not-her-password", "unrelated words", "forged", ada.Token, ada.RefreshToken.Split('.')[2], refreshed.Value<string>("refreshToken").Split('.')[2] })
            Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_refused_is_logged_with_the_reason()
    {
        var eve = await _app.SignedIn("eve");
        await eve.Close(new string('0', 32));
        await new Person(_app, eve.Id, "forged.access.token", eve.RefreshToken).Profile();

        Assert.Contains(_app.Logs.Lines, line => line.Contains("refused: auth.forbidden", StringComparison.Ordinal));
        Assert.Contains(_app.Logs.Lines, line => line.Contains("refused: auth.required", StringComparison.Ordinal));
        Assert.DoesNotContain(_app.Logs.Lines, line => line.Contains("forged", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
