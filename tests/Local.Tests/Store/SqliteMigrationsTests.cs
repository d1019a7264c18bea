using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.Hosting;
using QuizPlatform.Local.Tests.Runtime;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Store;

public sealed class SqliteMigrationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migrations-tests-").FullName;

    private string File => FileIn(_folder);

    [Fact]
    public async Task A_lock_row_that_a_killed_older_version_left_stops_no_start()
    {
        MakeOlderStore();
        Execute("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-24 10:00:00.0000000+00:00')""");

        await Start(_folder);

        AssertUpgraded(_folder, "kept");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_that_was_killed_between_any_two_steps_is_made_up_by_the_next(bool upgrading)
    {
        if (upgrading)
            MakeOlderStore();
        var images = new CrashImages(File, Path.Combine(_folder, "images"));
        await Start(_folder, services => services.ConfigureDbContext<NotesDb>(options => options.AddInterceptors(images)));
        Assert.NotEmpty(images.All);

        foreach (var (image, after) in images.All)
        {
            await Start(image).ContinueWith(
                start => Assert.True(start.IsCompletedSuccessfully, $"after {after}: {start.Exception?.InnerException}"), TaskScheduler.Default);
            AssertUpgraded(image, upgrading ? "kept" : null);
        }
    }

    [Fact]
    public async Task Starts_on_one_store_at_the_same_time_all_come_up()
    {
        MakeOlderStore();
        var apps = Enumerable.Range(0, 4).Select(_ => App(_folder, new LogLines())).ToList(); // one after the other: each writes its host.json

        await Task.WhenAll(apps.Select(app => Task.Run(() => Start(app, CancellationToken.None))));

        AssertUpgraded(_folder, "kept");
    }

    [Fact]
    public async Task A_start_that_waits_for_the_lock_of_another_says_so_and_goes_on_after_it()
    {
        MakeOlderStore();
        var logs = new LogLines();
        using var other = Open();
        await using var held = other.BeginTransaction();

        var start = Start(_folder, logs: logs);
        await Until(() => Waits(logs).Any());
        Assert.Contains(File, Assert.Single(Waits(logs)));
        Assert.False(start.IsCompleted);
        await held.RollbackAsync();

        await start;
    }

    [Fact]
    public async Task After_a_start_that_waited_for_the_lock_saves_go_as_always()
    {
        MakeOlderStore();
        var logs = new LogLines();
        using var host = App(_folder, logs);
        using var other = Open();
        await using var held = other.BeginTransaction();
        var start = Task.Run(() => host.StartAsync());
        await Until(() => Waits(logs).Any());
        await held.RollbackAsync();
        await start;

        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<NotesDb>>().CreateDbContextAsync())
        {
            Assert.Single(await db.Notes.ToListAsync());
            db.Add(new Note("new"));
            await db.SaveChangesAsync();
        }

        await host.StopAsync();
        Assert.Equal(2, NotesDb.Open(File).Notes.Count());
    }

    [Fact]
    public async Task A_start_that_waits_for_the_lock_of_another_can_be_stopped()
    {
        MakeOlderStore();
        using var other = Open();
        await using var held = other.BeginTransaction();
        using var stop = new CancellationTokenSource();

        var start = Start(_folder, stop: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    [Fact]
    public async Task A_store_that_takes_too_long_to_read_is_checked_as_far_as_one_may_wait()
    {
        MakeOlderStore();
        Execute("""
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO Note (Partition, Id, Text, Version) SELECT 'b', i, 'more', 1 FROM n
            """);
        var logs = new LogLines();

        await Start(_folder, services => services.AddSingleton<IHostedService>(Impatient), logs);

        Assert.Contains(logs.All, line => line.Contains("is large", StringComparison.Ordinal));
        Assert.Equal(20_001, NotesDb.Open(File).Notes.Count());

        SqliteMigrations<NotesDb> Impatient(IServiceProvider provider) => new(
            provider.GetRequiredService<IServiceScopeFactory>(), File, provider.GetRequiredService<ILogger<NotesDb>>())
        { LongestCheck = TimeSpan.Zero };
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string FileIn(string folder) => Path.Combine(folder, "data", "notes.db");

    private static IEnumerable<string> Waits(LogLines logs) => logs.Of(LogLevel.Warning).Where(line => line.Contains("Waiting for", StringComparison.Ordinal));

    private static Task Start(string folder, Action<IServiceCollection>? configure = null, LogLines? logs = null, CancellationToken stop = default) =>
        Start(App(folder, logs ?? new LogLines(), configure), stop);

    private static async Task Start(IHost app, CancellationToken stop)
    {
        using var host = app;
        await Task.Run(() => host.StartAsync(stop), CancellationToken.None).WaitAsync(RuntimeApp.Patience, CancellationToken.None);
        await host.StopAsync(CancellationToken.None);
    }

    private static IHost App(string folder, LogLines logs, Action<IServiceCollection>? configure = null) => RuntimeApp.Build(
        new RuntimeSetup
        {
            Functions = [typeof(StartAndStopTests.Nightly)],
            Configure = b =>
            {
                b.AddDatabase<NotesDb>("notes");
                configure?.Invoke(b.Services);
            },
        },
        folder, logs);

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(RuntimeApp.Patience);
        while (!condition())
            await Task.Delay(20, patience.Token);
    }

    /// <summary>As the version before the second migration made it, with EF's own lock.</summary>
    private void MakeOlderStore()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using var db = NotesDb.Open(File);
        db.Database.Migrate(Initial.Name);
        db.Database.ExecuteSql($"INSERT INTO Note (Partition, Id, Text, Version) VALUES ('a', 'a', 'kept', 1)");
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void AssertUpgraded(string folder, string? text)
    {
        using var db = NotesDb.Open(FileIn(folder));
        Assert.Empty(db.Database.GetPendingMigrations());
        var tables = db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%EF%'");
        Assert.Equal(["Note"], tables.ToList());
        Assert.Equal(text is null ? [] : [text], db.Notes.Select(n => n.Text).ToList());
    }
}
