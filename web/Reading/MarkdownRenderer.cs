using System.Text;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace QuizPlatform.Web.Reading;

/// <summary>Writes Markdown that was read as HTML that fits into a page: into its outline, its security policy, and its labels.</summary>
internal sealed class MarkdownRenderer : HtmlRenderer
{
    private static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    /// <param name="inLine">Whether only what may stand in a line is wanted.</param>
    /// <param name="marks">Whether tags are wanted at all.</param>
    public MarkdownRenderer(TextWriter writer, bool inLine, bool marks)
        : base(writer)
    {
        EnableHtmlForBlock = EnableHtmlForInline = EnableHtmlEscape = marks;
        ObjectRenderers.Replace<HeadingRenderer>(new Headings(inLine));
        ObjectRenderers.Replace<LinkInlineRenderer>(new Links());
        ObjectRenderers.Replace<AutolinkInlineRenderer>(new BareLinks());
        ObjectRenderers.Replace<HtmlEntityInlineRenderer>(new Entities());
        ObjectRenderers.Replace<CodeBlockRenderer>(new CodeLines(inLine));
        if (inLine)
            ObjectRenderers.Replace<ParagraphRenderer>(new Lines());
    }

    /// <summary>Where a link leads, or an image is.</summary>
    public static string Address(LinkInline link) => link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";

    private void WriteLink(string address, Inline link, Action text)
    {
        // As browsers read it: what begins so is of no other scheme. A link in a link, as around an image, is none.
        var isLink = EnableHtmlForInline && Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            && !IsIn<LinkInline>(link);
        if (isLink)
            Write("<a href=\"").WriteEscapeUrl(address).Write("\" target=\"_blank\" rel=\"nofollow noopener noreferrer\">");
        text();
        if (isLink)
            Write("</a>");
    }

    private static bool IsIn<T>(Inline inline)
        where T : Inline
    {
        for (var around = inline.Parent; around is not null; around = around.Parent)
        {
            if (around is T)
                return true;
        }

        return false;
    }

    // An image becomes a link to it: loading it would tell others who reads this.
    private sealed class Links : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            var address = Address(link);
            ((MarkdownRenderer)renderer).WriteLink(address, link, () =>
            {
                if (link.FirstChild is null)
                    renderer.WriteEscape(address);
                else
                    renderer.WriteChildren(link);
            });
        }
    }

    private sealed class BareLinks : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline link) => ((MarkdownRenderer)renderer).WriteLink(
            link.IsEmail ? $"mailto:{link.Url}" : link.Url, link, () => renderer.WriteEscape(link.Url));
    }

    // The page has its own outline.
    private sealed class Headings(bool inLine) : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            if (inLine || !renderer.EnableHtmlForBlock)
                renderer.WriteLeafInline(heading).EnsureLine();
            else
                renderer.Write("<p><strong>").WriteLeafInline(heading).WriteLine("</strong></p>");
        }
    }

    private sealed class Lines : HtmlObjectRenderer<ParagraphBlock>
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
        {
            if (renderer.EnableHtmlForBlock && paragraph.Parent is { } all && all.IndexOf(paragraph) is > 0 and var i && all[i - 1] is ParagraphBlock)
                renderer.Write("<br>");
            renderer.WriteLeafInline(paragraph).EnsureLine();
        }
    }

    // Without its language, which would be an attribute of a stranger's words; and a pre may not stand in a label.
    private sealed class CodeLines(bool inLine) : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock code)
        {
            if (renderer.EnableHtmlForBlock)
                renderer.Write(inLine ? "<code class=\"lines\">" : "<pre><code>");
            renderer.WriteLeafRawLines(code, writeEndOfLines: true, renderer.EnableHtmlEscape);
            if (renderer.EnableHtmlForBlock)
                renderer.Write(inLine ? "</code>" : "</code></pre>");
        }
    }

    // What the API takes in no text, as it cannot be seen or leaves its place, comes by no entity either.
    private sealed class Entities : HtmlObjectRenderer<HtmlEntityInline>
    {
        private const string Blank = "\u115F\u1160\u2800\u3164\uFFA0";

        protected override void Write(HtmlRenderer renderer, HtmlEntityInline entity)
        {
            var shown = entity.Transcoded.ToString();
            renderer.WriteEscape(shown.EnumerateRunes().All(IsSeen) ? shown : entity.Original.ToString());
        }

        private static bool IsSeen(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            && !(rune.IsBmp && Blank.Contains((char)rune.Value, StringComparison.Ordinal));
    }
}
