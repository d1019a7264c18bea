using System.Globalization;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>The name others see. Any script; nothing that is invisible or turns the text around it about.</summary>
internal static class DisplayName
{
    private const int MaxLength = 50;
    private const int ZeroWidthJoiner = 0x200D; // holds emoji together
    private const int ZeroWidthNonJoiner = 0x200C; // Persian spells with it

    public static string Read(string? text, Validation validation)
    {
        var name = validation.Text("displayName", text, 1, MaxLength);
        validation.Check(name.EnumerateRunes().All(IsVisible), "displayName", "'displayName' contains a character that cannot be seen.");
        validation.Check(name.Length == 0 || name.EnumerateRunes().Any(r => Rune.IsLetterOrDigit(r) || Rune.IsSymbol(r)), "displayName", "'displayName' must contain a letter, a digit or a symbol.");
        return name;
    }

    private static bool IsVisible(Rune rune) =>
        rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
