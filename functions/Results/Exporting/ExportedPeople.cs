using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>A person with a grade, as the quiz's author gets it in a file.</summary>
/// <param name="Player">A pseudonym.</param>
/// <param name="Results">How many there are of the person.</param>
/// <param name="Version">Of the quiz, in the result that gives the grade; null, as all that only a result has, where the grade is an average.</param>
/// <param name="Percentage">The grade.</param>
public sealed record ExportedPerson(
    string Player, int Results, int? Version, DateTimeOffset? SubmittedAt, double? Score, int? MaxScore, double Percentage, bool Passed);

/// <summary>Reads who has taken a quiz, in the order of their first results.</summary>
public sealed class ExportedPeople(IDbContextFactory<ResultsDb> databases)
{
    private const int MaxRows = 50_000;

    private static readonly IReadOnlyList<Column<ExportedPerson>> Columns =
    [
        new("player", row => row.Player), new("results", row => row.Results), new("version", row => row.Version),
        new("submittedAt", row => row.SubmittedAt), new("score", row => row.Score), new("maxScore", row => row.MaxScore),
        new("percentage", row => row.Percentage), new("passed", row => row.Passed),
    ];

    /// <param name="gradeFrom"><c>best</c>, <c>first</c>, <c>last</c> or <c>average</c>.</param>
    /// <param name="pass">From which percentage an average has passed.</param>
    /// <param name="from">When the first of them handed in first.</param>
    /// <param name="inCsv">Otherwise in JSON.</param>
    public async Task<ExportFile> Read(
        string quizId, Pseudonyms players, string gradeFrom, int pass, DateTimeOffset from, bool inCsv, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var people = await People(db, quizId, gradeFrom, cancellation);
        var later = people.Where(person => person.FirstAt >= from).OrderBy(person => person.FirstAt).ToList();
        DateTimeOffset? next = later.Count > MaxRows && later[MaxRows].FirstAt > from ? later[MaxRows].FirstAt : null;
        var rows = later.TakeWhile(person => !(person.FirstAt >= next)).Select(person => person.Row(players.Of(person.UserId), gradeFrom, pass))
            .ToAsyncEnumerable();
        return new(inCsv ? ExportText.Csv(Columns, rows, cancellation) : ExportText.AsJson(quizId, "people", rows, cancellation), next);
    }

    // Little is kept of each, so that many fit into memory: a grade is known only after the last result.
    private static async Task<IReadOnlyCollection<Person>> People(ResultsDb db, string quizId, string gradeFrom, CancellationToken cancellation)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        var results = db.Results.AsNoTracking().Where(r => r.QuizId == quizId).OrderBy(r => r.SubmittedAt)
            .Select(r => new { r.Partition, r.ByAuthor, Graded = new Graded(r.QuizVersion, r.SubmittedAt, r.Score, r.MaxScore, r.Percentage, r.Passed) });
        await foreach (var result in results.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (result.ByAuthor)
                continue;
            if (!people.TryGetValue(result.Partition, out var person))
                people.Add(result.Partition, person = new(result.Partition, result.Graded.SubmittedAt));
            person.Take(result.Graded, gradeFrom);
        }

        return people.Values;
    }

    private sealed record Graded(int Version, DateTimeOffset SubmittedAt, double Score, int MaxScore, int Percentage, bool Passed);

    private sealed class Person(string userId, DateTimeOffset firstAt)
    {
        private Graded? _graded;
        private int _results;
        private long _sum;

        public string UserId => userId;
        public DateTimeOffset FirstAt => firstAt;

        public void Take(Graded result, string gradeFrom)
        {
            _results++;
            _sum += result.Percentage;
            if (_graded is null || gradeFrom == "last" || (gradeFrom == "best" && result.Percentage > _graded.Percentage))
                _graded = result;
        }

        public ExportedPerson Row(string player, string gradeFrom, int pass) => gradeFrom == "average"
            ? Average(player, pass)
            : new(player, _results, _graded!.Version, _graded.SubmittedAt.WholeSecond(), _graded.Score, _graded.MaxScore, _graded.Percentage, _graded.Passed);

        private ExportedPerson Average(string player, int pass)
        {
            var average = Attempts.Average(_sum, _results);
            return new(player, _results, null, null, null, null, average, average >= pass);
        }
    }
}
