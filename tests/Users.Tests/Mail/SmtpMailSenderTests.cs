using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using QuizPlatform.Platform;
using SmtpServer.Protocol;

namespace QuizPlatform.Users.Tests;

public sealed class SmtpMailSenderTests
{
    private static readonly Platform.Mail Letter = new(
        new string('b', 32), "ann@example.org", "Dein Passwort wurde geändert", "Grüße\n\nhttps://quiz.example.org/a?b=c\n", "<p>Grüße</p>\n");

    private readonly TestClock _clock = new();

    [Fact]
    public async Task It_arrives_as_it_was_written()
    {
        await using var server = new TestSmtp();

        await Send(server, tls: "none");

        var arrived = Assert.Single(server.Taken);
        Assert.Equal(("quiz@example.org", "ann@example.org", false, null), (arrived.From, arrived.To, arrived.Encrypted, arrived.User));
        var (message, both) = (arrived.Message, Assert.IsType<MultipartAlternative>(arrived.Message.Body));
        Assert.Equal(("Dein Passwort wurde geändert", "Ein Quiz – für alle"), (message.Subject, message.From.Mailboxes.Single().Name));
        Assert.Equal((Letter.Text, Letter.Html), (Lines(message.TextBody!), Lines(message.HtmlBody!)));
        Assert.Equal([("text/plain", "utf-8"), ("text/html", "utf-8")], both.Select(part => (part.ContentType.MimeType, part.ContentType.Charset)));
        Assert.Equal((new string('b', 32) + "@example.org", "auto-generated"), (message.MessageId, message.Headers["Auto-Submitted"]));
        Assert.NotNull(message.Headers["Date"]);
    }

    [Theory]
    [InlineData("required", false)]
    [InlineData("implicit", true)]
    public async Task By_default_nothing_is_said_but_encrypted(string tls, bool atOnce)
    {
        using var certificate = TestSmtp.Certificate();
        await using var server = new TestSmtp(certificate, atOnce, password: "p4ssword");

        await Send(server, tls, "postman", "p4ssword", certificate);

        Assert.Equal((true, "postman"), (server.Taken.Single().Encrypted, server.Taken.Single().User));
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_gets_nothing()
    {
        await using var server = new TestSmtp();

        await Assert.ThrowsAsync<NotSupportedException>(() => Send(server, "required"));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_gets_nothing()
    {
        using var certificate = TestSmtp.Certificate();
        await using var server = new TestSmtp(certificate);

        await Assert.ThrowsAsync<SslHandshakeException>(() => Send(server, "required"));
        Assert.Empty(server.Taken);
    }

    [Theory]
    [InlineData("wrong", typeof(AuthenticationException))]
    [InlineData(null, typeof(IOException))]
    public async Task A_letter_waits_while_the_login_is_wrong_or_missing(string? password, Type expected)
    {
        using var certificate = TestSmtp.Certificate();
        await using var server = new TestSmtp(certificate, password: "p4ssword");

        Assert.IsType(expected, await Record.ExceptionAsync(() => Send(server, "required", password is null ? null : "postman", password, certificate)));
    }

    [Theory]
    [InlineData(550, "5.1.1 <ann@example.org>: no such user", true)]
    [InlineData(501, "5.1.3 ann@example.org is no address", true)]
    [InlineData(450, "4.2.0 ann@example.org: greylisted", false)]
    [InlineData(451, "4.3.0 try later, ann", false)]
    [InlineData(452, "4.2.2 ann@example.org has no room", false)]
    [InlineData(553, "that is no address, ann", true)]
    public async Task Whether_an_address_is_refused_for_good_is_told_from_later_and_its_name_is_not(int code, string text, bool forGood)
    {
        await using var server = new TestSmtp { AtRecipient = TestSmtp.Answer(code, text) };

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Send(server));

        Assert.Equal(forGood, thrown is MailRefusedException);
        Assert.Contains($", {code}{(text[1] == '.' ? $" {text.Split(' ')[0]}" : "")}.", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(554, true)]
    [InlineData(451, false)]
    public async Task So_it_is_when_the_server_has_read_the_letter(int code, bool forGood)
    {
        await using var server = new TestSmtp { AtMessage = TestSmtp.Answer(code, "not this") };

        Assert.Equal(forGood, await Record.ExceptionAsync(() => Send(server)) is MailRefusedException);
    }

    [Fact]
    public async Task A_server_that_hangs_up_once_it_has_taken_a_letter_has_taken_it()
    {
        await using var server = new TestSmtp { HangsUp = true };

        await Send(server);

        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task A_server_that_is_down_is_no_refusal()
    {
        var server = new TestSmtp();
        await server.DisposeAsync();

        Assert.IsAssignableFrom<SocketException>(await Record.ExceptionAsync(() => Send(server)));
    }

    [Fact]
    public async Task A_server_that_hangs_up_before_is_no_refusal()
    {
        await using var server = new TestSmtp { AtRecipient = TestSmtp.Answer(421, "closing") };

        var thrown = await Record.ExceptionAsync(() => Send(server));

        Assert.True(thrown is IOException or ServiceNotConnectedException, $"{thrown}");
    }

    [Theory]
    [InlineData("greeting")]
    [InlineData("recipient")]
    [InlineData("message")]
    public async Task A_server_that_hangs_is_given_up_before_the_next_try_begins(string where)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<CancellationToken, Task<SmtpResponse>> hang = async end =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, end);
            return SmtpResponse.Ok;
        };
        await using var server = new TestSmtp();
        (server.AtRecipient, server.AtMessage) = (where == "recipient" ? hang : server.AtRecipient, where == "message" ? hang : server.AtMessage);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = where == "greeting" ? ((IPEndPoint)silent.LocalEndpoint).Port : server.Port;

        var sending = Sender(port, "none").Send(Letter, default);
        using var connection = where == "greeting" ? await silent.AcceptTcpClientAsync() : null;
        if (connection is null)
            await reached.Task;
        _clock.Advance(SmtpMailSender.Patience - TimeSpan.FromSeconds(1));
        await Task.Delay(50);
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => sending);
        Assert.True(SmtpMailSender.Patience < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Whoever_stops_the_app_is_obeyed_at_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();
        var sending = Sender(((IPEndPoint)silent.LocalEndpoint).Port, "none").Send(Letter, stop.Token);
        using var connection = await silent.AcceptTcpClientAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    private Task Send(TestSmtp server, string tls = "none", string? user = null, string? password = null, X509Certificate2? trusted = null) =>
        Sender(server.Port, tls, user, password, trusted).Send(Letter, default);

    private SmtpMailSender Sender(int port, string tls, string? user = null, string? password = null, X509Certificate2? trusted = null) =>
        new(
            Options.Create(new MailOptions
            {
                SmtpHost = "localhost",
                SmtpPort = port,
                SmtpTls = tls,
                SmtpUser = user,
                SmtpPassword = password,
                From = "Ein Quiz – für alle <quiz@example.org>",
            }),
            _clock)
        {
            Certificates = trusted is null ? null : (_, shown, _, _) => trusted.Equals(shown),
        };
}
