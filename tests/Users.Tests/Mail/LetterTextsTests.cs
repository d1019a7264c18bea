using System.Collections;
using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Options;
using MimeKit;

namespace QuizPlatform.Users.Tests;

public class LetterTextsTests
{
    private static readonly LetterTexts Texts = new(Options.Create(new MailOptions { Site = "https://quiz.example.org" }));

    public static IEnumerable<object[]> Letters =>
        from kind in Enum.GetValues<LetterKind>() from language in (string[])["en", "de"] select new object[] { kind, language };

    [Theory]
    [MemberData(nameof(Letters))]
    public void Nothing_that_a_user_wrote_is_in_a_letter(LetterKind kind, string language)
    {
        var mail = Write(kind, language);

        Assert.DoesNotContain("Spam", mail.Subject + mail.Text + mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("spam@example.org", mail.To);
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public void It_says_the_same_plain_and_as_html(LetterKind kind, string language)
    {
        var mail = Write(kind, language);

        var html = System.Net.WebUtility.HtmlDecode(mail.Html);
        Assert.All(
            mail.Text.Split("\n\n").Select(paragraph => paragraph.Replace("-- \n", "", StringComparison.Ordinal).Trim()),
            paragraph => Assert.Contains(paragraph, html, StringComparison.Ordinal));
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.Contains("width=device-width", mail.Html, StringComparison.Ordinal);
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{language}\">", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_language_has_every_text()
    {
        var texts = new ResourceManager("QuizPlatform.Users.Mail.Letters", typeof(LetterTexts).Assembly);

        Assert.Equal(Names("").Order(), Names("de").Order());
        Assert.NotEmpty(Names(""));

        IEnumerable<string> Names(string language) =>
            texts.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!
                .Cast<DictionaryEntry>().Select(text => (string)text.Key);
    }

    [Fact]
    public void On_the_wire_it_has_both_forms_and_a_mark_against_robots()
    {
        using var bytes = new MemoryStream();
        MimeMail.Of(Write(LetterKind.PasswordChanged, "de"), "Ein Quiz <quiz@example.org>").WriteTo(bytes);
        bytes.Position = 0;

        var read = MimeMessage.Load(bytes);

        Assert.Equal(("Dein Passwort wurde geändert", "Ein Quiz"), (read.Subject, read.From.Mailboxes.Single().Name));
        Assert.Equal("auto-generated", read.Headers["Auto-Submitted"]);
        Assert.Contains("<!DOCTYPE html>", read.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("abgemeldet", read.TextBody, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}@example.org$", read.MessageId);
    }

    private static Platform.Mail Write(LetterKind kind, string language)
    {
        var email = EmailAddress.Parse("spam@example.org")!;
        var now = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        var user = User.Register(new string('a', 32), Username.Parse("spam.example")!, email, "Spam of the day", "", ["player"], now);
        user.Write(new string('b', 32), kind, language, now);
        return Texts.Mail(user, user.Letters[0], MailLink.New(user.UserId, user.Letters[0].LetterId));
    }
}
