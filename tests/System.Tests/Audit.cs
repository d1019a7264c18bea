using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests;

internal sealed record StoredResult(string Id, string UserId, string QuizId, int Score, int Percentage, bool Counts, bool ByAuthor);

/// <summary>Holds what the stores keep of boards, statistics and analytics against what follows in the plainest way from the stored results.</summary>
internal sealed class Audit(RunningPlatform platform)
{
    public List<StoredResult> Results => Read(
        "SELECT Id, Partition, QuizId, Score, Percentage, CountsOnBoard, ByAuthor FROM Result",
        row => new StoredResult(
            row.GetString(0).Split('-')[^1], row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetBoolean(5), row.GetBoolean(6)));

    /// <summary>Whose deletion Results has heard of.</summary>
    public List<string> Gone => Read("SELECT UserId FROM Player WHERE Deleted", row => row.GetString(0));

    /// <summary>A sentence for each difference; none when all is counted.</summary>
    /// <param name="gone">Whose accounts were deleted: nothing may show that they were here.</param>
    public List<string> Differences(IReadOnlyCollection<string> gone)
    {
        var results = Results;
        var here = results.Where(r => !gone.Contains(r.UserId)).ToList();
        List<string> differences = [];
        if (platform.UnsentEvents() is > 0 and var unsent)
            differences.Add($"{unsent} documents have unsent events");

        Compare("board of all time",
            here.Where(r => r is { Counts: true, ByAuthor: false }).GroupBy(r => r.UserId).ToDictionary(p => p.Key, p => (long)p.Sum(r => r.Percentage)),
            Standings().Where(s => s.Board == "all").ToDictionary(s => s.UserId, s => s.Total));
        Compare("boards of quizzes",
            here.Where(r => r.Counts).GroupBy(r => $"{r.UserId} {r.QuizId}").ToDictionary(p => p.Key, p => (long)p.Max(r => r.Score)),
            Standings().Where(s => s.Board != "all").ToDictionary(s => $"{s.UserId} {s.Board}", s => s.Total));
        Compare("statistics",
            here.Where(r => !r.ByAuthor).GroupBy(r => r.UserId).ToDictionary(p => p.Key, p => (long)p.Count()),
            Counts("SELECT Partition, TotalQuizzesTaken FROM PlayerStatistics"));
        Compare("analytics",
            results.Where(r => !r.ByAuthor).GroupBy(r => r.QuizId).ToDictionary(q => q.Key, q => (long)q.Count()),
            Counts("SELECT Partition, TotalAttempts FROM QuizAnalytics WHERE NOT IsNext AND TotalAttempts > 0"));
        var named = Read("SELECT UserId FROM Player WHERE DisplayName IS NOT NULL", row => row.GetString(0));
        differences.AddRange(named.Where(gone.Contains).Select(id => $"{id} still has a name"));
        return differences;

        void Compare(string what, Dictionary<string, long> expected, Dictionary<string, long> kept) => differences.AddRange(
            expected.Keys.Union(kept.Keys).Where(key => expected.GetValueOrDefault(key, -1) != kept.GetValueOrDefault(key, -1))
                .Select(key => $"{what}: {key} has {kept.GetValueOrDefault(key, -1)} instead of {expected.GetValueOrDefault(key, -1)}"));
    }

    // Those that are shown.
    private IEnumerable<(string Board, string UserId, long Total)> Standings()
    {
        var layout = Read("SELECT Layout FROM Recount WHERE Id = 'recount' AND Layout IS NOT NULL", row => row.GetString(0).Split('.')[0]).SingleOrDefault();
        var all = Read(
            "SELECT substr(Partition, 11), UserId, AllTotal FROM Standings",
            row => (Board: row.GetString(0).Split('.'), UserId: row.GetString(1), Total: row.GetInt64(2)));
        return all.Where(s => s.Board.ElementAtOrDefault(1) == layout).Select(s => (s.Board[0], s.UserId, s.Total));
    }

    private Dictionary<string, long> Counts(string sql) => Read(sql, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1))).ToDictionary();

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Data, "results.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
