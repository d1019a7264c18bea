using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class RegisterUserTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Registering_answers_with_the_profile_and_no_secret()
    {
        var answer = await _app.Register(new { username = " Ada ", email = " Ada@Example.org ", password = UsersApp.Password, displayName = "Ada L." });

        Assert.Equal(201, answer.Status);
        Assert.Equal("/api/users/profile", answer.Headers.Location);
        Assert.Equal(
            ["id", "username", "email", "displayName", "roles", "createdAt", "guestUntil", "hideName", "emailConfirmed"],
            answer.Json!["user"]!.AsObject().Select(p => p.Key));
        Assert.Equal("Ada", answer.Value<string>("user.username"));
        Assert.Equal("Ada@Example.org", answer.Value<string>("user.email"));
        Assert.Equal("""["player"]""", answer.Json["user"]!["roles"]!.ToJsonString());
    }

    [Fact]
    public async Task The_event_tells_the_display_name_but_not_the_address()
    {
        await _app.Register("ada", displayName: "Ada L.");

        Assert.Equal("Ada L.", Assert.Single(_app.Sent.Of<UserRegistered>(UserRegistered.Type)).DisplayName);
        Assert.DoesNotContain(_app.Sent.All, sent => sent.Body.Contains("example.org", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(0)] // the e-mail address
    [InlineData(1)] // the username
    [InlineData(2)] // the account
    [InlineData(4)] // the session
    public async Task A_registration_stands_where_a_save_is_done_but_not_told(int save)
    {
        _app.Store.Steps.LoseAnswer(save);

        Assert.Equal(201, (await _app.Register("ada")).Status);
        Assert.Equal(200, (await _app.LogIn("ada")).Status);
        Assert.Equal(409, (await _app.Register("ada", email: "other@example.org")).Status);
        Assert.Equal(409, (await _app.Register("other", email: "ada@example.org")).Status);
    }

    [Fact]
    public async Task A_registration_stands_while_the_bus_is_down_and_its_event_goes_out_later()
    {
        _app.Sent.Unreachable = true;
        Assert.Equal(201, (await _app.Register("ada")).Status);
        Assert.Empty(_app.Sent.All);

        _app.Sent.Unreachable = false;
        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.Run<SendPendingEvents>(f => f.Run(new(), default));

        Assert.Single(_app.Sent.Of<UserRegistered>(UserRegistered.Type));
    }

    [Theory]
    [InlineData("ADA", "other@example.org", "username")]
    [InlineData("other", "ADA@EXAMPLE.ORG", "email")]
    [InlineData("other", "ada@ExAmPlE.org ", "email")]
    [InlineData("other", "ada@ｅｘａｍｐｌｅ．ｏｒｇ", "email")]
    public async Task A_name_that_differs_in_case_or_spelling_only_is_taken(string username, string email, string field)
    {
        await _app.Register("ada");

        var answer = await _app.Register(username, email);

        Assert.Equal(409, answer.Status);
        Assert.Equal([field], answer.Json!["errors"]!.AsObject().Select(p => p.Key));
    }

    [Theory]
    [InlineData("""{}""", "username", "email", "password")]
    [InlineData("""{"username":"ab","email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"a b c","email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"../../etc","email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"аdа","email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"0123456789012345678901234567890","email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"ada","email":"ada","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"ada@","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"@b.cd","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a@b","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a b@c.de","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a..b@c.de","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a@b.cd\r\nBcc: x@y.z","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a@1.2.3.4","password":"correct-horse-battery"}""", "email")]
    [InlineData("""{"username":"ada","email":"a@b.cd","password":"short-7"}""", "password")]
    [InlineData("""{"username":"ada","email":"a@b.cd","password":12345678}""", "password")]
    [InlineData("""{"username":"a b","email":"ada","password":"password1"}""", "username", "email", "password")]
    [InlineData("""{"username":"marguerite","email":"ada","password":"marguerite1"}""", "email", "password")]
    [InlineData("""{"username":"marguerite","email":"a@b.cd","password":"marguerite1"}""", "password")]
    [InlineData("""{"username":{"x":1},"email":"a@b.cd","password":"correct-horse-battery"}""", "username")]
    [InlineData("""{"username":"ada","email":"a@b.cd","password":"correct-horse-battery","displayName":"turn\u202Eme"}""", "displayName")]
    [InlineData("""{"username":"ada","email":"a@b.cd","password":"correct-horse-battery","displayName":"\u200D\u200D"}""", "displayName")]
    public async Task Bad_input_names_the_field_and_keeps_nothing(string body, params string[] fields)
    {
        var answer = await _app.Register((object)body);

        Assert.Equal(400, answer.Status);
        Assert.Equal(fields, answer.Json!["errors"]!.AsObject().Select(p => p.Key));
        Assert.Equal(0, await _app.Store.With(db => db.Reservations.CountAsync()) + await _app.Store.With(db => db.Users.CountAsync()));
        Assert.Empty(_app.Sent.All);
    }

    [Theory]
    [InlineData("""{"username":"ada","username":"eve"}""", "'username', or a field in it, is given more than once")]
    [InlineData("""{"username":["ada"],"email":"a@b.cd"}""", "'username' cannot be read: it has the wrong type")]
    [InlineData("""{"username":["ada"],"email":"a@b.cd","email":"a@b.cd"}""", "'username' cannot be read: it has the wrong type")]
    [InlineData("""{"username":"ada","username":["eve"]}""", "'username'")]
    public async Task A_field_that_cannot_be_read_is_named_with_the_reason(string body, string reason)
    {
        var answer = await _app.Register((object)body);

        Assert.StartsWith(reason, answer.Value<string>("errors.username.0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"username":"emil","email":"emil@example.com","password":"password"}""", "most-used")]
    [InlineData("""{"username":"e","email":"emil@example.com","password":"password1"}""", "most-used")]
    [InlineData("""{"username":"emil","email":"emil@example.com","password":"2026-11-26"}""", "date")]
    public async Task A_password_that_is_easily_guessed_tells_why_also_to_programs(string body, string reason)
    {
        var answer = await _app.Register((object)body);

        Assert.Equal((400, reason), (answer.Status, answer.Value<string>("reasons.password")));
    }

    [Fact]
    public async Task Nobody_becomes_admin_by_asking_for_it()
    {
        var wish = new { username = "eve", email = "eve@example.org", password = UsersApp.Password, roles = new[] { "admin" }, id = "x", isAdmin = true };

        var answer = await _app.Register(wish);

        Assert.Equal("""["player"]""", answer.Json!["user"]!["roles"]!.ToJsonString());
    }

    [Fact]
    public async Task The_address_in_the_setting_becomes_admin()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "Boss@example.org"));

        Assert.Equal(["player", "admin"], Roles(await app.Register("boss", "boss@EXAMPLE.org")));
        Assert.Equal(["player"], Roles(await app.Register("ada")));
    }

    [Fact]
    public async Task Where_letters_reach_people_the_address_has_to_be_confirmed_first()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"), ("Mail:Folder", ""), ("Mail:SmtpHost", "somewhere"));
        Assert.Equal(["player"], Roles(await app.Register("stranger", "boss@example.org")));
        await app.DeliverMail();
        var session = await app.Session("stranger");

        await app.Confirm(app.Mail.Token);

        Assert.Equal(["player", "admin"], Roles(await app.Refresh(session.RefreshToken)));
    }

    [Fact]
    public async Task Another_address_makes_nobody_an_admin_nor_does_confirming_it_again()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"), ("Mail:Folder", ""), ("Mail:SmtpHost", "somewhere"));
        await app.Register("stranger", "boss@example.org");
        await app.DeliverMail();
        var session = await app.Session("stranger");
        foreach (var email in (string[])["else@example.org", "boss@example.org"])
        {
            await session.Update(new { email, currentPassword = UsersApp.Password }, "*");
            await app.DeliverMail();
            Assert.Equal(200, (await app.Confirm(app.Mail.Token)).Status);
        }

        Assert.Equal(["player"], Roles(await app.Refresh(session.RefreshToken)));
    }

    [Fact]
    public async Task A_hundred_registrations_at_once_of_one_address_make_one_account()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => _app.Register($"user{i}", "ADA@example.org"))));

        Assert.Equal(1, answers.Count(a => a.Status == 201));
        Assert.Equal(99, answers.Count(a => a.Status == 409));
        Assert.Equal(1, await _app.Store.With(db => db.Users.CountAsync()));
        Assert.Single(_app.Sent.Of<UserRegistered>(UserRegistered.Type));
        Assert.Single(_app.Hasher.Work); // who is refused costs no hashing
    }

    [Fact]
    public async Task A_hundred_registrations_at_once_of_one_username_make_one_account_and_free_the_other_addresses()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => _app.Register("ada", $"ada{i}@example.org"))));

        Assert.Equal(1, answers.Count(a => a.Status == 201));
        Assert.Equal(99, answers.Count(a => a.Status == 409));
        Assert.Equal(2, await _app.Store.With(db => db.Reservations.CountAsync()));
    }

    [Fact]
    public async Task Names_of_a_registration_that_was_broken_off_are_free_after_a_minute()
    {
        var names = _app.Get<Names>();
        Assert.True(await names.Reserve(Email("ada@example.org"), "somebody", default));
        Assert.Equal(409, (await _app.Register("ada")).Status);

        _app.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(201, (await _app.Register("ada")).Status);
    }

    [Fact]
    public async Task A_registration_that_comes_back_after_its_names_passed_on_makes_no_second_account()
    {
        await _app.Get<Names>().Reserve(Email("ada@example.org"), "sleeper", default);
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        await _app.Register("ada");

        var late = User.Register("sleeper", Username.Parse("ada2")!, EmailAddress.Parse("ada@example.org")!, "Ada", "hash", [], _app.Clock.GetUtcNow());
        await Assert.ThrowsAsync<IdTakenException>(() => _app.Store.With(db =>
        {
            db.Add(late);
            return db.SaveChangesAsync();
        }));
    }

    private static string Email(string text) => Reservation.IdOf(EmailAddress.Parse(text)!);

    private static IEnumerable<string> Roles(Answer answer) => answer.Json!["user"]!["roles"]!.AsArray().Select(r => r!.GetValue<string>());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
