using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>Renews a document's version whenever anything in it changes: SQLite's counterpart of Cosmos's <c>_etag</c>.</summary>
internal sealed class VersionInterceptor : SaveChangesInterceptor
{
    public static readonly VersionInterceptor Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Renew(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Renew(eventData.Context!);
        return new(result);
    }

    private static void Renew(DbContext context)
    {
        var all = context.ChangeTracker.Entries().ToList(); // looks for changes, unless told not to
        // A change inside an owned list alone leaves the document's own entry unchanged.
        var changedParts = all.Where(entry => entry.Metadata.IsOwned() && entry.State != EntityState.Unchanged).Select(OwnerOf).ToHashSet();
        foreach (var entry in all)
        {
            if (entry.Entity is not Document document)
                continue;
            if (entry.State is EntityState.Added or EntityState.Modified
                || (entry.State is EntityState.Unchanged && changedParts.Contains((document.GetType(), document.Partition, document.Id))))
            {
                // From the original value, so that saving again after a failure does not count on.
                var version = entry.Property(SqliteDocumentModel.Version);
                version.CurrentValue = (long)version.OriginalValue! + 1;
            }
        }
    }

    // A part's key begins with the document's.
    private static (Type, string, string) OwnerOf(EntityEntry part)
    {
        var (owner, key) = (part.Metadata.FindOwnership()!.PrincipalEntityType, part.Metadata.FindPrimaryKey()!.Properties);
        return (owner.ClrType, (string)part.Property(key[0]).CurrentValue!, (string)part.Property(key[1]).CurrentValue!);
    }
}
