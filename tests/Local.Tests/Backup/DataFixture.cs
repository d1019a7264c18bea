using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuizPlatform.Local.Backup;
using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Backup;

/// <summary>A data directory such as a platform leaves it, and a folder beside it for backups.</summary>
public abstract class DataFixture : IDisposable
{
    protected const string Migration = "20261122170908_Initial";

    private readonly string _folder = Directory.CreateTempSubdirectory("backup-tests-").FullName;

    protected DataFixture()
    {
        Data = Path.Combine(_folder, "data");
        Target = Path.Combine(_folder, "backup");
        List = Path.Combine(Data, ErasureFile.FileName);
    }

    protected string Data { get; }
    protected string Target { get; }
    protected string List { get; }
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    private protected Dictionary<string, IReadOnlySet<string>> Known { get; } = new()
    {
        ["users.db"] = new HashSet<string> { Migration },
        ["results.db"] = new HashSet<string> { Migration },
    };

    /// <summary>Two stores with a row of that content, a topic with a message on its way, a key, a timer, and a list of erasures.</summary>
    protected async Task Fill(string content)
    {
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        Directory.CreateDirectory(Path.Combine(Data, "timers"));
        Directory.CreateDirectory(Path.Combine(Data, "run"));
        foreach (var store in (string[])["users.db", "results.db"])
            Sql(store, $"""
                PRAGMA journal_mode = WAL; CREATE TABLE "__EFMigrationsHistory" (MigrationId TEXT); INSERT INTO "__EFMigrationsHistory" VALUES ('{Migration}');
                CREATE TABLE thing (content TEXT); INSERT INTO thing VALUES ('{content}')
                """);
        await using (var bus = OpenBus())
            await bus.Publish("results", [new BusMessage(content, content)], default);
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "20261122T100000000Z.pem"), "key of " + content);
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "20261122T100000000Z.pem.new"), "half a k");
        await File.WriteAllTextAsync(Path.Combine(Data, "timers", "users.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(Data, "run", "user-service.log"), "log");
        if (!File.Exists(List))
            ErasureFile.Write(List, new(Clock.GetUtcNow(), []));
    }

    protected EmbeddedBus OpenBus() => EmbeddedBus.Open(
        Data, new Topology([new("results") { Subscriptions = [new("leaderboard")] }]), Clock, NullLogger.Instance);

    protected SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Data, file)};Pooling=False");
        connection.Open();
        return connection;
    }

    protected void Sql(string file, string sql)
    {
        using var connection = Open(file);
        Sql(connection, sql);
    }

    protected static void Sql(SqliteConnection connection, string sql) => Scalar(connection, sql + "; SELECT 1");

    protected static string Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own words
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    protected string Content(string store, string? folder = null)
    {
        using var connection = Open(Path.Combine(folder ?? Data, store));
        return Scalar(connection, "SELECT group_concat(content) FROM thing");
    }

    private protected (Manifest Manifest, TimeSpan Held) Make(string? target = null) => MakeBackup.Run(Data, target ?? Target, Clock);

    private protected (DateTimeOffset Time, string? Before) Restore(
        string? erasures = null, bool withoutList = false, string? list = null, string? data = null) =>
        new RestoreBackup(new(Target, data ?? Data, list ?? List, erasures, withoutList, Known), Clock).Run();

    /// <summary>Refused with a sentence that holds those words, and nothing is different from before.</summary>
    private protected void AssertRefused(Action act, params string[] words)
    {
        var before = Everything();

        var sentence = Assert.Throws<BackupException>(act).Message;

        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.Ordinal));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        Assert.Equal(before, Everything());
    }

    /// <summary>Every file there is, with its hash. What a killed bus left in its folder of owners means nothing.</summary>
    protected List<string> Everything() => [.. Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("owners", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(path => $"{path} {(Directory.Exists(path) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))))}")];

    /// <summary>What others than the owner may do with it: nothing, if it is 0.</summary>
    protected static int RightsOfOthers(string path) => OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path) & 0b111_111;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
