using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

/// <summary>An address that a stranger gives for accounts of theirs.</summary>
public sealed class AddressLettersTests : IAsyncDisposable
{
    private const string Victim = "victim@example.org";

    private readonly UsersApp _app = new();

    [Fact]
    public async Task Changed_passwords_flood_nobody()
    {
        await _app.Register("eve", Victim);
        for (var i = 0; i < 10; i++)
        {
            var (old, next) = (i == 0 ? UsersApp.Password : $"battery-staple-{i - 1}", $"battery-staple-{i}");
            await (await _app.Session("eve", old)).Update(new { password = next, currentPassword = old }, "*");
            await _app.DeliverMail();
        }

        Assert.Equal(5, _app.Mail.Sent.Count(mail => mail.To == Victim));
    }

    [Theory]
    [InlineData("eve@example.org", 5)]
    [InlineData("Victim@example.org", 3)] // which is the same, and one account has three
    public async Task Nor_does_an_address_that_goes_to_and_fro(string other, int letters)
    {
        var eve = await _app.SignedIn("eve");
        for (var i = 0; i < 10; i++)
        {
            await eve.Update(new { email = i % 2 == 0 ? Victim : other, currentPassword = UsersApp.Password }, "*");
            await _app.DeliverMail();
        }

        Assert.Equal(letters, _app.Mail.Sent.Count(mail => mail.To.Equals(Victim, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Nor_do_accounts_that_come_and_go_and_after_an_hour_there_are_letters_again()
    {
        for (var i = 0; i < 7; i++)
            await ComeAndGo($"eve{i}");
        Assert.Equal(5, _app.Mail.Sent.Count(mail => mail.To == Victim));

        _app.Clock.Advance(TimeSpan.FromMinutes(61));
        await _app.Forget();
        Assert.Equal(0, await _app.Store.With(db => db.AddressLetters.CountAsync()));
        await ComeAndGo("eve");
        Assert.Equal(6, _app.Mail.Sent.Count(mail => mail.To == Victim));
    }

    [Fact]
    public async Task Whose_address_is_confirmed_gets_all_that_tell_of_the_account()
    {
        await _app.Register("ann");
        await _app.DeliverMail();
        await _app.Confirm(_app.Mail.Token);
        for (var i = 0; i < 7; i++)
        {
            var (old, next) = (i == 0 ? UsersApp.Password : $"battery-staple-{i - 1}", $"battery-staple-{i}");
            await (await _app.Session("ann", old)).Update(new { password = next, currentPassword = old }, "*");
            await _app.DeliverMail();
        }

        Assert.Equal(8, _app.Mail.Sent.Count);
    }

    [Fact]
    public async Task A_letter_that_is_tried_again_counts_once()
    {
        _app.Mail.Fault = new TimeoutException();
        await _app.Register("ann");
        for (var i = 0; i < 7; i++)
        {
            await _app.DeliverMail();
            _app.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        _app.Mail.Fault = null;
        await _app.Post();

        Assert.Single(_app.Mail.Sent);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ComeAndGo(string name)
    {
        await _app.Register(name, Victim);
        await _app.DeliverMail();
        await (await _app.Session(name)).Delete();
    }
}
