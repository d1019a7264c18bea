using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class AdminTests : IAsyncDisposable
{
    private readonly UsersApp _app = new(null, ("Users:AdminEmail", "boss@example.org"));

    [Fact]
    public async Task An_admin_closes_an_account_as_its_owner_would()
    {
        var (boss, eve) = (await _app.SignedIn("boss"), await _app.SignedIn("eve"));

        Assert.Equal(204, (await boss.Close(eve.Id)).Status);

        Assert.Equal(401, (await eve.Profile()).Status);
        Assert.Equal(eve.Id, Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type)).UserId);
        Assert.Equal((404, 404), ((await boss.Close(eve.Id)).Status, (await boss.Close(new string('0', 32))).Status));
    }

    [Fact]
    public async Task An_admin_does_not_close_the_own_account_without_its_password()
    {
        var boss = await _app.SignedIn("boss");

        var answer = await boss.Close(boss.Id);

        Assert.Equal((409, "urn:problem:user.own-account"), (answer.Status, answer.Value<string>("type")));
        Assert.Equal(200, (await boss.Profile()).Status);
        Assert.Equal(204, (await boss.Delete()).Status);
    }

    [Fact]
    public async Task An_admin_ends_somebodys_sessions()
    {
        var (boss, ada) = (await _app.SignedIn("boss"), await _app.SignedIn("ada"));

        Assert.Equal(204, (await boss.EndSessionsOf(ada.Id)).Status);

        Assert.Equal((401, 200), ((await ada.Profile()).Status, (await boss.Profile()).Status));
        Assert.Equal(ada.SessionId, Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type)).SessionId);
        Assert.Equal(404, (await boss.EndSessionsOf(new string('0', 32))).Status);
    }

    [Fact]
    public async Task An_admin_finds_somebody_by_all_that_is_known_of_them()
    {
        var boss = await _app.SignedIn("boss");
        var ada = await _app.SignedIn("ada.lovelace");
        await _app.Register("grace", displayName: "Ädmiral Hopper");
        await _app.Register("adam");

        foreach (var exact in (string[])[ada.Id, "Ada.Lovelace", "ADA.LOVELACE@example.org"])
            Assert.Equal("ada.lovelace", await Found(exact));
        Assert.Equal("ada.lovelace", await Found("LOVE"));
        Assert.Equal("ada.lovelace adam", await Found("ad"));
        Assert.Equal("grace", await Found("Ädmiral"));
        Assert.Equal("grace", await Found("hopper"));
        foreach (var nobody in (string[])["%", "_", "'", new string('0', 32), "nobody@example.org"])
            Assert.Equal("", await Found(nobody));

        var one = await boss.Find("ad", "&limit=1");
        Assert.Equal((1, true), (one.Json!["users"]!.AsArray().Count, one.Value<bool>("more")));
        Assert.Equal((400, 400), ((await boss.Find(" ")).Status, (await boss.Find("ad", "&limit=0")).Status));

        async Task<string> Found(string text) =>
            string.Join(' ', (await boss.Find(text)).Json!["users"]!.AsArray().Select(user => (string?)user!["username"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_found_by_what_was_theirs_before()
    {
        var boss = await _app.SignedIn("boss");
        var ada = await _app.SignedIn("ada");
        await ada.Delete();

        foreach (var before in (string[])[ada.Id, "ada", "ada@example.org"])
            Assert.Empty((await boss.Find(before)).Json!["users"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_else_may_do_what_admins_do()
    {
        var (ada, eve) = (await _app.SignedIn("ada"), await _app.SignedIn("eve"));

        Assert.Equal((403, 403), ((await eve.Close(ada.Id)).Status, (await eve.EndSessionsOf(ada.Id)).Status));
        Assert.Equal((403, 403), ((await eve.SetRoles(eve.Id, "admin")).Status, (await eve.RotateKeys()).Status));
        Assert.Equal(403, (await eve.Find("ada")).Status);

        Assert.Equal(200, (await ada.Profile()).Status);
    }

    [Fact]
    public async Task New_roles_hold_from_the_next_sign_in_and_old_tokens_do_not_carry_lost_ones_on()
    {
        var (boss, ada) = (await _app.SignedIn("boss"), await _app.SignedIn("ada"));

        Assert.Equal(200, (await boss.SetRoles(ada.Id, "author")).Status);

        Assert.Equal(401, (await ada.Profile()).Status);
        ada = await _app.Session("ada");
        Assert.Equal(["player", "author"], (await _app.Verify(ada.Token)).Roles);
        Assert.Equal(2, (await boss.SetRoles(ada.Id)).Status / 100);
        Assert.Equal(401, (await ada.Profile()).Status);
        Assert.Equal(["player"], (await _app.Verify((await _app.Session("ada")).Token)).Roles);
    }

    [Fact]
    public async Task The_same_roles_again_sign_nobody_out()
    {
        var (boss, ada) = (await _app.SignedIn("boss"), await _app.SignedIn("ada"));

        Assert.Equal(200, (await boss.SetRoles(ada.Id, "player")).Status);

        Assert.Equal(200, (await ada.Profile()).Status);
    }

    [Fact]
    public async Task There_is_always_an_admin_and_no_made_up_role()
    {
        var (boss, ada) = (await _app.SignedIn("boss"), await _app.SignedIn("ada"));

        Assert.Equal(409, (await boss.SetRoles(boss.Id, "player")).Status);
        Assert.Equal(400, (await boss.SetRoles(ada.Id, "emperor")).Status);
        Assert.Equal(404, (await boss.SetRoles(new string('0', 32), "player")).Status);
    }

    [Fact]
    public async Task Changing_to_the_admins_address_makes_no_admin()
    {
        var ada = await _app.SignedIn("ada");

        await ada.Update(new { email = "boss@example.org", currentPassword = UsersApp.Password }, "\"1\"");

        Assert.Equal(["player"], (await _app.Verify((await _app.Session("ada")).Token)).Roles);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
