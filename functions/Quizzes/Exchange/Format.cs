namespace QuizPlatform.Quizzes;

/// <summary>What quizzes are imported from, and exported to. Readers and writers know of no store and no request.</summary>
/// <param name="Name">In requests.</param>
/// <param name="Extension">Of its files, with the point.</param>
/// <param name="Read">Says of each question in a file what it cannot take; throws <see cref="UnreadableFileException"/> where all is lost.</param>
/// <param name="Write">Null where files of that kind are only read.</param>
public sealed record Format(
    string Name, string MediaType, string Extension, Func<ImportFile, FoundQuiz> Read, Func<ExportedQuiz, string>? Write = null)
{
    public static readonly IReadOnlyList<Format> All =
    [
        new("json", "application/json", ".json", JsonFormat.Read, JsonFormat.Write) { TakesUnfinished = true },
        new("gift", "text/plain", ".gift", GiftReader.Read, GiftWriter.Write),
        new("aiken", "text/plain", ".txt", AikenFormat.Read, AikenFormat.Write),
        new("csv", "text/csv", ".csv", CsvFormat.Read, CsvFormat.Write),
        new("opentdb", "application/json", ".json", OpenTdbReader.Read),
    ];

    /// <summary>Whether its questions may lack what players need: our own has drafts.</summary>
    public bool TakesUnfinished { get; private init; }

    public static Format Of(string name) => All.Single(format => format.Name == name);
}
