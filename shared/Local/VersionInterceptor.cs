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
        foreach (var entry in context.ChangeTracker.Entries<Document>()) // looks for changes, unless told not to
        {
            if (entry.State is EntityState.Added or EntityState.Modified || (entry.State is EntityState.Unchanged && HasChangedParts(entry)))
            {
                // From the original value, so that saving again after a failure does not count on.
                var version = entry.Property<long>(SqliteDocumentModel.Version);
                version.CurrentValue = version.OriginalValue + 1;
            }
        }
    }

    // A change inside an owned list alone leaves the document's own entry unchanged.
    private static bool HasChangedParts(EntityEntry entry) =>
        entry.Navigations.Any(n => n.IsModified || Parts(n).Any(part => part.State != EntityState.Unchanged || HasChangedParts(part)));

    private static IEnumerable<EntityEntry> Parts(NavigationEntry navigation) => navigation switch
    {
        CollectionEntry { CurrentValue: { } items } many => items.Cast<object>().Select(many.FindEntry).OfType<EntityEntry>(),
        ReferenceEntry { TargetEntry: { } one } => [one],
        _ => [],
    };
}
