using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Documents on Cosmos: every kind in the app's one container, told apart by a discriminator, partitioned by
/// <see cref="Document.Partition"/>, with <c>_etag</c> for optimistic concurrency. Declared orders are composite indexes in
/// infra/cosmos-indexes.json, not here: the app may not change its container in Azure.
/// </summary>
internal sealed class CosmosDocumentModel(ModelCustomizerDependencies dependencies) : ModelCustomizer(dependencies)
{
    // Cosmos compares times as text, which is right only when all of them are UTC.
    private static readonly ValueConverter<DateTimeOffset, DateTimeOffset> Utc = new(time => time.ToUniversalTime(), time => time);

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        modelBuilder.HasDefaultContainer(context.Database.GetCosmosDatabaseId());
        foreach (var type in modelBuilder.Model.GetEntityTypes().ToList())
        {
            foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(DateTimeOffset) || p.ClrType == typeof(DateTimeOffset?)))
                property.SetValueConverter(Utc);
            foreach (var list in type.GetProperties().Where(p => p.IsPrimitiveCollection))
                list.IsNullable = true; // null in items older than the list, which EF would otherwise not save again
            if (!type.IsOwned())
                MapDocument(modelBuilder, type);
        }
    }

    private static void MapDocument(ModelBuilder modelBuilder, IMutableEntityType type)
    {
        var document = modelBuilder.Entity(type.ClrType).HasPartitionKey(nameof(Document.Partition)).UseETagConcurrency();
        document.HasDiscriminator<string>("Kind").HasValue(type.ClrType.Name);
    }
}
