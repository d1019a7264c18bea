using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Quizzes;

/// <summary>HTML as plain text: as it would be read, without any of its looks.</summary>
internal static partial class HtmlText
{
    /// <summary>That there are no characters for it.</summary>
    public const string InLine = "What is raised or lowered stands in the line.";

    private const string Inline = "0123456789+-=()n", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
    };

    private static readonly HashSet<string> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        "audio", "canvas", "embed", "iframe", "img", "object", "picture", "svg", "video",
    };

    /// <param name="warn">Told of what is left out, but for looks.</param>
    public static string Of(string html, Action<Sentence> warn)
    {
        html = Moved().Replace(html, moved => Moved(moved.Groups[2].Value, moved.Groups[1].Value is "p" or "P", warn));
        var (text, at) = (new StringBuilder(), 0);
        var (lastEnd, lastComment) = (html.LastIndexOf('>'), html.LastIndexOf("-->", StringComparison.Ordinal)); // no search goes to the end in vain
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            var isComment = tag >= 0 && html.AsSpan(tag).StartsWith("<!--", StringComparison.Ordinal);
            if (tag < 0 || !IsTag(html, tag) || tag > (isComment ? lastComment : lastEnd))
            {
                var literal = tag < 0 ? html.Length : tag + 1; // 1 < 2 is no tag
                text.Append(Decoded(html[at..literal]));
                at = literal;
                continue;
            }

            text.Append(Decoded(html[at..tag]));
            at = Take(html, tag, html.IndexOf(isComment ? "-->" : ">", tag, StringComparison.Ordinal) + (isComment ? 3 : 1), text, warn);
        }

        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Spaces().Replace(line, " ").Trim());
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    /// <summary>Whether a text has what looks like a tag, or like an entity.</summary>
    public static bool IsIn(string text) => Tag().IsMatch(text);

    /// <summary>Whether elements of that name begin a line, and end one.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Whether elements of that name are to be seen or heard.</summary>
    public static bool IsPicture(string name) => Pictures.Contains(name);

    /// <summary>What is raised or lowered by the characters that there are for it: x² is not x2.</summary>
    public static string Moved(string text, bool isRaised, Action<Sentence> warn)
    {
        text = text.Trim();
        if (text.All(c => Inline.Contains(c, StringComparison.Ordinal)))
            return string.Concat(text.Select(c => (isRaised ? Raised : Lowered)[Inline.IndexOf(c, StringComparison.Ordinal)]));
        warn(InLine);
        return text;
    }

    // Returns where to read on.
    private static int Take(string html, int tag, int end, StringBuilder text, Action<Sentence> warn)
    {
        if (html[tag + 1] == '!')
        {
            warn("Comments in it are left out.");
            return end;
        }

        var name = string.Concat(html[(tag + 1)..end].TrimStart('/').TakeWhile(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (Blocks.Contains(name))
            text.Append('\n');
        if (name is "td" or "th")
            text.Append(' ');
        if (Pictures.Contains(name) && html[tag + 1] != '/')
            warn("Pictures, sounds and the like in it are left out.");
        if (name is "sup" or "sub" && html[tag + 1] != '/')
            warn(InLine);
        if (name is not ("script" or "style") || html[tag + 1] == '/')
            return end;
        var close = html.IndexOf($"</{name}", end, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? html.Length : close;
    }

    private static bool IsTag(string html, int at) => html.AsSpan(at + 1) switch
    {
        ['!', ..] => true,
        ['/', var letter, ..] => char.IsAsciiLetter(letter),
        [var letter, ..] => char.IsAsciiLetter(letter),
        _ => false,
    };

    // White space is one space before entities are read: what an entity stands for stays.
    private static string Decoded(string text) => WebUtility.HtmlDecode(Spaces().Replace(text, " ")).Replace('\u00A0', ' ');

    [GeneratedRegex("<su([pb])(?: [^<>]*)?>([^<>]{1,20})</su[pb]>", RegexOptions.IgnoreCase)]
    private static partial Regex Moved();

    [GeneratedRegex(@"[ \t\n]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("</?[A-Za-z][^<>]*>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")]
    private static partial Regex Tag();
}
