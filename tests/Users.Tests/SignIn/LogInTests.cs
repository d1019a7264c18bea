using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace QuizPlatform.Users.Tests;

public sealed class LogInTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task One_signs_in_with_either_name_in_any_case()
    {
        await _app.Register("Ada");

        object[] spellings = [new { email = "ADA@Example.ORG", password = UsersApp.Password }, new { username = " aDA", password = UsersApp.Password }];

        foreach (var body in spellings)
        {
            var answer = await _app.LogIn(body);
            Assert.Equal(200, answer.Status);
            Assert.Equal(["message", "user", "token", "refreshToken", "expiresIn", "tokenType", "keptGuest"], answer.Json!.AsObject().Select(p => p.Key));
            Assert.Equal(("Bearer", 900), (answer.Value<string>("tokenType"), answer.Value<int>("expiresIn")));
        }
    }

    // An account as the version before kept it: the domain folded without Unicode's forms (a punycode of the letters as they were).
    private Task MadeByAnOlderVersion(string username, string email) => _app.Store.MigrateFrom("20261125200000_Addresses", $"""
        UPDATE Reservation SET Id = {OldReservation}, Partition = {OldReservation} WHERE Id = (SELECT EmailReservation FROM User WHERE Username = {username});
        UPDATE User SET Email = {email}, EmailReservation = {OldReservation} WHERE Username = {username}
        """);

    private const string OldReservation = "email-as-it-was-made";

    [Theory]
    [InlineData("ada@ｅｘａｍｐｌｅ．ｏｒｇ", "ada@example.org")]
    [InlineData("ada@bu\u0308cher.example", "ada@b\u00FCcher.example")]
    [InlineData("ada@exam\u00ADple.org", "ada@exam\u00ADple.org")] // no address any more
    public async Task An_account_of_an_older_version_signs_in_with_its_address_in_any_spelling(string kept, string today)
    {
        await _app.Register("ada", "somebody@example.com");
        await MadeByAnOlderVersion("ada", kept);

        await _app.Sweep(); // when the app starts

        foreach (var email in new[] { kept, today })
            Assert.Equal(200, (await _app.LogIn(new { email, password = UsersApp.Password })).Status);
        Assert.Equal(200, (await _app.LogIn("ada")).Status);
        Assert.Equal(2, await _app.Store.With(db => db.Reservations.CountAsync()));
        Assert.Null(await _app.Store.With(db => db.Users.Select(u => u.CleanupSince).SingleAsync()));
    }

    [Fact]
    public async Task Of_two_accounts_that_an_older_version_gave_one_address_both_can_sign_in()
    {
        await _app.Register("ada", "ada@example.org");
        await _app.Register("second", "somebody@example.com");
        await MadeByAnOlderVersion("second", "ada@ｅｘａｍｐｌｅ．ｏｒｇ");

        await _app.Sweep();

        var ada = await _app.LogIn(new { email = "ada@ｅｘａｍｐｌｅ．ｏｒｇ", password = UsersApp.Password });
        Assert.Equal("ada", ada.Value<string>("user.username"));
        Assert.Equal(200, (await _app.LogIn("second")).Status);
        var second = await _app.Session("second");
        Assert.Equal(200, (await second.Update(new { email = "second@example.org", currentPassword = UsersApp.Password }, "\"1\"")).Status);
    }

    [Fact]
    public async Task The_token_says_what_RFC_9068_asks_for_and_nothing_personal()
    {
        var ada = await _app.SignedIn("ada");

        var token = new JsonWebToken(ada.Token);
        Assert.Equal(("ES256", "at+jwt", _app.Get<SigningKeys>().Current.Id), (token.Alg, token.Typ, token.Kid));
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "roles", "sid", "sub"], token.Claims.Select(c => c.Type).Order());
        Assert.Equal((ada.Id, ada.SessionId), (token.Subject, token.GetClaim("sid").Value));
        Assert.Equal(TimeSpan.FromMinutes(15), token.ValidTo - token.IssuedAt);
        Assert.Contains("\"roles\":[\"player\"]", Encoding.UTF8.GetString(Base64UrlDecode(token.EncodedPayload)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_accounts_and_wrong_passwords_get_the_same_answer()
    {
        await _app.Register("ada");

        var wrong = await _app.LogIn("ada", "not-her-password");
        var unknown = await _app.LogIn("nobody", "not-her-password");
        var impossible = await _app.LogIn(new { email = "no address at all", password = "not-her-password" });

        Assert.Equal(401, wrong.Status);
        Assert.Equal(wrong.Json!.ToJsonString(), unknown.Json!.ToJsonString());
        Assert.Equal(wrong.Json.ToJsonString(), impossible.Json!.ToJsonString());
        Assert.Equal(wrong.Headers.Select(h => $"{h.Key}: {h.Value}").Order(), unknown.Headers.Select(h => $"{h.Key}: {h.Value}").Order());
    }

    [Fact]
    public async Task Unknown_and_known_accounts_cost_the_same_hashing()
    {
        await _app.Register("ada");
        await _app.LogIn("ada");
        _app.Hasher.Work.Clear();

        for (var i = 0; i < 40; i++)
        {
            await _app.LogIn(i % 2 == 0 ? "ada" : $"nobody{i}", "not-her-password", $"198.51.100.{i}");
            Assert.Equal(1000, Assert.Single(_app.Hasher.Work));
            _app.Hasher.Work.Clear();
        }
    }

    [Fact]
    public async Task A_password_is_hashed_anew_when_the_setting_has_grown()
    {
        await _app.Register("ada");
        Assert.Equal(1000, CountingHasher.IterationsOf(await Hash()));

        await using var stronger = new UsersApp(_app.Store, ("Passwords:Iterations", "3000"));
        Assert.Equal(401, (await stronger.LogIn("ada", "not-her-password")).Status);
        Assert.Equal(1000, CountingHasher.IterationsOf(await Hash()));
        var ada = await stronger.Session("ada");

        Assert.Equal(3000, CountingHasher.IterationsOf(await Hash()));
        Assert.Equal(200, (await ada.Profile()).Status);
        Assert.Equal(200, (await stronger.LogIn("ada")).Status);

        Task<string> Hash() => _app.Store.With(db => db.Users.Select(u => u.PasswordHash).SingleAsync());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"email":"ada@example.org"}""")]
    [InlineData("""{"password":"correct-horse-battery"}""")]
    [InlineData("""{"email":"ada@example.org","username":"ada","password":"correct-horse-battery"}""")]
    [InlineData("""{"email":["ada@example.org"],"password":"correct-horse-battery"}""")]
    [InlineData("""{"email":{"$ne":null},"password":"correct-horse-battery"}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"email":"ada@example.org","password":"a","password":"b"}""")]
    public async Task Bad_input_is_refused(string body) => Assert.Equal(400, (await _app.LogIn((object)body)).Status);

    [Fact]
    public async Task A_password_too_long_to_be_anybodys_is_refused_unhashed()
    {
        Assert.Equal(400, (await _app.LogIn("ada", new string('x', 100_000))).Status);
        Assert.Empty(_app.Hasher.Work);
    }

    [Fact]
    public async Task Of_very_many_sessions_the_longest_unused_end()
    {
        await _app.Register("ada");
        var first = await _app.Session("ada");
        for (var i = 0; i < 100; i++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            await _app.Session("ada");
        }

        Assert.Equal(401, (await first.Profile()).Status);
        Assert.Equal(100, (await (await _app.Session("ada")).Sessions()).Json!["sessions"]!.AsArray().Count);
    }

    private static byte[] Base64UrlDecode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
