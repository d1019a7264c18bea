using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class ProfileTests : IAsyncDisposable
{
    private const string NewPassword = "unrelated words here";
    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_new_display_name_is_told_to_others_with_its_revision()
    {
        var ada = await _app.SignedIn("ada");
        var etag = (await ada.Profile()).Headers.ETag.ToString();

        var answer = await ada.Update(new { displayName = "Ada Lovelace" }, etag);

        Assert.Equal(200, answer.Status);
        Assert.Equal("Ada Lovelace", (await ada.Profile()).Value<string>("user.displayName"));
        Assert.Equal((await ada.Profile()).Headers.ETag, answer.Headers.ETag);
        Assert.Equal([new UserRenamed(ada.Id, "Ada Lovelace", 2, NameHidden: false)], _app.Sent.Of<UserRenamed>(UserRenamed.Type));
    }

    [Fact]
    public async Task Who_hides_the_name_keeps_it_and_the_others_are_told_until_it_is_shown_again()
    {
        var ada = await _app.SignedIn("ada");
        Assert.False((await ada.Profile()).Value<bool>("user.hideName"));

        Assert.True((await ada.Update(new { hideName = true }, "*")).Value<bool>("user.hideName"));
        Assert.Equal(200, (await ada.Update(new { hideName = true }, "*")).Status); // says nothing new
        Assert.True((await ada.Update(new { displayName = "Ada Lovelace" }, "*")).Value<bool>("user.hideName"));
        await ada.Update(new { hideName = false }, "*");

        Assert.False((await ada.Profile()).Value<bool>("user.hideName"));
        Assert.Equal("Ada Lovelace", (await ada.Profile()).Value<string>("user.displayName"));
        Assert.Equal(
            [new UserRenamed(ada.Id, "ada", 2, true), new UserRenamed(ada.Id, "Ada Lovelace", 3, true), new UserRenamed(ada.Id, "Ada Lovelace", 4, false)],
            _app.Sent.Of<UserRenamed>(UserRenamed.Type));
    }

    [Fact]
    public async Task A_guest_may_hide_the_name_too()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest(new { displayName = "Ann" }));

        Assert.True((await guest.Update(new { hideName = true }, "*")).Value<bool>("user.hideName"));

        Assert.True(Assert.Single(_app.Sent.Of<UserRenamed>(UserRenamed.Type)).NameHidden);
    }

    [Fact]
    public async Task A_change_needs_the_revision_it_is_based_on()
    {
        var ada = await _app.SignedIn("ada");
        Assert.Equal(428, (await ada.Update(new { displayName = "A" }, null)).Status);
        Assert.Equal(200, (await ada.Update(new { displayName = "B" }, "\"1\"")).Status);

        Assert.Equal(412, (await ada.Update(new { displayName = "C" }, "\"1\"")).Status);

        Assert.Equal("B", (await ada.Profile()).Value<string>("user.displayName"));
    }

    [Fact]
    public async Task Of_many_changes_at_once_based_on_one_revision_one_is_made()
    {
        var ada = await _app.SignedIn("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => ada.Update(new { displayName = $"Name {i}" }, "\"1\""))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(29, answers.Count(a => a.Status == 412));
    }

    [Fact]
    public async Task A_new_address_needs_the_password_and_frees_the_old_one()
    {
        var ada = await _app.SignedIn("ada");
        Assert.Equal(400, (await ada.Update(new { email = "new@example.org" }, "\"1\"")).Status);
        Assert.Equal(403, (await ada.Update(new { email = "new@example.org", currentPassword = "not-her-password" }, "\"1\"")).Status);

        Assert.Equal(200, (await ada.Update(new { email = "new@example.org", currentPassword = UsersApp.Password }, "\"1\"")).Status);

        Assert.Equal(200, (await _app.LogIn(new { email = "NEW@example.org", password = UsersApp.Password })).Status);
        Assert.Equal(401, (await _app.LogIn(new { email = "ada@example.org", password = UsersApp.Password })).Status);
        Assert.Equal(200, (await ada.Profile()).Status);
        Assert.Equal(201, (await _app.Register("other", "ada@example.org")).Status);
    }

    [Fact]
    public async Task A_taken_address_cannot_be_taken_by_a_change()
    {
        var (ada, _) = (await _app.SignedIn("ada"), await _app.SignedIn("bob"));

        Assert.Equal(409, (await ada.Update(new { email = "BOB@example.org", currentPassword = UsersApp.Password }, "\"1\"")).Status);

        Assert.Equal("ada@example.org", (await ada.Profile()).Value<string>("user.email"));
    }

    [Fact]
    public async Task Of_many_who_want_one_address_at_once_one_gets_it()
    {
        var people = new List<Person>();
        for (var i = 0; i < 10; i++)
            people.Add(await _app.SignedIn($"user{i}"));

        var wanted = new { email = "wanted@example.org", currentPassword = UsersApp.Password };
        var answers = await Task.WhenAll(people.Select(p => Task.Run(() => p.Update(wanted, "\"1\""))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(9, answers.Count(a => a.Status == 409));
    }

    [Fact]
    public async Task A_change_of_address_that_comes_back_after_the_address_passed_on_fails()
    {
        var ada = await _app.SignedIn("ada");
        await using var slow = _app.Store.CreateDbContext();
        var sleeping = (await slow.FindUser(ada.Id, default))!;
        await _app.Get<Names>().Reserve(Reservation.IdOf(EmailAddress.Parse("new@example.org")!), ada.Id, default);
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(201, (await _app.Register("quick", "new@example.org")).Status);

        sleeping.ChangeEmail(EmailAddress.Parse("new@example.org")!, null, "en", _app.Clock.GetUtcNow());

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));
        Assert.Equal(400, (await here.Update(new { password = NewPassword }, "\"1\"")).Status);
        Assert.Equal(403, (await here.Update(new { password = NewPassword, currentPassword = "not-her-password" }, "\"1\"")).Status);

        Assert.Equal(200, (await here.Update(new { password = NewPassword, currentPassword = UsersApp.Password }, "\"1\"")).Status);

        Assert.Equal((200, 401), ((await here.Profile()).Status, (await there.Profile()).Status));
        Assert.Equal((200, 401), ((await _app.Refresh(here.RefreshToken)).Status, (await _app.Refresh(there.RefreshToken)).Status));
        Assert.Equal((200, 401), ((await _app.LogIn("ada", NewPassword)).Status, (await _app.LogIn("ada")).Status));
        Assert.Equal(there.SessionId, Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type)).SessionId);
    }

    [Theory]
    [InlineData("""{}""", "displayName")]
    [InlineData("""{"displayName":"  "}""", "displayName")]
    [InlineData("""{"displayName":"012345678901234567890123456789012345678901234567890"}""", "displayName")]
    [InlineData("""{"email":"nonsense","currentPassword":"correct-horse-battery"}""", "email")]
    [InlineData("""{"password":"short","currentPassword":"correct-horse-battery"}""", "password")]
    [InlineData("""{"password":"ada@example.org","currentPassword":"correct-horse-battery"}""", "password")]
    [InlineData("""{"displayName":7}""", "displayName")]
    public async Task Bad_input_names_the_field_and_changes_nothing(string body, string field)
    {
        var ada = await _app.SignedIn("ada");

        var answer = await ada.Update(body, "\"1\"");

        Assert.Equal(400, answer.Status);
        Assert.Equal([field], answer.Json!["errors"]!.AsObject().Select(p => p.Key));
        Assert.Equal("\"1\"", (await ada.Profile()).Headers.ETag);
    }

    [Fact]
    public async Task Nobody_can_change_roles_or_id_through_the_profile()
    {
        var ada = await _app.SignedIn("ada");

        await ada.Update("""{"displayName":"A","roles":["admin"],"id":"x","username":"root","revision":9,"passwordHash":"x"}""", "\"1\"");

        var user = (await ada.Profile()).Json!["user"]!;
        Assert.Equal(("""["player"]""", ada.Id, "ada"), (user["roles"]!.ToJsonString(), user["id"]!.GetValue<string>(), user["username"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_export_holds_what_is_kept_and_no_secret()
    {
        var ada = await _app.SignedIn("ada");
        await _app.LogIn("ada", "not-her-password");
        await _app.Register("bob");

        var export = await ada.Export();

        Assert.Equal(200, export.Status);
        Assert.Equal("ada@example.org", export.Value<string>("user.email"));
        Assert.Single(export.Json!["sessions"]!.AsArray());
        Assert.Equal(2, export.Json["reservations"]!.AsArray().Count);
        Assert.Equal(1, export.Value<int>("signInAttempts.0.failures"));
        var text = export.Json.ToJsonString();
        Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
        Assert.DoesNotContain(await _app.Store.With(db => db.Users.Where(u => u.Id == User.IdOf(ada.Id)).Select(u => u.PasswordHash).SingleAsync()), text);
        Assert.DoesNotContain(await _app.Store.With(db => db.Sessions.Select(s => s.RefreshHash).SingleAsync()), text);
    }

    [Fact]
    public async Task The_export_tells_of_letters_and_of_what_was_said_of_the_name()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Report(ada.Id, new { reason = "pretends", text = "I know her." });

        var export = await ada.Export();

        Assert.Equal("ConfirmAddress", export.Value<string>("letters.0.kind"));
        Assert.Equal(("ada", "pretends"), (export.Value<string>("nameReports.0.name"), export.Value<string>("nameReports.0.reason")));
        Assert.DoesNotContain("I know her", export.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
