using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>
/// Documents on SQLite: a table per kind with (Partition, Id) as its key, owned lists as JSON columns, a version for optimistic
/// concurrency, an index per declared order, times as UTC ticks (SQLite cannot order a DateTimeOffset).
/// </summary>
internal sealed class SqliteDocumentModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public const string Version = "Version";

    private static readonly ValueConverter<DateTimeOffset, long> Ticks = new(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var type in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (type.IsOwned())
                MapOwned(type);
            else
                MapDocument(modelBuilder, type);
        }
    }

    private static void MapDocument(ModelBuilder modelBuilder, IMutableEntityType type)
    {
        var document = modelBuilder.Entity(type.ClrType).ToTable(type.ClrType.Name);
        document.Property<long>(Version).IsConcurrencyToken();

        foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(DateTimeOffset) || p.ClrType == typeof(DateTimeOffset?)))
            property.SetValueConverter(Ticks);

        foreach (var order in type.Orders())
        {
            document.HasIndex([nameof(Document.Partition), .. order.Select(name => name.TrimStart('-'))])
                .IsDescending([false, .. order.Select(name => name.StartsWith('-'))]);
        }

        foreach (var properties in type.LookUps())
            document.HasIndex(properties);

        if (type.ListIndex() is { } index)
            MapListIndex(modelBuilder.Entity(typeof(ListEntry<>).MakeGenericType(type.ClrType)), $"{type.ClrType.Name}_{index.List}");

        // The sweep for unsent events must not read the whole table: nearly every row has none.
        if (typeof(EventfulDocument).IsAssignableFrom(type.ClrType))
            document.HasIndex(nameof(EventfulDocument.PendingSince)).HasFilter($"{nameof(EventfulDocument.PendingSince)} IS NOT NULL");
    }

    // A migration makes the table and the triggers that fill it: EF can make no table without row ids, which this one would take twice the space with.
    private static void MapListIndex(EntityTypeBuilder entry, string table)
    {
        entry.HasNoKey().ToTable(table, t => t.ExcludeFromMigrations());
        entry.Property(nameof(ListEntry<>.Time)).HasConversion(Ticks);
    }

    private static void MapOwned(IMutableEntityType type)
    {
        // Only the outermost owned type names the column; what it owns in turn is inside the same JSON.
        if (type.FindOwnership() is { PrincipalToDependent: { } navigation } ownership && !ownership.PrincipalEntityType.IsOwned())
            type.SetContainerColumnName(navigation.Name);
    }
}
