using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Hosting;
using QuizPlatform.Local;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>
/// An app's real store on a SQLite file of its own, with the real writer queue and the schema its migrations make; a clock that stands still,
/// and a sender that keeps what it is given.
/// </summary>
public sealed class TestStore<TDb> : IDbContextFactory<TDb>, IAsyncDisposable
    where TDb : DocumentDb
{
    private static readonly Lazy<string> Migrated = new(Migrate);

    private readonly string _file = NewFile();
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;
    private readonly ServiceProvider _services;

    public TestStore()
    {
        System.IO.File.Copy(Migrated.Value, _file, overwrite: true);
        _writer = new SqliteWriter(_file, NullLogger<SqliteWriter>.Instance, Clock);
        _reader = new SqliteReader(_file);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IEventSender>(Sent)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Leftovers>()
            .AddPooledDbContextFactory<TDb>(options =>
                options.UseSqlite(SqliteFile.ConnectionString(_file)).UseDocuments()
                    .AddInterceptors(Steps, Bill, Work, _writer, new WatchedReader(_reader, Steps, Bill)))
            .BuildServiceProvider();
    }

    public TestClock Clock { get; } = new();

    public SentEvents Sent { get; } = new();

    /// <summary>Every read and every save, for tests that break in between two of them.</summary>
    public StoreSteps Steps { get; } = new();

    /// <summary>What all of it costs.</summary>
    public StoreBill Bill { get; } = new();

    /// <summary>What SQLite does for it.</summary>
    public StoreWork Work { get; } = new();

    /// <summary>Why nothing can be written, as <c>/health</c> asks it.</summary>
    public Task<string?> WhyNotWritable() => _writer.WhyNotWritable(CancellationToken.None);

    /// <summary>The store's file.</summary>
    public string File => _file;

    /// <summary>A context as one invocation has it; dispose it to give it back.</summary>
    public TDb CreateDbContext() => _services.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();

    /// <summary>Does something with a context of its own.</summary>
    public async Task<T> With<T>(Func<TDb, Task<T>> work)
    {
        await using var db = CreateDbContext();
        return await work(db);
    }

    /// <inheritdoc cref="With{T}"/>
    public async Task With(Func<TDb, Task> work)
    {
        await using var db = CreateDbContext();
        await work(db);
    }

    /// <summary>Makes the store one that has not seen that migration, with <paramref name="older"/> writing what it would have; and upgrades it.</summary>
    public async Task MigrateFrom(string migration, FormattableString older)
    {
        await using var db = CreateDbContext();
        await db.Database.ExecuteSqlAsync(older);
        if (await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = {migration}") != 1)
            throw new ArgumentException($"There is no migration {migration}.");
        await db.Database.WithFunctions().MigrateAsync();
    }

    /// <summary>Takes the store back to the schema that it had after that migration, and upgrades it.</summary>
    public async Task MigrateAnewFrom(string migration)
    {
        await using var db = CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync(migration);
        await db.Database.WithFunctions().MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _writer.DisposeAsync();
        _reader.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(SqliteFile.ConnectionString(_file)));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*"))
            System.IO.File.Delete(file);
    }

    // The migrations run once per test run; every store starts as a copy of what they made.
    private static string Migrate()
    {
        var file = NewFile();
        var options = new DbContextOptionsBuilder<TDb>().UseSqlite($"Data Source={file};Pooling=False").UseDocuments().Options;
        using (var db = (TDb)Activator.CreateInstance(typeof(TDb), options)!)
            db.Database.WithFunctions().Migrate();
        return file;
    }

    private static string NewFile() => Path.Combine(TestFolder.Path, $"{Guid.NewGuid():N}.db");
}

/// <summary>Reads that are no queries of EF's are seen by these, too.</summary>
internal sealed class WatchedReader(IPointReader reader, StoreSteps steps, StoreBill bill) : IPointReader
{
    public async ValueTask<T?> Read<T>(DocumentDb db, string partition, string id, bool isTracked)
        where T : Document
    {
        await steps.Step();
        bill.Read(partition, id);
        return await reader.Read<T>(db, partition, id, isTracked);
    }
}

/// <summary>Keeps the events it is given, or refuses them as an unreachable bus would.</summary>
public sealed class SentEvents : IEventSender
{
    private readonly List<Event> _events = [];

    private TaskCompletionSource? _hanging;

    /// <summary>While set, sending fails.</summary>
    public bool Unreachable { get; set; }

    /// <summary>From now on sending takes until it is cancelled.</summary>
    /// <returns>Done when something is to be sent.</returns>
    public Task Hang() => (_hanging = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sending goes well again.</summary>
    public void Go() => (Unreachable, _hanging) = (false, null);

    public IReadOnlyList<Event> All
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>The data of the events of that type, in the order they were sent.</summary>
    public IReadOnlyList<T> Of<T>(string type) => [.. All.Where(e => e.Type == type).Select(e => e.Data<T>())];

    public async Task Send(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        if (Unreachable)
            throw new IOException("The bus cannot be reached.");
        if (_hanging is not null)
        {
            _hanging.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        lock (_events)
            _events.AddRange(events);
    }
}
