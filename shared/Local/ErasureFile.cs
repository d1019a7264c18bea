using System.Globalization;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// The list of erasures as a text file: a line per person, user id, time and, of a guest who was kept, the account's id; and one that says since when the
/// list is kept. A line is complete or does not count, so a crash while one is being written harms nothing.
/// </summary>
internal static class ErasureFile
{
    public const string Setting = "Local:ErasureList";
    public const string FileName = "erasures.log";

    private const string SinceWord = "since";

    /// <param name="Since">Null when the list does not say.</param>
    public sealed record Content(DateTimeOffset? Since, IReadOnlyList<Erasure> People)
    {
        /// <summary>Lines that are not of that form.</summary>
        public IReadOnlyList<string> Unread { get; init; } = [];

        /// <summary>Whom those lines name, for who would rather delete somebody again than bring somebody back.</summary>
        public IEnumerable<string> Named => Unread.Select(line => line.Split(' ')[0]).Where(PublicId.IsValid);

        /// <summary>Those of them that name nobody and that no crash can have left, which leaves the beginning of a line.</summary>
        public IEnumerable<string> Damaged => Unread.Where(line => !PublicId.IsValid(line.Split(' ')[0]) && !line.All(char.IsAsciiHexDigitLower));
    }

    public static Content Read(string path)
    {
        DateTimeOffset? since = null;
        var people = new Dictionary<string, Erasure>();
        var unread = new List<string>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ') is [SinceWord, var begun] && Time(begun) is { } begin)
            {
                if (since is null || begin < since)
                    since = begin;
            }
            else if (Person(line.Split(' ')) is { } person)
            {
                people.TryAdd(person.UserId, person);
            }
            else if (line.Length > 0)
            {
                unread.Add(line);
            }
        }

        return new(since, [.. people.Values]) { Unread = unread };
    }

    public static void Append(string path, Erasure erasure)
    {
        using var file = OwnerOnly.Open(path, FileMode.OpenOrCreate);
        var end = file.Seek(0, SeekOrigin.End);
        if (end > 0)
            file.Seek(-1, SeekOrigin.End);
        var broken = end > 0 && file.ReadByte() != '\n'; // a crash came in between: that line stays as it is, and ends
        file.Write(Encoding.UTF8.GetBytes($"{(broken ? "\n" : "")}{Line(erasure)}\n"));
        file.Flush(flushToDisk: true);
    }

    public static void Write(string path, Content content)
    {
        IEnumerable<string> lines = content.People.Select(Line);
        if (content.Since is { } since)
            lines = lines.Prepend(Line(SinceWord, since));
        OwnerOnly.Replace(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));
    }

    private static Erasure? Person(string[] words) =>
        words is [var id, var text, .. var keeper] && PublicId.IsValid(id) && Time(text) is { } time && keeper.Length < 2 && keeper.All(PublicId.IsValid)
            ? new(id, time, keeper.FirstOrDefault())
            : null;

    private static string Line(Erasure erasure) => Line(erasure.UserId, erasure.DeletedAt) + (erasure.KeptBy is { } keeper ? $" {keeper}" : "");

    private static string Line(string word, DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{word} {time:O}");

    // With Z or an offset at its end, without which it may be half a time.
    private static DateTimeOffset? Time(string text) =>
        (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-'))
        && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
