using System.Globalization;
using System.Net;
using System.Resources;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// What letters say, from <c>Letters.resx</c>. Nothing of it is a user's, but for an admin's note: whoever opens an account with somebody else's address has
/// no words to send there.
/// </summary>
public sealed class LetterTexts(IOptions<MailOptions> options)
{
    private static readonly ResourceManager Texts = new("QuizPlatform.Users.Mail.Letters", typeof(LetterTexts).Assembly);

    /// <param name="link">What a link of it leads by, where it has one that is good once.</param>
    public Mail Mail(User user, Letter letter, MailLink link)
    {
        var site = options.Value.Site.TrimEnd('/');
        var target = letter.Kind switch
        {
            LetterKind.NewPassword => $"{site}/password/new?token={link.Reveal()}",
            LetterKind.QuizHidden or LetterKind.QuizShown => $"{site}/my/quizzes/{letter.QuizId}",
            LetterKind.ConfirmAddress => $"{site}/email/confirm?token={link.Reveal()}",
            LetterKind.EmailChanged => $"{site}/email/undo?token={link.Reveal()}",
            LetterKind.NameReset or LetterKind.OrganisationLinked or LetterKind.OrganisationUnlinked => $"{site}/account",
            LetterKind.PasskeyAdded or LetterKind.PasskeyRemoved or LetterKind.SecondFactorOn or LetterKind.SecondFactorOff or LetterKind.RecoveryCodesMade
                or LetterKind.RecoveryCodeUsed => $"{site}/account/security",
            _ => $"{site}/password/forgotten",
        };
        var language = CultureInfo.GetCultureInfo(letter.Language);
        var (subject, button) = (Text("Subject"), Text("Button"));
        var why = string.Format(language, Text("Why"), SecondFactorState.Of(user).RecoveryCodes);
        string[] before = letter.Note is null ? [why] : [why, string.Format(language, Text("Note"), letter.Note)];
        var after = Text("Otherwise");
        var foot = string.Format(language, Texts.GetString("Foot", language)!, site);

        return new(
            letter.LetterId, letter.To ?? user.Email, subject,
            $"{string.Join("\n\n", before)}\n\n{target}\n\n{after}\n\n-- \n{foot}\n",
            $"""
            <!DOCTYPE html>
            <html lang="{letter.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html(subject)}</title>
            </head>
            <body style="margin: 2em auto; max-width: 34em; padding: 0 1em; font: 16px/1.5 sans-serif">
            {string.Join('\n', before.Select(paragraph => $"<p>{Html(paragraph).Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>"))}
            <p><a href="{Html(target)}">{Html(button)}</a></p>
            <p>{Html(after)}</p>
            <p style="font-size: 14px">{Html(foot)}</p>
            </body>
            </html>

            """);

        string Text(string part) => Texts.GetString($"{letter.Kind}.{part}", language)!;
        static string Html(string text) => WebUtility.HtmlEncode(text);
    }
}
