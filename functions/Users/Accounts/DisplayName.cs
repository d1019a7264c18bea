using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>The name others see. Any script.</summary>
internal static class DisplayName
{
    internal const int MaxLength = 50;

    public static string Read(string? text, Validation validation)
    {
        var name = validation.Line("displayName", text, 1, MaxLength);
        var readable = name.EnumerateRunes().Any(r => Rune.IsLetterOrDigit(r) || Rune.IsSymbol(r));
        validation.Check(name.Length == 0 || readable, "displayName", "'displayName' must contain a letter, a digit or a symbol.");
        return name;
    }
}
