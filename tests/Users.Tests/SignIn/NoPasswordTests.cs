using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

/// <summary>An account without a password, as who comes through an organisation has.</summary>
public sealed class NoPasswordTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    private async Task<Person> WithoutPassword(string name)
    {
        var person = await _app.SignedIn(name);
        await _app.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE User SET PasswordHash = '' WHERE Username = {name}"));
        return person;
    }

    [Theory]
    [InlineData("any password at all")]
    [InlineData("AAAA")] // base64, as hashes are
    public async Task No_password_opens_it_and_trying_costs_the_same(string tried)
    {
        await WithoutPassword("ada");
        await _app.Register("bob");
        _app.Hasher.Work.Clear();

        Assert.Equal((401, 401), ((await _app.LogIn("ada", tried)).Status, (await _app.LogIn("bob", "not his")).Status));

        Assert.Equal([1000, 1000], _app.Hasher.Work);
    }

    [Fact]
    public async Task Who_has_signed_in_just_now_sets_a_password_changes_the_address_and_deletes_the_account()
    {
        var ada = await WithoutPassword("ada");

        Assert.Equal(200, (await ada.Update(new { email = "ada@example.com" }, "*")).Status);
        Assert.Equal(200, (await ada.Update(new { password = "unrelated words here" }, "*")).Status);
        Assert.Equal(200, (await _app.LogIn("ada", "unrelated words here")).Status);
        Assert.Equal(400, (await ada.Delete(null)).Status); // there is a password to ask for now

        var bob = await WithoutPassword("bob");
        Assert.Equal(204, (await bob.Delete(null)).Status);
    }

    [Fact]
    public async Task Ten_minutes_later_one_signs_in_again_first()
    {
        var ada = await WithoutPassword("ada");
        _app.Clock.Advance(PasswordConfirmation.Recent + TimeSpan.FromSeconds(1));
        var refreshed = _app.PersonOf(await _app.Refresh(ada.RefreshToken)); // a new token is no new session

        foreach (var refused in new[]
        {
            await refreshed.Update(new { email = "ada@example.com" }, "*"), await refreshed.Update(new { password = "unrelated words here" }, "*"),
            await refreshed.Delete("anything"),
        })
            Assert.Equal((403, "urn:problem:auth.sign-in-again"), (refused.Status, refused.Value<string>("type")));
        Assert.Equal(200, (await refreshed.Update(new { displayName = "Ada" }, "*")).Status);
    }

    [Fact]
    public async Task A_letter_s_link_sets_a_first_password()
    {
        var ada = await WithoutPassword("ada");
        await _app.ForgetPassword("ada@example.org");

        Assert.Equal(200, (await _app.Reset(_app.Mail.Token, "unrelated words here")).Status);

        Assert.Equal(200, (await _app.LogIn("ada", "unrelated words here")).Status);
        Assert.Equal(401, (await ada.Profile()).Status); // as with every new password by letter
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
