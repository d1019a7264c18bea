using System.Text;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>How GIFT spells texts and numbers.</summary>
internal static class GiftText
{
    /// <summary>The format of texts that name none.</summary>
    public const string Default = "moodle";

    public const string Markdown = "markdown";

    // A character behind a backslash is hidden as one that no text has (ImportFile refuses those), until all is taken apart.
    private const string Escaped = "~=#{}:n\\", Meant = "~=#{}:\n\\";
    private const char FirstMark = '\uFDD0';

    private static readonly string[] Formats = [Default, "html", "plain", Markdown];

    public static string Mark(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var marked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '\\' && i + 1 < text.Length ? Escaped.IndexOf(text[i + 1], StringComparison.Ordinal) : -1;
            marked.Append(escaped < 0 ? text[i] : (char)(FirstMark + escaped));
            i += escaped < 0 ? 0 : 1;
        }

        return marked.ToString();
    }

    public static string Unmark(string marked) => string.Create(marked.Length, marked, static (text, marked) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = marked[i] - FirstMark is >= 0 and var mark && mark < Meant.Length ? Meant[mark] : marked[i];
    });

    /// <summary>Takes the format off that a text may begin with, <c>[html]</c> and the like.</summary>
    public static (string Format, string Text) Format(string marked, string otherwise)
    {
        var text = marked.TrimStart();
        var format = Array.Find(Formats, name => text.StartsWith($"[{name}]", StringComparison.Ordinal));
        return format is null ? (otherwise, marked) : (format, text[(format.Length + 2)..]);
    }

    /// <summary>A text as <see cref="Mark"/> and <see cref="Unmark"/> read it, in one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))
        {
            if (Meant.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at)
                escaped.Append('\\').Append(Escaped[at]);
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>What <see cref="Number"/> reads, as people write it: <c>9.81 ± 0.05</c>, <c>1–5</c>.</summary>
    public static string Shown(string number) =>
        number.Replace("..", "–", StringComparison.Ordinal).Replace(":", " ± ", StringComparison.Ordinal);

    /// <summary>Reads <c>9.81</c>, <c>9.81:0.05</c> and <c>1..5</c>, of which the middle is right.</summary>
    /// <returns>Null where it is none, or cannot be kept exactly.</returns>
    public static (decimal Value, decimal Tolerance)? Number(string text)
    {
        if (text.IndexOf("..", StringComparison.Ordinal) is > 0 and var dots)
        {
            if (!LooseNumbers.TryRead(text[..dots], out var from) || !LooseNumbers.TryRead(text[(dots + 2)..], out var to))
                return null;
            var middle = from + ((to - from) / 2);
            var half = to - middle;
            return from <= to && middle - half == from && Numbers.TryRead($"{middle}", out _) ? (middle, half) : null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? LooseNumbers.TryRead(text[..colon], out var value) && LooseNumbers.TryRead(text[(colon + 1)..], out var tolerance) ? (value, tolerance) : null
            : LooseNumbers.TryRead(text, out value) ? (value, 0) : null;
    }
}
