using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Platform;

/// <summary>Texts that people show each other: that they show something, do not spill over their neighbours, and have one spelling.</summary>
public static partial class VisibleText
{
    // UTS #39, 5.4: more on one base is found in no living spelling (Hebrew and Arabic with all their points have four).
    private const int MaxMarks = 4;

    // With those that stand beside the letter and not over or under it, where letters join: Burmese has six.
    private const int MaxMarksInAll = 8;

    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>What is wrong with the text, to follow its name in a sentence; null when it is fit to be shown.</summary>
    /// <param name="lines">It may have several lines, and hints for breaking and directing them as word processors leave them.</param>
    public static string? Fault(string text, bool lines = false)
    {
        var (showing, joining, previous) = (false, false, default(Rune));
        foreach (var rune in SubdivisionFlag().Replace(text, "\U0001F3F4").EnumerateRunes())
        {
            if (lines && rune.Value is '\n' or '\r' or '\t')
                previous = default;
            else if (IsRefused(rune) || (IsIgnorable(rune) && !MayFollow(rune, previous)))
            {
                if (!(lines && IsLayout(rune)))
                    return $"contains the character U+{rune.Value:X4}, which cannot be seen or disturbs what stands around it";
            }
            else
            {
                if (NormalForm.IsMark(rune) && !IsIgnorable(rune) && previous == default)
                    return "begins with a mark that belongs on a letter";
                showing |= !Rune.IsWhiteSpace(rune) && !NormalForm.IsMark(rune) && !IsIgnorable(rune);
                joining = rune.Value == ZeroWidthJoiner && IsPictograph(previous);
                previous = rune;
            }
        }

        return IsPiled(text) ? $"has more than {MaxMarks} marks on one letter"
            : joining ? "ends with a joiner, which takes in what stands beside it" // unlike a letter's, which gives it another shape
            : showing || text.Length == 0 ? null
            : "shows nothing";
    }

    /// <summary>The one spelling that is kept: NFC, trimmed; in a line each run of spaces of any kind is one (as RFC 8266 has it for nicknames).</summary>
    public static string Spell(string text, bool lines = false)
    {
        text = NormalForm.Of(text, NormalizationForm.FormC).Trim();
        return lines ? text : Spaces().Replace(text, " ");
    }

    /// <summary>What spellings that a reader takes for one have in common (NFKC_Casefold of UAX #44, but ß and ss stay two): to find and compare by.</summary>
    /// <remarks>Stores hold such keys: a change here needs a migration like Quizzes' <c>Keys</c>.</remarks>
    public static string Key(string text)
    {
        var visible = string.Concat(NormalForm.Of(text, NormalizationForm.FormKC).EnumerateRunes().Where(rune => !IsIgnorable(rune)));
        var folded = visible.ToUpperInvariant().ToLowerInvariant(); // up and down: σ and ς are one
        return Spaces().Replace(NormalForm.Of(folded, NormalizationForm.FormKC), " ");
    }

    private static bool IsRefused(Rune rune) =>
        IsBlank(rune)
        || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner));

    // Emoji and some scripts are spelt with characters that show nothing by themselves: one at a time, after what they change the look of.
    private static bool MayFollow(Rune rune, Rune previous) =>
        previous != default && !Rune.IsWhiteSpace(previous) && rune.Value switch
        {
            ZeroWidthJoiner => IsPictograph(previous) || IsJoined(previous),
            ZeroWidthNonJoiner => IsJoined(previous),
            >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF => !IsIgnorable(previous),
            _ => false,
        };

    private static bool IsPictograph(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol || rune.Value is 0xFE0F or >= 0x1F3FB and <= 0x1F3FF; // or coloured ones

    // Arabic to Myanmar, Khmer, Mongolian and the scripts of South and South-East Asia beyond: those whose letters join.
    private static bool IsJoined(Rune rune) =>
        rune.Value is >= 0x0600 and <= 0x109F or >= 0x1700 and <= 0x1C4F or >= 0xA800 and <= 0xA95F or >= 0xA980 and <= 0xABFF or >= 0x10A00 and <= 0x11FFF;

    private static bool IsPiled(string text)
    {
        var (marks, all) = (0, 0);
        foreach (var rune in NormalForm.Of(text, NormalizationForm.FormD).EnumerateRunes().Where(rune => !IsIgnorable(rune)))
        {
            var beside = IsJoined(rune) && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark;
            (marks, all) = NormalForm.IsMark(rune) ? (marks + (beside ? 0 : 1), all + 1) : (0, 0);
            if (marks > MaxMarks || all > MaxMarksInAll)
                return true;
        }

        return false;
    }

    // No property tells these: blank by their very picture (Braille, a note head, Egyptian and Khitan fillers, the place of an object).
    private static bool IsBlank(Rune rune) => rune.Value is 0x2800 or 0x1D159 or 0x13441 or 0x13442 or 0x16FE4 or 0xFFFC;

    // Soft hyphen, zero-width space, marks of direction, word joiner, byte order mark: they come along with what is pasted.
    private static bool IsLayout(Rune rune) => rune.Value is 0x00AD or 0x200B or 0x200E or 0x200F or 0x061C or 0x2060 or 0xFEFF;

    // Default_Ignorable_Code_Point in Unicode's DerivedCoreProperties.txt, the same from Unicode 9 to 17; .NET does not have it.
    private static bool IsIgnorable(Rune rune) => rune.Value is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or >= 0x180B and <= 0x180F or >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F or 0x3164
        or >= 0xFE00 and <= 0xFE0F or 0xFEFF or 0xFFA0 or >= 0xFFF0 and <= 0xFFF8 or >= 0x1BCA0 and <= 0x1BCA3 or >= 0x1D173 and <= 0x1D17A
        or >= 0xE0000 and <= 0xE0FFF;

    // The flags of England, Scotland and Wales: a black flag, letters of tags, and the tag that ends them (UTS #51, emoji_tag_sequence).
    [GeneratedRegex(@"\uD83C\uDFF4(?:\uDB40[\uDC30-\uDC39\uDC61-\uDC7A]){3,6}\uDB40\uDC7F")]
    private static partial Regex SubdivisionFlag();

    [GeneratedRegex(@"\p{Zs}+")]
    private static partial Regex Spaces();
}
