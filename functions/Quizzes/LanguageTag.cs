using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Language tags as BCP 47 writes them (RFC 5646): well-formed, in the case it recommends. Whether a subtag is registered is not asked: the
/// registry grows, and a page that is told an unknown one does as without.
/// </summary>
internal static partial class LanguageTag
{
    private const int MaxLength = 35; // what RFC 5646, 4.4.1, asks everybody to bear

    /// <summary>The tag in its own case (<c>pt-br</c> is <c>pt-BR</c>, <c>zh-hant</c> is <c>zh-Hant</c>); null when it is none.</summary>
    public static string? Parse(string text)
    {
        if (text.Length > MaxLength || !Ascii.IsValid(text))
            return null;
        var tag = text.ToLowerInvariant();
        return WellFormed().IsMatch(tag) ? Spell(tag) : null;
    }

    /// <summary>The tag and all that it is narrower than: <c>zh</c>, <c>zh-Hant</c>, <c>zh-Hant-TW</c>.</summary>
    public static IEnumerable<string> Wider(string? tag)
    {
        var subtags = tag?.Split('-') ?? [];
        return Enumerable.Range(1, subtags.Length).Select(count => string.Join('-', subtags.Take(count)));
    }

    // RFC 5646, 2.1.1: lower case, but for subtags of two (a region) and four letters (a script) that neither begin the tag nor follow a singleton.
    private static string Spell(string tag)
    {
        var subtags = tag.Split('-');
        for (var i = 1; i < subtags.Length && subtags[i].Length > 1; i++)
        {
            subtags[i] = subtags[i].Length switch
            {
                2 => subtags[i].ToUpperInvariant(),
                4 => char.ToUpperInvariant(subtags[i][0]) + subtags[i][1..],
                _ => subtags[i],
            };
        }

        return string.Join('-', subtags);
    }

    // Language, script, region, variants, extensions, private use. Tags that are private as a whole say nothing to others, and those from before
    // this grammar (i-klingon) have successors.
    [GeneratedRegex(
        "^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
        + "(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?\\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex WellFormed();
}
