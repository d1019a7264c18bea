using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace QuizPlatform.Users.Tests;

/// <summary>A message as it arrived, and how.</summary>
internal sealed record Arrived(MimeMessage Message, string From, string To, bool Encrypted, string? User);

/// <summary>A real SMTP server on this machine.</summary>
internal sealed class TestSmtp : MessageStore, IMailboxFilter, IUserAuthenticator, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    /// <param name="certificate">Null: it knows no TLS.</param>
    /// <param name="tlsAtOnce">Otherwise it begins when the client asks for it.</param>
    /// <param name="password">Of the user <c>postman</c>; null: it takes mail from everybody.</param>
    public TestSmtp(X509Certificate2? certificate = null, bool tlsAtOnce = false, string? password = null)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        Password = password;
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new(IPAddress.Loopback, Port)).IsSecure(tlsAtOnce).AuthenticationRequired(password is not null);
            if (certificate is not null)
                endpoint.Certificate(certificate);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        services.Add((IUserAuthenticator)this);
        services.Add(new Commands(this));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_end.Token);
    }

    public int Port { get; }
    public ConcurrentQueue<Arrived> Taken { get; } = new();

    /// <summary>What it answers to a recipient, and to a message once it has read it.</summary>
    public Func<CancellationToken, Task<SmtpResponse>> AtRecipient { get; set; } = _ => Task.FromResult(SmtpResponse.Ok);
    public Func<CancellationToken, Task<SmtpResponse>> AtMessage { get; set; } = _ => Task.FromResult(SmtpResponse.Ok);

    /// <summary>It says no goodbye.</summary>
    public bool HangsUp { get; set; }

    private string? Password { get; }

    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var own = request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-1), DateTimeOffset.Now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
    }

    public static Func<CancellationToken, Task<SmtpResponse>> Answer(int code, string text) =>
        _ => Task.FromResult(new SmtpResponse((SmtpReplyCode)code, text));

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        var answer = await AtRecipient(cancellationToken);
        return answer.ReplyCode == SmtpReplyCode.Ok ? true : throw new SmtpResponseException(answer, quit: (int)answer.ReplyCode == 421);
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
        Task.FromResult((user, password) == ("postman", Password));

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        var (message, to) = (await MimeMessage.LoadAsync(bytes, cancellationToken), transaction.To.Single());
        Taken.Enqueue(new(message, Text(transaction.From), Text(to), context.Pipe.IsSecure, context.Authentication.User));
        return await AtMessage(cancellationToken);

        static string Text(IMailbox mailbox) => $"{mailbox.User}@{mailbox.Host}";
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private sealed class Commands(TestSmtp server) : SmtpCommandFactory
    {
        public override SmtpCommand CreateQuit() => server.HangsUp ? throw new IOException("Hung up.") : base.CreateQuit();
    }
}
