#pragma warning disable EF1001 // EF has no public way to ask for a tracked entity by a key of two parts that does not look for changes in all there are
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.EntityFrameworkCore.Metadata;

namespace QuizPlatform.Platform;

/// <summary>The query for one document, made once: EF's own Find makes and recognises it each time, which takes a third of a read on SQLite.</summary>
internal static class PointRead<T>
    where T : Document
{
    private static readonly string Name = $"{nameof(PointRead<>)}:{typeof(T).FullName}";

    /// <summary>The document as the context has it or, where it has none, as it is stored.</summary>
    public static ValueTask<T?> Find(DocumentDb db, string partition, string id, CancellationToken cancellation)
    {
        var key = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!;
        return ((IDbContextDependencies)db).StateManager.TryGetEntry(key, [partition, id])?.Entity is T tracked
            ? new(tracked)
            : Read(db, partition, id, isTracked: true, cancellation);
    }

    /// <summary>The document as it is stored.</summary>
    /// <param name="isTracked">Whether the context is to save its changes.</param>
    public static ValueTask<T?> Read(DocumentDb db, string partition, string id, bool isTracked, CancellationToken cancellation)
    {
        if (db.PointReader is { } reader)
            return reader.Read<T>(db, partition, id, isTracked);
        var (tracked, untracked) = Queries(db.Model);
        return new((isTracked ? tracked : untracked)(db, partition, id, cancellation));
    }

    // A query belongs to a model, and a process may have several.
    private static (Query Tracked, Query Untracked) Queries(IModel model) => model.GetOrAddRuntimeAnnotationValue(
        Name,
        static _ => (
            new Query(EF.CompileAsyncQuery((DocumentDb db, string partition, string id, CancellationToken _) =>
                db.Set<T>().FirstOrDefault(document => document.Partition == partition && document.Id == id))),
            new Query(EF.CompileAsyncQuery((DocumentDb db, string partition, string id, CancellationToken _) =>
                db.Set<T>().AsNoTracking().FirstOrDefault(document => document.Partition == partition && document.Id == id)))),
        (object?)null)!;

    private delegate Task<T?> Query(DocumentDb db, string partition, string id, CancellationToken cancellation);
}
