using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class ConfirmAddressTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Registering_sends_a_letter_whose_link_confirms_the_address()
    {
        var ann = await Newcomer();
        Assert.False((await ann.Profile()).Value<bool>("user.emailConfirmed"));

        var answer = await _app.Confirm(_app.Mail.Token);

        Assert.Equal(("Confirm your e-mail address", "ann@example.org"), (_app.Mail.Sent.Single().Subject, _app.Mail.Sent.Single().To));
        Assert.Equal(200, answer.Status);
        Assert.True((await ann.Profile()).Value<bool>("user.emailConfirmed"));
    }

    [Fact]
    public async Task Where_no_letters_are_sent_nobody_is_asked()
    {
        await using var app = new UsersApp(settings: [("Mail:Folder", "")]);
        var ann = await app.SignedIn("ann");

        Assert.Null((await ann.Profile()).Json!["user"]!["emailConfirmed"]);
        Assert.Equal((501, "urn:problem:mail.off"), Of(await ann.AskForConfirmation()));
    }

    [Fact]
    public async Task A_link_may_be_used_again_and_changes_nothing_then()
    {
        await Newcomer();

        Assert.Equal(200, (await _app.Confirm(_app.Mail.Token)).Status);
        Assert.Equal(200, (await _app.Confirm(_app.Mail.Token)).Status);
    }

    [Theory]
    [InlineData(71, 200)]
    [InlineData(72, 422)]
    public async Task A_link_is_good_for_three_days(int hours, int status)
    {
        await Newcomer();

        _app.Clock.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(status, (await _app.Confirm(_app.Mail.Token)).Status);
    }

    [Fact]
    public async Task A_new_address_has_to_be_confirmed_by_its_own_letter()
    {
        var ann = await Newcomer();
        var old = _app.Mail.Token;
        await _app.Confirm(old);
        await ann.Update(new { email = "ann@example.com", currentPassword = UsersApp.Password }, "*");
        await _app.DeliverMail();

        Assert.Equal((422, "urn:problem:auth.link-spent"), Of(await _app.Confirm(old)));
        Assert.False((await ann.Profile()).Value<bool>("user.emailConfirmed"));
        Assert.Equal("ann@example.com", _app.Mail.Sent[^1].To);
        Assert.Equal(200, (await _app.Confirm(_app.Mail.Token)).Status);
        Assert.True((await ann.Profile()).Value<bool>("user.emailConfirmed"));
    }

    [Fact]
    public async Task Each_link_does_only_what_its_letter_says()
    {
        await Newcomer();
        var confirming = _app.Mail.Token;
        await _app.ForgetPassword("ann@example.org");
        var setting = _app.Mail.Token;

        Assert.Equal(422, (await _app.Reset(confirming, "battery-staple-anew")).Status);
        Assert.Equal(422, (await _app.Confirm(setting)).Status);
    }

    [Fact]
    public async Task Who_sets_a_password_by_letter_has_shown_that_the_address_is_theirs()
    {
        await Newcomer();
        await _app.ForgetPassword("ann@example.org");
        await _app.Reset(_app.Mail.Token, "battery-staple-anew");

        var ann = await _app.Session("ann", "battery-staple-anew");
        Assert.True((await ann.Profile()).Value<bool>("user.emailConfirmed"));
    }

    [Fact]
    public async Task The_letter_is_sent_again_three_times_within_an_hour()
    {
        var ann = await Newcomer();

        List<int> answers = [];
        for (var i = 0; i < 3; i++)
            answers.Add((await ann.AskForConfirmation()).Status);
        Assert.Equal([202, 202, 429], answers);
        await _app.DeliverMail();
        Assert.Equal(3, _app.Mail.Sent.Count);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        ann = await _app.Session("ann");
        Assert.Equal(202, (await ann.AskForConfirmation()).Status);
    }

    [Fact]
    public async Task Who_has_confirmed_gets_no_more_letters()
    {
        var ann = await Newcomer();
        await _app.Confirm(_app.Mail.Token);

        Assert.Equal(202, (await ann.AskForConfirmation()).Status);
        await _app.DeliverMail();

        Assert.Single(_app.Mail.Sent);
    }

    [Fact]
    public async Task A_guest_has_nothing_to_confirm()
    {
        var guest = _app.PersonOf(await _app.PlayAsGuest());

        Assert.Equal((403, "urn:problem:auth.guest"), Of(await guest.AskForConfirmation()));
        Assert.Null((await guest.Profile()).Json!["user"]!["emailConfirmed"]);
    }

    [Theory]
    [InlineData("Mail:SmtpHost", null, true)]
    [InlineData("Mail:SmtpHost", "true", false)]
    [InlineData("Mail:Folder", null, false)]
    [InlineData("Mail:Folder", "false", true)]
    public async Task Tokens_say_who_has_to_confirm_first_where_letters_reach_people_or_as_it_is_set(string way, string? setting, bool held)
    {
        await using var app = new UsersApp(null, ("Mail:Folder", ""), (way, "somewhere"), ("Users:UnconfirmedPublish", setting ?? ""));
        await app.Register("ann");
        await app.DeliverMail();

        var before = await app.Session("ann");
        await app.Confirm(app.Mail.Token);
        var after = await app.Refresh(before.RefreshToken);

        Assert.Equal(held, (await app.Verify(before.Token)).Is(Caller.Unconfirmed));
        Assert.False((await app.Verify(after.Value<string>("token"))).Is(Caller.Unconfirmed));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_nobody_sent_is_refused(string token) => Assert.Equal(422, (await _app.Confirm(token)).Status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static (int, string) Of(Answer answer) => (answer.Status, answer.Value<string>("type"));

    private async Task<Person> Newcomer()
    {
        await _app.Register("ann");
        await _app.DeliverMail();
        return await _app.Session("ann");
    }
}
