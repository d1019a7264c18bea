using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>A result, as the quiz's author gets it in a file.</summary>
/// <param name="Player">A pseudonym.</param>
/// <param name="Number">1 for the person's first result on the quiz.</param>
/// <param name="TimeSpent">Seconds; null when the client did not tell.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz.</param>
/// <param name="Answers">By the question's id.</param>
public sealed record ExportedResult(
    string Player, int Number, int Version, DateTimeOffset SubmittedAt, int? TimeSpent, double Score, int MaxScore, int Percentage, bool Passed,
    bool CountsOnBoard, bool ByAuthor, IReadOnlyDictionary<string, ExportedAnswer> Answers);

/// <param name="Answer">As the question's type has it; null: none.</param>
/// <param name="Points">What it earned.</param>
public sealed record ExportedAnswer(JsonElement? Answer, double Points)
{
    /// <summary>For people to read, in a table.</summary>
    [JsonIgnore]
    public object? Cell { get; init; }
}

/// <summary>Reads the results on a quiz, in the order they came in.</summary>
public sealed class ExportedResults(IDbContextFactory<ResultsDb> databases, Papers papers)
{
    private const int MaxRows = 50_000, MaxAnswers = 1_000_000; // a quiz of many questions has fewer rows in a file

    private static readonly IReadOnlyList<Column<ExportedResult>> Columns =
    [
        new("player", row => row.Player), new("number", row => row.Number), new("version", row => row.Version),
        new("submittedAt", row => row.SubmittedAt), new("timeSpent", row => row.TimeSpent), new("score", row => row.Score),
        new("maxScore", row => row.MaxScore), new("percentage", row => row.Percentage), new("passed", row => row.Passed),
        new("countsOnBoard", row => row.CountsOnBoard), new("byAuthor", row => row.ByAuthor),
    ];

    /// <param name="from">When the first row came in.</param>
    /// <param name="inCsv">Otherwise in JSON.</param>
    /// <exception cref="Platform.ProblemException">503: Quizzes must be asked for the options' texts, and is down.</exception>
    public async Task<ExportFile> Read(string quizId, Pseudonyms players, DateTimeOffset from, bool inCsv, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var keys = await db.Keys(quizId, cancellation);
        var questionIds = keys.OrderByDescending(key => key.Key).SelectMany(key => key.Value.Questions).Select(question => question.QuestionId)
            .Distinct().ToList();
        var rowsInFile = Math.Clamp(MaxAnswers / Math.Max(1, questionIds.Count), 1, MaxRows);
        var ends = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && r.SubmittedAt >= from)
            .OrderBy(r => r.SubmittedAt).Select(r => r.SubmittedAt).Skip(rowsInFile).Take(1).ToListAsync(cancellation);
        DateTimeOffset? next = ends is [var end] && end > from ? end : null;
        var texts = inCsv ? await Texts(quizId, keys.Keys, cancellation) : null;

        var rows = Rows(quizId, players, keys, texts, from, next, cancellation);
        return new(
            inCsv
                ? ExportText.Csv([.. Columns, .. questionIds.SelectMany(OfQuestion)], rows, cancellation)
                : ExportText.AsJson(quizId, "results", rows, cancellation),
            next);
    }

    private static IEnumerable<Column<ExportedResult>> OfQuestion(string id) =>
    [
        new($"{id}.answer", row => row.Answers.GetValueOrDefault(id)?.Cell), new($"{id}.points", row => row.Answers.GetValueOrDefault(id)?.Points),
    ];

    // Of all versions, before the answer begins: later nobody could be told that Quizzes is away.
    private async Task<IReadOnlyDictionary<int, Paper?>> Texts(string quizId, IEnumerable<int> versions, CancellationToken cancellation)
    {
        var found = new Dictionary<int, Paper?>();
        foreach (var version in versions)
            found.Add(version, await papers.Require(quizId, version, cancellation));
        return found;
    }

    private async IAsyncEnumerable<ExportedResult> Rows(
        string quizId, Pseudonyms players, IReadOnlyDictionary<int, AnswerKey> keys, IReadOnlyDictionary<int, Paper?>? texts, DateTimeOffset from,
        DateTimeOffset? end, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var numbers = await Before(db, quizId, from, cancellation);
        await foreach (var result in ResultsInOrder.All(db, from, quizId, cancellation))
        {
            if (result.SubmittedAt >= end)
                break;
            var number = numbers[result.UserId] = numbers.GetValueOrDefault(result.UserId) + 1;
            var key = keys.GetValueOrDefault(result.QuizVersion);
            yield return Row(result, players.Of(result.UserId), number, key, isForPeople: texts is not null, texts?.GetValueOrDefault(result.QuizVersion));
        }
    }

    // How many results each person has in the files before.
    private static async Task<Dictionary<string, int>> Before(ResultsDb db, string quizId, DateTimeOffset from, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        if (from == DateTimeOffset.MinValue)
            return numbers;
        var users = db.Results.AsNoTracking().Where(r => r.QuizId == quizId && r.SubmittedAt < from).Select(r => r.Partition);
        await foreach (var user in users.AsAsyncEnumerable().WithCancellation(cancellation))
            numbers[user] = numbers.GetValueOrDefault(user) + 1;
        return numbers;
    }

    private static ExportedResult Row(Result result, string player, int number, AnswerKey? key, bool isForPeople, Paper? paper) => new(
        player, number, result.QuizVersion, result.SubmittedAt.WholeSecond(), result.TimeSpent, result.Score, result.MaxScore, result.Percentage,
        result.Passed, result.CountsOnBoard, result.ByAuthor,
        (key?.Questions ?? []).Zip(result.Given()).ToDictionary(pair => pair.First.QuestionId, pair =>
        {
            var (question, answer) = pair;
            var given = AnswerText.Given(answer);
            var cell = isForPeople ? AnswerText.Of(question.Solution(), given, paper?.Questions.GetValueOrDefault(question.QuestionId)) : null;
            return new ExportedAnswer(given, (double)question.Marked().MarkOf(answer).Points) { Cell = cell };
        }));
}
