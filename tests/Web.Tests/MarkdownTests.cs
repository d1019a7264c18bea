using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.AspNetCore.Components;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Quizzes;
using QuizPlatform.Web.Reading;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Tests;

/// <summary>Texts of quizzes that are Markdown, in pages: what a stranger writes there.</summary>
public class MarkdownTests : PageContext
{
    private const string QuizId = "0190000000007000800000000000000a";

    private static readonly string[] Tags =
        ["a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "span", "strong", "ul"];

    private static readonly string[] TagsInLine = ["a", "br", "code", "em", "span", "strong"];

    [Theory]
    [InlineData("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>")]
    [InlineData("A `List<int>`", "<p>A <code>List&lt;int&gt;</code></p>")]
    [InlineData("a List<int> <b>b</b>", "<p>a List&lt;int&gt; &lt;b&gt;b&lt;/b&gt;</p>")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("# Big\n\nText", "<p><strong>Big</strong></p>\n<p>Text</p>")]
    [InlineData("Big\n===", "<p><strong>Big</strong></p>")]
    [InlineData("```js\na < b\n```", "<pre><code>a &lt; b\n</code></pre>")]
    [InlineData("1 | 2\n--|--\n3 | 4", "<p>1 | 2\n--|--\n3 | 4</p>")] // no extensions
    [InlineData("https://example.org", "<p>https://example.org</p>")]
    public void It_is_CommonMark_without_HTML(string text, string html) => Assert.Equal(html, MarkdownText.Passage(text));

    [Theory]
    [InlineData("[x](https://example.org/a?b=c&d=%22)", "https://example.org/a?b=c&d=%22", "x")]
    [InlineData("[x](HTTP://example.org)", "HTTP://example.org", "x")]
    [InlineData("[x](mailto:ann@example.org)", "mailto:ann@example.org", "x")]
    [InlineData("<https://example.org>", "https://example.org", "https://example.org")]
    [InlineData("<ann@example.org>", "mailto:ann@example.org", "ann@example.org")]
    [InlineData("[x][1]\n\n[1]: https://example.org \"title\"", "https://example.org", "x")]
    [InlineData("![a map](https://example.org/map.png)", "https://example.org/map.png", "a map")]
    [InlineData("![](https://example.org/map.png)", "https://example.org/map.png", "https://example.org/map.png")]
    [InlineData("[![a map](https://evil.example/map.png)](https://example.org)", "https://example.org", "a map")]
    public void Links_open_elsewhere_and_pictures_are_links(string text, string address, string shown)
    {
        var link = Assert.Single(Parse(MarkdownText.Passage(text)).QuerySelectorAll("a"));

        Assert.Equal((address, shown), (link.GetAttribute("href"), link.TextContent));
        Assert.Equal(("_blank", "nofollow noopener noreferrer"), (link.GetAttribute("target"), link.GetAttribute("rel")));
        Assert.Equal(3, link.Attributes.Length);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))", "x")]
    [InlineData("[x](JavaScript&colon;alert(1))", "x")]
    [InlineData("[x](java&#10;script:alert(1))", "x")]
    [InlineData("[x](&#1;javascript:alert(1))", "x")]
    [InlineData("<javascript:alert(1)>", "javascript:alert(1)")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)", "x")]
    [InlineData("[x](vbscript:x)", "x")]
    [InlineData("[x](/sign-out)", "x")]
    [InlineData("[x](//example.org)", "x")]
    [InlineData("[x](https:example.org)", "x")]
    [InlineData("[x]( )", "x")]
    [InlineData("![a map](data:image/svg+xml,x)", "a map")]
    public void All_other_links_are_texts(string text, string shown)
    {
        var page = Parse(MarkdownText.Passage(text));

        Assert.Empty(page.QuerySelectorAll("a"));
        Assert.Equal(shown, page.TextContent.Trim());
    }

    [Theory]
    [InlineData("1. Paris", "1. Paris")]
    [InlineData("# Paris", "# Paris")]
    [InlineData("- `a` > *b*", "- <code>a</code> &gt; <em>b</em>")]
    [InlineData("one\n\ntwo", "one\n<br>two")]
    [InlineData("```\na < b\n\n  c\n```", "<code class=\"lines\">a &lt; b\n\n  c\n</code>")]
    [InlineData("[a]: https://example.org", "<span class=\"as-typed\">[a]: https://example.org</span>")] // would show nothing
    public void An_option_stays_within_its_line(string text, string html) => Assert.Equal(html, MarkdownText.Phrase(text));

    [Theory]
    [InlineData("What is *this*?", "What is <em>this</em>?", "")]
    [InlineData("What does it print?\n\n```\nx\n```", "What does it print?", "<pre><code>x\n</code></pre>")]
    [InlineData("## Big\ntext", "Big", "<p>text</p>")]
    [InlineData("[a]: https://example.org\n\nSee *b*", "See <em>b</em>", "")]
    [InlineData("- one\n- two", null, "<ul>\n<li>one</li>\n<li>two</li>\n</ul>")]
    [InlineData("#", "<span class=\"as-typed\">#</span>", "")]
    public void What_a_question_begins_with_is_its_heading(string text, string? heading, string body) =>
        Assert.Equal((heading, body), MarkdownText.Asked(text));

    [Theory]
    [InlineData("A **map** of `x < y`\n\n- see [it](https://example.org)", "A map of x < y\nsee it")]
    [InlineData("![a map](https://example.org)", "a map")]
    public void Read_out_it_has_no_marks(string text, string plain) => Assert.Equal(plain, MarkdownText.Plain(text).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("**[[1]]** and `x = [[2]]`", "<p><strong>{0}</strong> and <code>x = {1}</code></p>")]
    [InlineData("```\n[[2]]\n```\n- [[1]]", "<pre><code>{1}\n</code></pre>\n<ul>\n<li>{0}</li>\n</ul>")]
    [InlineData("[[1]](https://example.org) [[2]]: x", "<p>{0}(https://example.org) {1}: x</p>")]
    [InlineData("[x](https://example.org/[[1]])[[2]][[3]]", null)]
    public void Gaps_are_where_their_marks_are(string text, string? html)
    {
        var pieces = MarkdownText.Gapped(text, 2).ToList();

        var whole = string.Concat(pieces.Select(piece => piece.Gap is { } gap ? $"{{{gap}}}" : piece.Html));
        Assert.Equal([0, 1], pieces.Select(piece => piece.Gap).OfType<int>().Order());
        if (html is not null)
            Assert.Equal(html, whole);
        else
            Assert.EndsWith("{1}[[3]]</p>{0}", whole, StringComparison.Ordinal); // in an address nobody could fill it
    }

    // What would be no gap of the quiz's, or one twice, is no field.
    [Theory]
    [InlineData("[[1]] \uE0005\uE001 &#xE000;9&#xE001; &#xE000;1&#xE001; [[1]]")]
    [InlineData("[[1]] \uE000x\uE001\uE000")]
    public void Marks_cannot_be_forged(string text) => Assert.Equal([0], MarkdownText.Gapped(text, 1).Select(piece => piece.Gap).OfType<int>());

    [Theory]
    [InlineData("[x &#xE000;](https://example.org) y &#xE001; [[1]]")]
    [InlineData("```&#xE000;\na\n```\n&#xE001; [[1]]")]
    [InlineData("```[[1]]\na\n```")]
    [InlineData("```\" onclick=\"x\na\n```\n[[1]]")]
    public void What_stands_around_a_gap_is_whole_HTML(string text)
    {
        var html = string.Concat(MarkdownText.Gapped(text, 1).Select(piece => piece.Html));

        Assert.DoesNotContain("class=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick=\"", html, StringComparison.Ordinal);
        foreach (var tag in (string[])["a", "p", "pre", "code"])
            Assert.Equal(Regex.Count(html, $"<{tag}[ >]"), Regex.Count(html, $"</{tag}>"));
    }

    [Theory]
    [InlineData("&eacute;&amp;&#x1F600;&nbsp;a", "é&amp;😀\u00A0a")]
    [InlineData("a&#x202E;b", "a&amp;#x202E;b")]
    [InlineData("&#x200B;", "&amp;#x200B;")]
    [InlineData("a&#x300;", "a&amp;#x300;")]
    [InlineData("&#x3164;", "&amp;#x3164;")]
    [InlineData("&#0;", "&amp;#0;")]
    public void An_entity_brings_nothing_that_may_not_be_typed(string text, string shown) => Assert.Equal(shown, MarkdownText.Phrase(text));

    public static TheoryData<string, string> Hostile => new()
    {
        { ">", "" }, { "> - ", "" }, { "- ", "a" }, { "[", "" }, { "![", "" }, { "*a **b ", "" }, { "*a _b", "" }, { "**", "a" }, { "`", "a" },
        { "```\n", "" }, { "[a](", "" }, { "[a][", "" }, { "<a href=", "" }, { "<", "" }, { "&", "" }, { "\\", "" }, { "[[1]]", "" }, { "1. ", "a" },
        { "[a]\n\n", "[a]: https://example.org/" + new string('b', 900) }, { "[a]", "\n\n[a]: https://example.org/" + new string('é', 900) },
        { "![a]", "\n\n[a]: https://example.org/" + new string('b', 900) }, { "*\t", "" }, { "<!--", "" }, { "\uE000", "" }, { "(((", "[a](" },
        { "a\n=\n", "" }, { "*_`[", "" }, { "]]]](", "" }, { "&#x1F600;", "" }, { "\"", "" },
    };

    // Four times as long as any may be: what grows faster than with the square takes minutes.
    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_text_is_shown_soon_and_stays_small(string part, string end)
    {
        var text = string.Concat(Enumerable.Repeat(part, 8000))[..(8000 - end.Length)] + end;
        var since = Stopwatch.GetTimestamp();

        string[] shown =
        [
            MarkdownText.Passage(text), MarkdownText.Phrase(text), MarkdownText.Asked(text).Heading + MarkdownText.Asked(text).Body,
            MarkdownText.Plain(text), MarkdownText.PlainPhrase(text), string.Concat(MarkdownText.Gapped(text, 20).Select(piece => piece.Html)),
        ];

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.All(shown, html => Assert.InRange(html.Length, 0, 200_000));
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("> ")]
    [InlineData("1. - ")]
    [InlineData("[")]
    public void What_is_nested_too_deep_is_shown_as_it_is_typed(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200)) + "x";

        Assert.Equal(text, Assert.Single(Parse(MarkdownText.Passage(text)).QuerySelectorAll("p > .as-typed")).TextContent);
        Assert.Equal(text, MarkdownText.Plain(text));
    }

    [Fact]
    public void Whatever_is_written_only_known_tags_come_of_it()
    {
        var random = new Random(1);
        string[] parts =
        [
            "*", "**", "_", "`", "```\n", "[", "]", "(", ")", "!", "<", ">", "\"", "'", "&", "&lt;", "&#0;", "\n", "\n\n", "    ", "- ", "1. ", "# ", "===\n",
            "---\n", "> ", "javascript:alert(1)", "https://a.b/", "mailto:a@b.c", "<img src=x onerror=alert(1)>", "<script>", "</p>", "</label>", "onclick=",
            "style=", "\\", "[[1]]", "a", "b ", "[a]: https://a.b\n", "[a]", "\uD800", "\uE000", "\t",
        ];
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => parts[random.Next(parts.Length)]));
            Check(text, MarkdownText.Passage(text), Tags);
            Check(text, MarkdownText.Phrase(text), TagsInLine);
            Check(text, MarkdownText.Asked(text).Heading ?? "", TagsInLine);
            Check(text, string.Concat(MarkdownText.Gapped(text, 2).Select(piece => piece.Html)), Tags);
        }

        static void Check(string text, string html, string[] tags) => Assert.All(Parse(html).QuerySelectorAll("*"), element =>
        {
            Assert.True(tags.Contains(element.LocalName), $"{text} → {html}");
            Assert.All(element.Attributes, attribute => Assert.True(
                attribute.Name is "class" or "start" || (element.LocalName == "a" && attribute.Name is "href" or "target" or "rel"), $"{text} → {html}"));
            Assert.Empty(element.QuerySelectorAll("a a"));
        });
    }

    [Fact]
    public void A_page_shows_it_where_the_quiz_says_so_and_in_no_title()
    {
        var quiz = JsonSerializer.SerializeToNode(A.Quiz(QuizId))!.AsObject();
        (quiz["title"], quiz["description"], quiz["textFormat"]) = ("*Maps*", "All **about** maps", "markdown");
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", quiz);

        var page = Render<CoverPage>(parameters => parameters.Add(cover => cover.Id, QuizId));

        Assert.Equal("*Maps*", page.Find("h1").TextContent);
        Assert.Equal("<p>All <strong>about</strong> maps</p>", page.Find(".prose").InnerHtml);
    }

    [Theory]
    [InlineData("plain", "2*3*4 <b>", "2*3*4 &lt;b&gt;")]
    [InlineData("markdown", "2*3*4 <b>", "2<em>3</em>4 &lt;b&gt;")]
    public void A_plain_text_is_shown_as_it_is_typed(string format, string text, string html)
    {
        var asked = Show(format, new("q1", text, [text, "b"], 1));

        Assert.Equal(html, asked.Find("h2").InnerHtml);
        Assert.Equal(html, asked.Find(".option bdi").InnerHtml);
    }

    [Fact]
    public void What_follows_the_heading_describes_the_question()
    {
        var asked = Show("markdown", new("q1", "What does it print?\n\n    1 + 1", ["`2`", "`11`"], 1, "multiple"));

        Assert.Equal("What does it print?", asked.Find("legend h2").TextContent);
        Assert.Equal("answer-q1-asked answer-q1-hint", asked.Find("fieldset").GetAttribute("aria-describedby"));
        Assert.Equal("1 + 1", asked.Find("fieldset > #answer-q1-asked pre").TextContent.Trim());
        Assert.Equal("2", asked.Find(".option code").TextContent);
    }

    [Fact]
    public void A_question_that_begins_with_code_has_a_heading()
    {
        var asked = Show("markdown", new("q1", "    1 + 1", ["a", "b"], 1));

        Assert.Equal("Question", asked.Find("h2").TextContent);
    }

    [Fact]
    public void Lists_to_choose_from_have_no_marks()
    {
        var asked = Show("markdown", new("q1", "Which?", ["*Rome*", "1. Paris"], 1, "matching", Prompts: ["**Italy**", "France"]));

        Assert.Equal(["Rome", "1. Paris"], asked.FindAll("select")[0].QuerySelectorAll("option").Skip(1).Select(option => option.TextContent.Trim()));
        Assert.Equal("Italy", asked.Find("label strong").TextContent);
    }

    [Fact]
    public void Gaps_are_fields_in_code_too()
    {
        var asked = Show("markdown", new("q1", "Fill *it*:\n\n    x = [[1]];", [], 1, "gaps", Gaps: [new("text")]));

        Assert.Equal("answer-q1-0", asked.Find("pre code .gap input").GetAttribute("name"));
        Assert.Equal("it", asked.Find(".gapped em").TextContent);
    }

    private IRenderedComponent<CascadingValue<string>> Show(string format, PlayerQuestion question) => Render<CascadingValue<string>>(cascading => cascading
        .Add(value => value.Name, Prose.Format).Add(value => value.Value, format)
        .AddChildContent<QuestionField>(field => field.Add(of => of.Question, question).Add(of => of.Number, 1).Add(of => of.Of, 1)));

    private static IElement Parse(string html) => new HtmlParser().ParseDocument($"<body><div>{html}</div>").Body!.FirstElementChild!;
}
