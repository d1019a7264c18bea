using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using QuizPlatform.Hosting;

namespace QuizPlatform.Results.Tests;

/// <summary>What migrations do to a store with results from before there was a rule for boards.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string BeforeRules = "20261124170830_Deletions";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"quizplatform-test-{Guid.NewGuid():N}.db");

    [Fact]
    public async Task Of_older_results_the_first_on_a_quiz_counts_and_an_authors_is_known()
    {
        var options = new DbContextOptionsBuilder<ResultsDb>();
        options.UseSqlite($"Data Source={_file};Pooling=False").UseDocuments();
        await using var db = new ResultsDb(options.Options);
        await db.GetService<IMigrator>().MigrateAsync(BeforeRules);
        await Insert("KnownQuiz", ("Partition", "js"), ("Id", "known-js"), ("LatestVersion", 1), ("AuthorId", "author"), ("Version", 1));
        foreach (var (id, user, quiz, at) in ((string, string, string, int)[])
            [("b", "ann", "js", 2), ("a", "ann", "js", 1), ("c", "ann", "css", 3), ("e", "bob", "js", 5), ("d", "bob", "js", 5), ("f", "author", "js", 9)])
            await Insert("Result", Result(id, user, quiz, at));
        await Insert(
            "AnswerKey",
            ("Partition", "js"), ("Id", "key-js-1"), ("QuizId", "js"), ("QuizVersion", 1), ("PassPercentage", 70), ("Questions", "[]"), ("Version", 1));

        await db.Database.MigrateAsync();

        var results = (await db.Results.ToListAsync()).OrderBy(r => r.Id, StringComparer.Ordinal);
        Assert.Equal(["a", "c", "d", "f"], results.Where(r => r.CountsOnBoard).Select(r => r.PublicId));
        Assert.Equal(["f"], results.Where(r => r.ByAuthor).Select(r => r.PublicId));
        var publishedAt = (await db.Set<AnswerKey>().SingleAsync()).PublishedAt!.Value;
        Assert.InRange(publishedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddSeconds(1));
    }

    public void Dispose() => File.Delete(_file);

    private static (string, object)[] Result(string id, string user, string quiz, int at) =>
    [
        ("Partition", user), ("Id", $"result-{id}"), ("QuizId", quiz), ("QuizVersion", 1), ("Answers", "[]"),
        ("Score", 1), ("MaxScore", 2), ("CorrectAnswers", 1), ("Percentage", 50), ("Passed", 0), ("SubmittedAt", A.Sunday.AddMinutes(at).UtcTicks),
        ("LeaderboardPosition", 1), ("PendingEvents", "[]"), ("EventCount", 1), ("Version", 1),
    ];

    private async Task Insert(string table, params (string Column, object Value)[] row)
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var (columns, values) = (string.Join("\", \"", row.Select(c => c.Column)), string.Join(", @", row.Select(c => c.Column)));
        command.CommandText = $"INSERT INTO \"{table}\" (\"{columns}\") VALUES (@{values})";
        foreach (var (column, value) in row)
            command.Parameters.AddWithValue("@" + column, value);
        await command.ExecuteNonQueryAsync();
    }
}
