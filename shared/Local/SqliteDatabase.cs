using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace QuizPlatform.Local;

/// <summary>
/// Saves by the <see cref="SqliteWriter"/> that is among the interceptors. Without one, EF saves by itself: as tools and migrations do, which have the file
/// for themselves.
/// </summary>
internal sealed class SqliteDatabase(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, IDbContextOptions options)
    : RelationalDatabase(dependencies, relational)
{
    private readonly SqliteWriter? _writer = options.FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<SqliteWriter>().SingleOrDefault();

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        if (_writer is null)
            return base.SaveChangesAsync(entries, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // later it is too late: whether it was saved must be told
        var ofParts = entries.ToLookup(entry => entry.EntityType.IsOwned());
        var changedParts = ofParts[true].Select(part => part.EntityType.FindOwnership()!.PrincipalToDependent!).ToHashSet();
        var removed = ofParts[false].Select(entry => entry.EntityState == EntityState.Deleted ? entry : entry.SharedIdentityEntry) // whose place it takes
            .OfType<IUpdateEntry>().Distinct();
        return _writer.Save([.. removed.Concat(ofParts[false].Where(entry => entry.EntityState != EntityState.Deleted))
            .Select(entry => RowChange.Of(entry, changedParts))]);
    }
}
