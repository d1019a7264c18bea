using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Hands letters to an SMTP server, a connection for each: letters are few.</summary>
public sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    private const int Milliseconds = 15_000;

    public async Task Send(Mail mail, CancellationToken cancellation)
    {
        var server = options.Value;
        using var client = new SmtpClient { Timeout = Milliseconds };
        await client.ConnectAsync(server.SmtpHost!, server.SmtpPort, server switch
        {
            { SmtpTls: "none" } => SecureSocketOptions.None,
            { SmtpPort: 465 } => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        }, cancellation);
        if (server.SmtpUser is { Length: > 0 } user)
            await client.AuthenticateAsync(user, server.SmtpPassword ?? "", cancellation);
        try
        {
            using var message = MimeMail.Of(mail, server.From);
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode is >= 550 and < 560)
        {
            throw new MailRefusedException("The server refuses the address.", e);
        }

        await client.DisconnectAsync(quit: true, cancellation);
    }
}
