using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Reading;

/// <summary>
/// CommonMark to HTML. The texts are a stranger's: HTML in them is shown as it is typed, links go to http, https and mailto only, and nothing is loaded.
/// What is nested too deep to be meant, or multiplies an address to make a page huge, is shown as it is typed, and so is what would show nothing.
/// </summary>
internal static partial class MarkdownText
{
    private const int MaxAddresses = 4_000; // characters of a text's links: one address, defined once, may be linked to hundreds of times

    private const int MaxDepth = 32; // of what is nested

    private const char Open = '\uE000', Close = '\uE001'; // around a gap's number; private characters, which the API takes in no text

    private static readonly MarkdownPipeline Blocks = Pipeline(new());

    private static readonly MarkdownPipeline Line = LinePipeline();

    /// <summary>All of it: paragraphs, lists, quotations, code.</summary>
    public static string Passage(string text) => Render(text, Blocks, Html) is { Length: > 0 } html ? html : $"<p>{AsTyped(text)}</p>";

    /// <summary>Only what may stand in a line; its paragraphs are lines.</summary>
    public static string Phrase(string text) =>
        Render(text, Line, document => Write(document, inLine: true)) is { Length: > 0 } html ? html : AsTyped(text);

    /// <summary>The paragraph or heading that it begins with, as what may stand in a line, or null; and all else.</summary>
    public static (string? Heading, string Body) Asked(string text)
    {
        var heading = "";
        var body = Render(text, Blocks, document =>
        {
            if (document.FirstOrDefault(block => block is not LinkReferenceDefinitionGroup) is LeafBlock and (ParagraphBlock or HeadingBlock) and var first)
            {
                document.Remove(first);
                heading = Write(first, inLine: true);
            }

            return Html(document);
        });
        return body is null || (heading + body).Length == 0 ? (AsTyped(text), "") : (heading.Length == 0 ? null : heading, body);
    }

    /// <summary>Without its marks.</summary>
    public static string Plain(string text) => Render(text, Blocks, WithoutMarks) is { Length: > 0 } plain ? plain : text;

    /// <inheritdoc cref="Plain"/>
    public static string PlainPhrase(string text) => Render(text, Line, WithoutMarks) is { Length: > 0 } plain ? plain : text;

    /// <summary>
    /// A text with gaps, cut into what stands between them. An element may go on behind a gap: only all of it together is HTML. A gap in what is not shown, as
    /// an address, comes last.
    /// </summary>
    public static IEnumerable<(string Html, int? Gap)> Gapped(string text, int gaps)
    {
        var left = new HashSet<int>();
        var marked = Answered.GapMark().Replace(text.Replace(Open, '?').Replace(Close, '?'), mark =>
        {
            var number = int.Parse(mark.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (number > gaps)
                return mark.Value;
            left.Add(number);
            return $"{Open}{number}{Close}";
        });
        foreach (var (i, piece) in ShownGap().Split(Passage(marked)).Index())
        {
            if (i % 2 == 0)
                yield return (piece, null);
            else if (int.TryParse(piece, CultureInfo.InvariantCulture, out var number) && left.Remove(number))
                yield return ("", number - 1);
        }

        foreach (var number in left.Order())
            yield return ("", number - 1);
    }

    private static MarkdownPipeline LinePipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear(); // 1. in an option begins no list
        builder.BlockParsers.Add(new FencedCodeBlockParser());
        builder.BlockParsers.Add(new ParagraphBlockParser { ParseSetextHeadings = false });
        return Pipeline(builder);
    }

    private static MarkdownPipeline Pipeline(MarkdownPipelineBuilder builder)
    {
        builder.MaximumNestingDepth = MaxDepth;
        return builder.DisableHtml().Build();
    }

    // Null where it is to be shown as it was typed.
    private static string? Render(string text, MarkdownPipeline pipeline, Func<MarkdownDocument, string> write)
    {
        try
        {
            if (Nested().IsMatch(text))
                return null;
            var document = Markdown.Parse(text, pipeline);
            var addresses = document.Descendants<LinkInline>().Sum(link => MarkdownRenderer.Address(link).Length);
            return addresses <= MaxAddresses ? write(document) : null;
        }
        catch (ArgumentException) // nested too deep: there is no exception for that alone
        {
            return null;
        }
    }

    private static string AsTyped(string text) => $"<span class=\"as-typed\">{WebUtility.HtmlEncode(text)}</span>";

    private static string Html(MarkdownDocument document) => Write(document);

    private static string WithoutMarks(MarkdownDocument document) => Write(document, marks: false);

    private static string Write(Block block, bool inLine = false, bool marks = true)
    {
        using var text = new StringWriter();
        new MarkdownRenderer(text, inLine, marks).Render(block);
        return text.ToString().Trim();
    }

    // Lists and quotations that begin in one line, which take a time that grows with the cube of their number.
    [GeneratedRegex(@"^([ \t]*(>|([-+*]|[0-9]{1,9}[.)])[ \t])){17}", RegexOptions.Multiline)]
    private static partial Regex Nested();

    // Digits alone: a tag between two marks that an entity stands for must not go with them.
    [GeneratedRegex("\uE000([0-9]+)\uE001")]
    private static partial Regex ShownGap();
}
