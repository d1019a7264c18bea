using System.Globalization;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>An e-mail address that could exist. Two that differ only in case, or in how a domain is spelt (as IDNA reads it), are one.</summary>
/// <param name="Text">As its owner wrote it.</param>
/// <param name="Folded">What it is told apart by.</param>
public sealed record EmailAddress(string Text, string Folded)
{
    internal const int MaxLength = 254; // RFC 5321
    private const int MaxLocalLength = 64;
    private const string LocalSymbols = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>The address, or null with a fault noted.</summary>
    public static EmailAddress? Read(string? text, Validation validation)
    {
        var email = Parse(text);
        if (string.IsNullOrWhiteSpace(text))
            validation.Check(false, "email", "'email' is required.");
        else
            validation.Check(email is not null, "email", "'email' is not an e-mail address.");
        return email;
    }

    /// <summary>Null when it cannot be an address.</summary>
    public static EmailAddress? Parse(string? text)
    {
        text = VisibleText.Spell(text ?? "");
        var at = text.LastIndexOf('@');
        if (text.Length > MaxLength || at < 1 || VisibleText.Fault(text) is not null)
            return null;
        var local = text[..at];
        return IsLocalPart(local) && Domain(text[(at + 1)..]) is { } domain && at + 1 + domain.Length <= MaxLength
            ? new EmailAddress(text, $"{local.ToLowerInvariant()}@{domain}")
            : null;
    }

    // Letters beyond ASCII are left out before the @: only its own mail server knows which of their spellings are one mailbox (RFC 6531).
    private static bool IsLocalPart(string local) =>
        local.Length <= MaxLocalLength
        && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.All(c => char.IsAsciiLetterOrDigit(c) || LocalSymbols.Contains(c));

    private static string? Domain(string text)
    {
        try
        {
            var domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text.ToLowerInvariant());
            var labels = domain.Split('.');
            return labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
