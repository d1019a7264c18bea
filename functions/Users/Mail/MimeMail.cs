using System.Net.Mail;
using MimeKit;
using MimeKit.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

internal static class MimeMail
{
    /// <summary>As it goes over the wire: plain text first, HTML beside it, and a mark by which out-of-office robots leave it alone (RFC 3834).</summary>
    public static MimeMessage Of(Mail mail, string from)
    {
        var sender = new MailAddress(from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            MessageId = $"{mail.Id}@{sender.Host}",
            Body = new MultipartAlternative(Part(TextFormat.Plain, mail.Text), Part(TextFormat.Html, mail.Html)),
        };
        message.From.Add(new MailboxAddress(sender.DisplayName, sender.Address));
        message.To.Add(new MailboxAddress("", mail.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
