using System.Globalization;
using System.Text;

namespace QuizPlatform;

/// <summary>Normal forms of texts that anybody may have sent. Scoring, which knows no other project, compiles this file too.</summary>
internal static class NormalForm
{
    private const int LongestRun = 64; // of marks: far more than any letter has, or may have here

    /// <summary>
    /// The text in that form, or as it is where it has none: with half a surrogate pair, U+FFFE, or a long run of marks, which to put in order takes a time
    /// that grows with the square of their number.
    /// </summary>
    public static string Of(string text, NormalizationForm form)
    {
        try
        {
            return HasLongRunOfMarks(text) ? text : text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool HasLongRunOfMarks(string text)
    {
        var run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            run = IsMark(rune) ? run + 1 : 0;
            if (run > LongestRun)
                return true;
        }

        return false;
    }
}
