using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>How texts that people type are compared with those that authors wrote. Needs ICU: without it .NET normalises nothing.</summary>
public static class Texts
{
    /// <summary>
    /// What spellings of one answer have in common: full-width letters are plain ones, quotes and dashes of every shape are those of the keyboard, a letter
    /// with its mark is one, white space is one space between words; without case and, if asked for, accents. ß and ss stay two.
    /// </summary>
    public static string Fold(string text, bool caseSensitive = false, bool ignoreAccents = false)
    {
        var plain = Spaced(NormalForm.Of(string.Concat(text.Select(Plain)), NormalizationForm.FormC));
        if (ignoreAccents) // first: ῤ has no capital until its mark is gone
            plain = string.Concat(NormalForm.Of(plain, NormalizationForm.FormD).EnumerateRunes().Where(rune => !IsMark(rune)));
        if (!caseSensitive)
            plain = plain.ToUpperInvariant();
        return Spaced(NormalForm.Of(plain, NormalizationForm.FormC));
    }

    /// <summary>Whether a text is like a pattern, in which a star stands for any run of characters and <c>\*</c> for a star.</summary>
    /// <param name="fold">How both are compared.</param>
    /// <param name="text">Folded.</param>
    internal static bool Matches(string pattern, Func<string, string> fold, string text)
    {
        var parts = Parts(pattern, fold);
        var (at, part, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (part < parts.Count && parts[part] is { } literal && literal == text[at])
            {
                (at, part) = (at + 1, part + 1);
            }
            else if (part < parts.Count && parts[part] is null)
            {
                (star, mark) = (part, at);
                part++;
            }
            else if (star >= 0)
            {
                (at, part) = (++mark, star + 1); // the last star takes one more
            }
            else
            {
                return false;
            }
        }

        return parts.Skip(part).All(rest => rest is null);
    }

    /// <summary>The text; null where it is none, for half of a surrogate pair may stand in JSON.</summary>
    public static string? Of(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Null for a star. What folds to one, as a full-width star does, stands for any run no more than before.
    private static List<char?> Parts(string pattern, Func<string, string> fold)
    {
        const char Star = '\uE000', Escaped = '\uE001'; // for private use, by nobody's pattern
        var marked = pattern.Replace(Star, '?').Replace(Escaped, '?').Replace(@"\*", $"{Escaped}", StringComparison.Ordinal).Replace('*', Star);
        return [.. fold(marked).Select(c => c switch { Star => default(char?), Escaped => '*', _ => c })];
    }

    private static char Plain(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => Plain((char)(c - 0xFEE0)),
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' => '"',
        >= '\u2010' and <= '\u2015' or '\u2212' => '-',
        _ => c,
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    private static string Spaced(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
