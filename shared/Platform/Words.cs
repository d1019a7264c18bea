using System.Globalization;
using System.Text;

namespace QuizPlatform.Platform;

/// <summary>
/// Splits texts into the words they are searched by: without case and accents, neither stemmed nor left out for being frequent. So every store finds the
/// same, in every language.
/// </summary>
/// <remarks>Stores hold such words: after a change here they are to be made anew, as Quizzes' <c>IndexQuizzes</c> does.</remarks>
public static class Words
{
    /// <summary>
    /// Letters and digits that stand together, with <c>+</c> and <c>#</c> behind them (C++, F#); each symbol and emoji; and each letter of scripts that
    /// put no spaces between words. Every word once, in the order of the text.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var (words, word) = (new List<string>(), "");
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (IsLetter(rune) && !StandsAlone(rune))
            {
                if (IsSuffix(word))
                    End(word.TrimEnd('+', '#')); // 2+2
                word += rune;
            }
            else if (rune.Value is '+' or '#' && word.Length > 0)
            {
                word += rune;
            }
            else
            {
                End(word);
                if (StandsAlone(rune))
                    words.Add(rune.ToString());
            }
        }

        End(word);
        return [.. words.Distinct(StringComparer.Ordinal)];

        void End(string ended)
        {
            if (ended.Length > 0)
                words.Add(ended);
            word = "";
        }
    }

    private static bool IsSuffix(string word) => word is [.., '+' or '#'];

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in NormalForm.Of(VisibleText.Key(text), NormalizationForm.FormKD).EnumerateRunes())
        {
            // The marks of Latin, Greek and Cyrillic letters. Those of other scripts tell words apart: a vowel, a voiced sound.
            if (rune.Value is >= 0x0300 and <= 0x036F)
                continue;
            folded.Append(rune.Value switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'ø' => "o",
                'ł' => "l",
                'đ' or 'ð' => "d",
                'ħ' => "h",
                'ŧ' => "t",
                'ı' => "i",
                _ => Rune.ToLowerInvariant(rune).ToString(), // once more: İ has no small letter until its dot is gone
            });
        }

        return NormalForm.Of(folded.ToString(), NormalizationForm.FormKC);
    }

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool StandsAlone(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol || (IsLetter(rune) && IsUnspaced(rune));

    // Thai, Lao, Burmese, Khmer, kana and Han.
    private static bool IsUnspaced(Rune rune) => rune.Value is >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF
        or 0x3005 or 0x3007 or >= 0x3040 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;
}
