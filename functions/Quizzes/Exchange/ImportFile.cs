using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Quizzes;

/// <summary>A file as it came.</summary>
/// <param name="Charset">One of <see cref="Charsets"/>, for text that is not Unicode; null for what is.</param>
public sealed partial record ImportFile(ReadOnlyMemory<byte> Bytes, string? Charset = null)
{
    public static readonly IReadOnlyList<string> Charsets = ["utf-8", "windows-1252", "iso-8859-1"];

    private static readonly (byte[] Mark, Encoding Encoding)[] Marked =
    [
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(false, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    /// <summary>The text, whose lines end with <c>\n</c>: UTF-8, UTF-16 where a mark says so, or what is said to be its charset.</summary>
    /// <exception cref="UnreadableFileException">It is none, or has characters that no text has.</exception>
    public string Text()
    {
        var (mark, encoding) = Marked.FirstOrDefault(known => Bytes.Span.StartsWith(known.Mark), ([], Marked[0].Encoding));
        if (mark.Length == 0 && Charset is not (null or "utf-8"))
            encoding = CodePagesEncodingProvider.Instance.GetEncoding(Charset) ?? Encoding.Latin1;
        var text = Decode(Bytes.Span[mark.Length..], encoding).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

        var odd = text.AsSpan().IndexOfAny(NoText);
        return odd < 0 ? text : throw new UnreadableFileException(text.AsSpan(0, odd).Count('\n') + 1, $"The character U+{(int)text[odd]:X4} is not text.");
    }

    /// <exception cref="UnreadableFileException">It is what Moodle exports beside GIFT.</exception>
    public void RequireNoMoodleXml()
    {
        var start = Encoding.UTF8.GetString(Bytes.Span[..Math.Min(Bytes.Length, 1_000)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (MoodleXml().IsMatch(start))
            throw new UnreadableFileException(null, "It is Moodle XML, which is not read. Export GIFT from Moodle instead.");
    }

    // Control characters, and those that Unicode leaves to programs for marks of their own.
    private static readonly System.Buffers.SearchValues<char> NoText = System.Buffers.SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n')))
        + string.Concat(Enumerable.Range(0xFDD0, 32).Select(code => (char)code)) + "\uFFFE\uFFFF");

    [GeneratedRegex(@"^(<\?xml[^>]*>\s*)?<quiz>")]
    private static partial Regex MoodleXml();

    private static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n') + 1;
            throw encoding is UTF8Encoding
                ? new UnreadableFileException(line, "It is not UTF-8. If it is older, say which character set it has.")
                : new UnreadableFileException(line, "It is not UTF-16, as its first bytes say.");
        }
    }
}

/// <summary>Nothing of a file can be read.</summary>
/// <param name="line">Where that shows; null where there are no lines.</param>
/// <param name="why">One sentence fit for people.</param>
public sealed class UnreadableFileException(int? line, Sentence why) : FormatException($"{Said(line, why)}")
{
    public int? Line => line;

    public Sentence Sentence => Said(line, why);

    private static Sentence Said(int? line, Sentence why)
    {
        if (line is null)
            return $"The file cannot be read: {why}";
        return $"The file cannot be read, in line {line}: {why}";
    }
}

/// <summary>The columns of a table are not those that there are.</summary>
/// <param name="sentence">One sentence fit for people.</param>
public sealed class UnknownColumnException(Sentence sentence) : FormatException($"{sentence}")
{
    public Sentence Sentence => sentence;
}
