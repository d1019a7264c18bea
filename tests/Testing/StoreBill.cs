using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Testing;

/// <summary>Counts what is asked of a store, as Cosmos DB bills it.</summary>
public sealed partial class StoreBill : DbCommandInterceptor, ISaveChangesInterceptor
{
    private readonly Lock _lock = new();
    private StoreCost _total = new();

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

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (command.CommandText.StartsWith("SELECT ", StringComparison.Ordinal))
            Add(PointRead().IsMatch(command.CommandText) ? new() { Reads = 1 } : new() { Queries = 1, Rows = eventData.ReadCount });
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
        }

        return new(result);
    }

    private void Add(StoreCost cost)
    {
        lock (_lock)
            _total += cost;
    }

    // By partition and id and nothing else, as the Cosmos provider makes it one.
    [GeneratedRegex("""\bWHERE "\w+"\."Partition" = \S+ AND "\w+"\."Id" = \S+\s+(LIMIT \d+)?\s*$""")]
    private static partial Regex PointRead();
}

/// <summary>Requests to a store.</summary>
public sealed record StoreCost
{
    /// <summary>Of a document of up to 1 KB, in request units, as docs/scale.md has them; a row is each one after a query's first.</summary>
    public const double Read = 2 * 1, Query = 2 * 2.9, Row = 2 * 0.05, Insert = 5.5, Replace = 2 * Insert, Delete = Insert;

    /// <summary>By partition and id.</summary>
    public int Reads { get; init; }
    public int Queries { get; init; }

    /// <summary>That queries found.</summary>
    public int Rows { get; init; }
    public int Inserts { get; init; }
    public int Replaces { get; init; }
    public int Deletes { get; init; }

    public double RequestUnits =>
        Read * Reads + Query * Queries + Row * Math.Max(0, Rows - Queries) + Insert * Inserts + Replace * Replaces + Delete * Deletes;

    public static StoreCost operator +(StoreCost a, StoreCost b) => Each(a, b, (x, y) => x + y);

    public static StoreCost operator -(StoreCost a, StoreCost b) => Each(a, b, (x, y) => x - y);

    /// <summary>As the cells of a table's row.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Reads} | {Queries} | {Inserts} | {Replaces} | {Deletes} | {RequestUnits:0}");

    private static StoreCost Each(StoreCost a, StoreCost b, Func<int, int, int> of) => new()
    {
        Reads = of(a.Reads, b.Reads),
        Queries = of(a.Queries, b.Queries),
        Rows = of(a.Rows, b.Rows),
        Inserts = of(a.Inserts, b.Inserts),
        Replaces = of(a.Replaces, b.Replaces),
        Deletes = of(a.Deletes, b.Deletes),
    };
}
