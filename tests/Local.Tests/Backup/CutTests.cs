using Microsoft.Data.Sqlite;
using QuizPlatform.Local.Backup;

namespace QuizPlatform.Local.Tests.Backup;

public sealed class CutTests : DataFixture
{
    private static readonly string[] Files = ["a.db", "b.db", "z.db"];

    public CutTests()
    {
        Directory.CreateDirectory(Data);
        foreach (var file in Files)
            Sql(file, "PRAGMA journal_mode = WAL; CREATE TABLE token (id INTEGER PRIMARY KEY)");
    }

    // As events go: stored in one file, sent into the next, then cleared in the first; there handled, its effect kept in the third, then completed.
    // Against the order in which the files are looked at, for in it even copying file by file would lose nothing; and there are others in
    // between, so that looking takes longer than a step.
    [Fact]
    public async Task Nothing_that_moves_from_file_to_file_is_missing_from_a_copy()
    {
        foreach (var i in Enumerable.Range(0, 30))
            Sql($"m{i}.db", "PRAGMA journal_mode = WAL; CREATE TABLE token (id INTEGER PRIMARY KEY)");
        using var over = new CancellationTokenSource();
        long stored = 0;
        var moving = Task.Run(() =>
        {
            var files = Array.ConvertAll(Files, Open);
            Array.ForEach(files, file => Sql(file, "PRAGMA synchronous = OFF"));
            for (var token = 1; !over.IsCancellationRequested; token++)
            {
                Sql(files[2], $"INSERT INTO token VALUES ({token})");
                Volatile.Write(ref stored, token);
                Sql(files[1], $"INSERT INTO token VALUES ({token})");
                Sql(files[2], $"DELETE FROM token WHERE id = {token}");
                Sql(files[0], $"INSERT INTO token VALUES ({token})");
                Sql(files[1], $"DELETE FROM token WHERE id = {token}");
            }

            Array.ForEach(files, file => file.Dispose());
        });

        for (var i = 0; i < 20; i++)
        {
            while (Volatile.Read(ref stored) < 5 * i)
                await Task.Delay(1);
            var atLeast = Volatile.Read(ref stored);
            using var cut = Cut.Take(Data, Clock, TimeSpan.FromSeconds(10));
            var atMost = Volatile.Read(ref stored) + 1;

            var found = Files.SelectMany(file => Copied(cut, file, $"{Target}-{i}-{file}")).Distinct().ToList();
            Assert.InRange(found.Count, atLeast, atMost);
            Assert.Equal(found.Count, found.DefaultIfEmpty().Max()); // no gap
        }

        await over.CancelAsync();
        await moving;
    }

    [Fact]
    public void What_is_written_after_the_cut_is_not_in_the_copy()
    {
        Sql("a.db", "INSERT INTO token VALUES (1)");
        using var cut = Cut.Take(Data, Clock, TimeSpan.FromSeconds(10));
        Sql("a.db", "INSERT INTO token VALUES (2)");

        Assert.Equal([1], Copied(cut, "a.db", Target));
        Assert.Equal([1, 2], Tokens(Path.Combine(Data, "a.db")));
    }

    [Fact]
    public void A_file_that_is_never_free_is_named_and_no_other_stays_locked()
    {
        using var writer = Open("b.db");
        Sql(writer, "BEGIN IMMEDIATE; INSERT INTO token VALUES (1)");

        var sentence = Assert.Throws<BackupException>(() => Cut.Take(Data, Clock, TimeSpan.FromMilliseconds(1))).Message;

        Assert.Contains("b.db was being written", sentence, StringComparison.Ordinal);
        Sql("a.db", "INSERT INTO token VALUES (1)");
    }

    [Fact]
    public async Task Several_at_once_do_not_wait_for_each_other_for_ever()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Make(Target + i))));

        Assert.All(Enumerable.Range(0, 4), i => Assert.True(File.Exists(Path.Combine(Target + i, Manifest.FileName))));
    }

    private static List<long> Copied(Cut cut, string file, string target)
    {
        using (var copy = DatabaseFile.Create(target))
            cut.Copy(file, copy);
        return Tokens(target);
    }

    private static List<long> Tokens(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM token ORDER BY id";
        using var reader = command.ExecuteReader();
        var tokens = new List<long>();
        while (reader.Read())
            tokens.Add(reader.GetInt64(0));
        return tokens;
    }
}
