using System.Text;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Text in QTI, which is XHTML: as it would be read, without any of its looks. Lines are paragraphs; white space is one space, but for no-break spaces, which
/// are as many.
/// </summary>
internal sealed class QtiText
{
    public static readonly XNamespace Namespace = "http://www.imsglobal.org/xsd/imsqti_v2p1";

    private const char NoBreak = '\u00A0';

    private readonly StringBuilder _text = new();
    private readonly Func<XElement, string?> _instead;
    private readonly Action<Sentence> _warn;

    private QtiText(Func<XElement, string?> instead, Action<Sentence> warn) => (_instead, _warn) = (instead, warn);

    /// <param name="of">What is in it is read, itself it is not.</param>
    /// <param name="instead">What stands in the place of an element; null where that is read as text.</param>
    /// <param name="warn">Told of what is left out, but for looks.</param>
    public static string Of(XElement of, Func<XElement, string?> instead, Action<Sentence> warn)
    {
        var text = new QtiText(instead, warn);
        text.AddChildren(of, isKept: false);
        text.TrimLine();
        return text._text.ToString().Replace(NoBreak, ' ').Trim();
    }

    /// <summary>As <see cref="Of"/> reads it again: a paragraph for each line.</summary>
    /// <param name="content">What is in a line, where that is not only text.</param>
    public static IEnumerable<XElement> Paragraphs(string text, Func<string, object>? content = null) => Lines(text)
        .Select(line => new XElement(Namespace + "p", line.Length == 0 ? new XElement(Namespace + "br") : content is null ? line : content(line)));

    /// <summary>As <see cref="Of"/> reads it again: without a paragraph where it is one line.</summary>
    public static object Flow(string text) => Lines(text) is [var line] ? line : Paragraphs(text);

    /// <summary>Whether <see cref="Of"/> reads it as something else.</summary>
    public static bool IsLost(string text) => text.AsSpan().ContainsAny('\t', NoBreak);

    private static string[] Lines(string text) => [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').Select(Spaced)];

    // Where a space would be one with another, or stand at an end and be none.
    private static string Spaced(string line) => string.Concat(line.Select((c, i) =>
        c == ' ' && (i == 0 || i == line.Length - 1 || line[i - 1] == ' ') ? NoBreak : c));

    private void AddChildren(XElement element, bool isKept)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
                Add(child, isKept);
            else if (node is XText text)
                Add(text.Value, isKept);
        }
    }

    private void Add(XElement element, bool isKept)
    {
        var name = element.Name.LocalName;
        var isBlock = HtmlText.IsBlock(name) || element.Is("prompt", "rubricBlock")
            || (name.EndsWith("Interaction", StringComparison.Ordinal) && !IsInline(element));
        if (name == "br" || (isBlock && !IsAtStart()))
            NewLine();
        if (HtmlText.IsPicture(name))
            _warn("Pictures, sounds and the like in it are left out.");
        if (name == "math")
            _warn("Formulas in it are only their characters.");
        if (element.Is("sup", "sub") && element.HasElements)
            _warn(HtmlText.InLine);
        if (_instead(element) is { } instead)
            Add(instead, isKept: false);
        else if (name == "img")
            Add(element.Said("alt"), isKept: false);
        else if (element.Is("sup", "sub") && !element.HasElements)
            Add(HtmlText.Moved(element.Value, name == "sup", _warn), isKept: false);
        else
            AddChildren(element, isKept || name == "pre");
        if (isBlock && name != "br" && !IsAtStart())
            NewLine();
        if (element.Is("td", "th"))
            Add(" ", isKept: false);
    }

    public static bool IsInline(XElement interaction) => interaction.Is("textEntryInteraction", "inlineChoiceInteraction");

    private void Add(string text, bool isKept)
    {
        foreach (var c in text)
        {
            if (isKept && c == '\n')
                NewLine();
            else if (c is not (' ' or '\t' or '\r' or '\n'))
                _text.Append(c);
            else if (isKept)
                _text.Append(NoBreak);
            else if (!IsAtStart() && _text[^1] != ' ')
                _text.Append(' ');
        }
    }

    private bool IsAtStart() => _text.Length == 0 || _text[^1] == '\n';

    private void NewLine()
    {
        TrimLine();
        _text.Append('\n');
    }

    private void TrimLine()
    {
        if (_text.Length > 0 && _text[^1] == ' ')
            _text.Length--;
    }
}
