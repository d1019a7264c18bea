using System.Net.Security;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Hands letters to an SMTP server, a connection for each: letters are few.</summary>
public sealed partial class SmtpMailSender(IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    /// <summary>For all of it, however it is spread: less than a try may last (<see cref="Letter"/>).</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null: the machine says which certificates are good. Tests have one of their own.</summary>
    internal RemoteCertificateValidationCallback? Certificates { get; init; }

    public async Task Send(Mail mail, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        using var client = new SmtpClient { ServerCertificateValidationCallback = Certificates };
        try
        {
            await HandOver(client, mail, either.Token);
        }
        catch (SmtpCommandException e) when (IsForGood(e))
        {
            throw new MailRefusedException($"The SMTP server refuses it for good: {Codes(e)}.");
        }
        catch (SmtpCommandException e)
        {
            throw new IOException($"The SMTP server does not take it now: {Codes(e)}.");
        }
        catch (ServiceNotAuthenticatedException)
        {
            throw new IOException("The SMTP server wants a login: Mail:SmtpUser and Mail:SmtpPassword.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The SMTP server has not taken it within {Patience.TotalSeconds} s.");
        }
    }

    private async Task HandOver(SmtpClient client, Mail mail, CancellationToken cancellation)
    {
        var server = options.Value;
        await client.ConnectAsync(server.SmtpHost!, server.SmtpPort, server switch
        {
            { SmtpTls: "none" } => SecureSocketOptions.None,
            { SmtpTls: "implicit" } or { SmtpPort: 465 } => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        }, cancellation);
        if (server.SmtpUser is { Length: > 0 } user)
            await client.AuthenticateAsync(user, server.SmtpPassword ?? "", cancellation);
        using var message = MimeMail.Of(mail, server.From);
        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation); // throws nothing that would have the letter sent again
    }

    // What it says of the letter or its address. Of anything else (the sender, the login) somebody may mend the settings while the letter waits.
    private static bool IsForGood(SmtpCommandException e) =>
        e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && (int)e.StatusCode is 501 or (>= 550 and < 560);

    // Not its words, for they like to repeat the address, and go into the log.
    private static string Codes(SmtpCommandException e) => $"{e.ErrorCode}, {(int)e.StatusCode} {Enhanced().Match(e.Message).Value}".TrimEnd();

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")] // RFC 3463
    private static partial Regex Enhanced();
}
