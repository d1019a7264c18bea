using System.Text;

namespace QuizPlatform.Quizzes;

/// <summary>What quizzes are imported from, and exported to. Readers and writers know of no store and no request.</summary>
/// <param name="Name">In requests.</param>
/// <param name="MediaType">Of its files, with the charset where they are text.</param>
/// <param name="Extension">Of its files, with the point.</param>
/// <param name="Read">Says of each question in a file what it cannot take; throws <see cref="UnreadableFileException"/> where all is lost.</param>
/// <param name="Write">Null where files of that kind are only read.</param>
public sealed record Format(
    string Name, string MediaType, string Extension, Func<ImportFile, FoundQuiz> Read, Func<ExportedQuiz, byte[]>? Write = null)
{
    public static readonly IReadOnlyList<Format> All =
    [
        new("json", "application/json; charset=utf-8", ".json", JsonFormat.Read, Text(JsonFormat.Write)) { TakesUnfinished = true },
        new("gift", "text/plain; charset=utf-8", ".gift", GiftReader.Read, Text(GiftWriter.Write)),
        new("aiken", "text/plain; charset=utf-8", ".txt", AikenFormat.Read, Text(AikenFormat.Write)),
        new("csv", "text/csv; charset=utf-8", ".csv", CsvFormat.Read, Text(CsvFormat.Write)),
        new("opentdb", "application/json; charset=utf-8", ".json", OpenTdbReader.Read),
        new("qti", "application/zip", ".zip", QtiReader.Read, QtiWriter.Write),
        new("kahoot", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", KahootReader.Read),
    ];

    /// <summary>Whether its questions may lack what players need: our own has drafts.</summary>
    public bool TakesUnfinished { get; private init; }

    public static Format Of(string name) => All.Single(format => format.Name == name);

    private static Func<ExportedQuiz, byte[]> Text(Func<ExportedQuiz, string> write) => quiz => Encoding.UTF8.GetBytes(write(quiz));
}
