using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>Counts what is asked of a store, as Cosmos DB bills it.</summary>
public sealed partial class StoreBill : DbCommandInterceptor, ISaveChangesInterceptor
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), double> _sizes = []; // in KB
    private StoreCost _total = new();
    private List<StoreRequest>? _requests;

    /// <summary>So far.</summary>
    public StoreCost Total
    {
        get
        {
            lock (_lock)
                return _total;
        }
    }

    /// <summary>What something costs.</summary>
    public async Task<StoreCost> Of(Func<Task> work)
    {
        var before = Total;
        await work();
        return Total - before;
    }

    /// <summary>What something asks, request by request, each priced by the size that its document had when it was last saved in one of these.</summary>
    public async Task<IReadOnlyList<StoreRequest>> RequestsOf(Func<Task> work)
    {
        lock (_lock)
            _requests = [];
        await work();
        lock (_lock)
        {
            var requests = _requests;
            _requests = null;
            return requests;
        }
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (command.CommandText.StartsWith("SELECT ", StringComparison.Ordinal))
        {
            if (PointRead().IsMatch(command.CommandText))
                Read(Named(command, "Partition")!, Named(command, "Id")!);
            else
                Query(Named(command, "Partition"), eventData.ReadCount);
        }

        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(entry => !entry.Metadata.IsOwned()))
        {
            Add(entry.State switch
            {
                EntityState.Added => new() { Inserts = 1 },
                EntityState.Modified => new() { Replaces = 1 }, // by a new version, also where a part alone has changed
                EntityState.Deleted => new() { Deletes = 1 },
                _ => new(),
            });
            Note(entry);
        }

        return new(result);
    }

    internal void Read(string partition, string id)
    {
        lock (_lock)
        {
            _total += new StoreCost { Reads = 1, RelaxedReads = RelaxedReads.AreAllowed ? 1 : 0 };
            _requests?.Add(new(StoreRequestKind.Read, partition, id, Strength * StoreCost.ReadOf(_sizes.GetValueOrDefault((partition, id)))));
        }
    }

    private void Query(string? partition, int rows)
    {
        var relaxed = RelaxedReads.AreAllowed ? 1 : 0;
        lock (_lock)
        {
            _total += new StoreCost { Queries = 1, Rows = rows, RelaxedQueries = relaxed, RelaxedRows = relaxed * rows };
            _requests?.Add(new(StoreRequestKind.Query, partition, null, Strength * (StoreCost.Query + StoreCost.Row * Math.Max(0, rows - 1))));
        }
    }

    private void Note(EntityEntry entry)
    {
        lock (_lock)
        {
            if (_requests is null || entry is not { Entity: Document document, State: EntityState.Added or EntityState.Modified or EntityState.Deleted })
                return;
            var size = JsonSerializer.SerializeToUtf8Bytes(document, document.GetType()).Length / 1024d;
            _sizes[(document.Partition, document.Id)] = size;
            var (kind, requestUnits) = entry.State switch
            {
                EntityState.Added => (StoreRequestKind.Insert, StoreCost.WriteOf(size)),
                EntityState.Modified => (StoreRequestKind.Replace, 2 * StoreCost.WriteOf(size)),
                _ => (StoreRequestKind.Delete, StoreCost.WriteOf(size)),
            };
            _requests.Add(new(kind, document.Partition, document.Id, requestUnits));
        }
    }

    private static double Strength => RelaxedReads.AreAllowed ? StoreCost.Relaxed : 1;

    private static string? Named(DbCommand command, string column)
    {
        var named = Value().Matches(command.CommandText).Where(match => match.Groups[1].Value == column).Select(match => match.Groups[2].Value).ToList();
        return named is not [var value] ? null : value[0] == '@' ? command.Parameters[value].Value as string : value.Trim('\'');
    }

    private void Add(StoreCost cost)
    {
        lock (_lock)
            _total += cost;
    }

    // By partition and id and nothing else, as the Cosmos provider makes it one.
    [GeneratedRegex("""\bWHERE "\w+"\."Partition" = \S+ AND "\w+"\."Id" = \S+\s+(LIMIT \d+)?\s*$""")]
    private static partial Regex PointRead();

    [GeneratedRegex("""\."(\w+)" = (@\w+|'[^']*')""")]
    private static partial Regex Value();
}

/// <summary>Requests to a store.</summary>
public sealed record StoreCost
{
    /// <summary>Of a document of up to 1 KB, in request units, as docs/scale.md has them; a row is each one after a query's first.</summary>
    public const double Read = 2 * 1, Query = 2 * 2.9, Row = 2 * 0.05, Insert = 5.5, Replace = 2 * Insert, Delete = Insert;

    /// <summary>What a relaxed read or query costs of one that is strongly consistent.</summary>
    public const double Relaxed = 1 / 2d;

    private const double PerKB = 45 / 99d; // of a write: 50 of 100 KB

    /// <summary>By partition and id.</summary>
    public int Reads { get; init; }
    public int Queries { get; init; }

    /// <summary>That queries found.</summary>
    public int Rows { get; init; }

    /// <summary>Those of <see cref="Reads"/>, <see cref="Queries"/> and <see cref="Rows"/> that may be a moment old.</summary>
    public int RelaxedReads { get; init; }

    /// <inheritdoc cref="RelaxedReads"/>
    public int RelaxedQueries { get; init; }

    /// <inheritdoc cref="RelaxedReads"/>
    public int RelaxedRows { get; init; }
    public int Inserts { get; init; }
    public int Replaces { get; init; }
    public int Deletes { get; init; }

    public double RequestUnits =>
        Reading(Reads, Queries, Rows) - (1 - Relaxed) * Reading(RelaxedReads, RelaxedQueries, RelaxedRows)
        + Insert * Inserts + Replace * Replaces + Delete * Deletes;

    /// <summary>Of a document of some KB.</summary>
    public static double ReadOf(double size) => Read * (1 + Math.Max(0, size - 1) * 9 / 99);

    /// <inheritdoc cref="ReadOf"/>
    public static double WriteOf(double size) => Insert + Math.Max(0, size - 1) * PerKB;

    public static StoreCost operator +(StoreCost a, StoreCost b) => Each(a, b, (x, y) => x + y);

    public static StoreCost operator -(StoreCost a, StoreCost b) => Each(a, b, (x, y) => x - y);

    /// <summary>As the cells of a table's row.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Reads} | {Queries} | {Inserts} | {Replaces} | {Deletes} | {RequestUnits:0}");

    private static double Reading(int reads, int queries, int rows) => Read * reads + Query * queries + Row * Math.Max(0, rows - queries);

    private static StoreCost Each(StoreCost a, StoreCost b, Func<int, int, int> of) => new()
    {
        Reads = of(a.Reads, b.Reads),
        Queries = of(a.Queries, b.Queries),
        Rows = of(a.Rows, b.Rows),
        RelaxedReads = of(a.RelaxedReads, b.RelaxedReads),
        RelaxedQueries = of(a.RelaxedQueries, b.RelaxedQueries),
        RelaxedRows = of(a.RelaxedRows, b.RelaxedRows),
        Inserts = of(a.Inserts, b.Inserts),
        Replaces = of(a.Replaces, b.Replaces),
        Deletes = of(a.Deletes, b.Deletes),
    };
}
