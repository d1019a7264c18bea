using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Web.Authoring;

/// <summary>A format of files that quizzes come from and go to. What it is called and is good for are texts: <c>Format.{name}</c>.</summary>
/// <param name="Name">In requests of the API.</param>
/// <param name="Extensions">Of its files, with the point.</param>
internal sealed partial record FileFormat(string Name, params IReadOnlyList<string> Extensions)
{
    public static readonly IReadOnlyList<FileFormat> All =
    [
        new("json", ".json") { HasTitle = true },
        new("gift", ".gift", ".txt"),
        new("aiken", ".txt") { Sign = AikenAnswer() },
        new("csv", ".csv", ".tsv"),
        new("opentdb", ".json") { Sign = ResponseCode(), IsWritten = false, HasTitle = true },
        new("qti", ".zip") { IsText = false, HasTitle = true },
        new("kahoot", ".xlsx") { IsText = false, IsWritten = false },
    ];

    public static IEnumerable<FileFormat> Written => All.Where(format => format.IsWritten);

    public bool IsWritten { get; private init; } = true;

    public bool IsText { get; private init; } = true;

    /// <summary>Whether a file says what its quiz is called.</summary>
    public bool HasTitle { get; private init; }

    // What only files of this format have, among those with its extensions.
    private Regex? Sign { get; init; }

    public static FileFormat? Named(string? name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>By the file's extension, and what is in it where several have that; null: it is none of these.</summary>
    public static FileFormat? Of(string fileName, byte[] file)
    {
        var likely = All.Where(format => format.Extensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase)).ToList();
        var text = new Lazy<string>(() => Encoding.Latin1.GetString(file).Replace("\0", "", StringComparison.Ordinal)); // UTF-16 has every second byte 0
        return likely.FirstOrDefault(format => format.Sign?.IsMatch(text.Value) == true) ?? likely.FirstOrDefault(format => format.Sign is null);
    }

    /// <summary>Whether it is XML, as Moodle exports by default: none of these are.</summary>
    public static bool IsXml(byte[] file) => file.AsSpan(0, Math.Min(file.Length, 100)).IndexOf("<?xml"u8) >= 0;

    [GeneratedRegex(@"^[ \t]*ANSWER:", RegexOptions.Multiline)]
    private static partial Regex AikenAnswer();

    [GeneratedRegex("\"response_code\"\\s*:")]
    private static partial Regex ResponseCode();
}
