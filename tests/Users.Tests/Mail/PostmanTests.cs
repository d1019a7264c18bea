using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class PostmanTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_letter_goes_once_however_often_its_event_comes()
    {
        await _app.SignedIn("ann");
        await _app.ForgetPassword("ann@example.org");

        await _app.DeliverMail();
        await _app.DeliverMail();
        await _app.Post();

        Assert.False(Assert.Single(_app.Mail.Sent).Again);
    }

    [Fact]
    public async Task A_provider_that_is_down_delays_it()
    {
        await _app.SignedIn("ann");
        _app.Mail.Fault = new TimeoutException();
        await _app.ForgetPassword("ann@example.org");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<InvalidOperationException>(_app.Post);
        Assert.Empty(_app.Mail.Sent);

        _app.Mail.Fault = null;
        await _app.Post();
        await _app.Post();

        Assert.True(Assert.Single(_app.Mail.Sent).Again);
        Assert.Equal(200, (await _app.Reset(_app.Mail.Token, "battery-staple-anew")).Status);
    }

    [Fact]
    public async Task A_crash_while_it_is_sent_sends_it_again_when_the_try_must_have_ended()
    {
        await _app.SignedIn("ann");
        using var kill = new CancellationTokenSource();
        _app.Mail.Meanwhile = async () =>
        {
            // Another instance looks at this very moment: the letter is being sent.
            _app.Mail.Meanwhile = () => Task.CompletedTask;
            _app.Clock.Advance(TimeSpan.FromSeconds(30));
            await Assert.ThrowsAsync<InvalidOperationException>(_app.Post);
            await kill.CancelAsync();
            kill.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _app.ForgetPassword("ann@example.org", kill: kill.Token));
        Assert.Empty(_app.Mail.Sent);

        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        await _app.Post();

        Assert.True(Assert.Single(_app.Mail.Sent).Again);
    }

    [Fact]
    public async Task A_letter_to_no_purpose_is_not_sent()
    {
        await _app.SignedIn("ann");
        _app.Mail.Fault = new TimeoutException();
        await _app.ForgetPassword("ann@example.org");

        _app.Mail.Fault = null;
        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        await _app.Post();

        Assert.Empty(_app.Mail.Sent);
        Assert.Null(await _app.Store.With(db => Task.FromResult(db.Users.Single().LettersSince)));
    }

    [Fact]
    public async Task One_that_is_refused_is_given_up()
    {
        await _app.SignedIn("ann");
        _app.Mail.Fault = new MailRefusedException("no such mailbox");
        await _app.ForgetPassword("ann@example.org");

        _app.Mail.Fault = null;
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Post();

        Assert.Empty(_app.Mail.Sent);
        Assert.DoesNotContain(_app.Logs.All, line => line.Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_somebody_who_has_left_no_letter_is_left()
    {
        var ann = await _app.SignedIn("ann");
        _app.Mail.Fault = new TimeoutException();
        await _app.ForgetPassword("ann@example.org");
        await ann.Delete();

        _app.Mail.Fault = null;
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Post();

        Assert.Empty(_app.Mail.Sent);
        Assert.Empty(await _app.Store.With(db => Task.FromResult(db.Users.Single().Letters)));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
