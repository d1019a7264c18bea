using System.Net;
using Microsoft.AspNetCore.Components;

namespace QuizPlatform.Web.Reading;

/// <summary>The texts of a quiz as pages show them, by the format that its author has chosen: <c>plain</c> or <c>markdown</c>.</summary>
internal static class Prose
{
    public const string Markdown = "markdown";

    /// <summary>The name of the cascading value that tells the format of the texts beneath.</summary>
    public const string Format = "TextFormat";

    /// <summary>The class of an element with such a text.</summary>
    public static string Class(string? format) => format == Markdown ? "prose" : "as-typed";

    /// <summary>A text within a line: what a label may hold, or a heading.</summary>
    public static MarkupString Phrase(string text, string? format) => new(format == Markdown ? MarkdownText.Phrase(text) : WebUtility.HtmlEncode(text));

    /// <summary>What is asked as a heading, and what follows it; no heading where it begins with a list, a quotation or code.</summary>
    public static (MarkupString? Heading, MarkupString? Body) Asked(string text, string? format)
    {
        (string? heading, var body) = format == Markdown ? MarkdownText.Asked(text) : (WebUtility.HtmlEncode(text), "");
        return (heading is null ? null : new(heading), body.Length == 0 ? null : new(body));
    }

    /// <summary>A text of several lines where there can be no marks.</summary>
    public static string Plain(string text, string? format) => format == Markdown ? MarkdownText.Plain(text) : text;

    /// <summary>A text within a line where there can be no marks: in a list to choose from, or read out.</summary>
    public static string PlainPhrase(string text, string? format) => format == Markdown ? MarkdownText.PlainPhrase(text) : text;
}
