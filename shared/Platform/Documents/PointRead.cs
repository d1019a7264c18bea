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
            : new(Query(db.Model)(db, partition, id, cancellation));
    }

    // A query belongs to a model, and a process may have several.
    private static Func<DocumentDb, string, string, CancellationToken, Task<T?>> Query(IModel model) => model.GetOrAddRuntimeAnnotationValue(
        Name,
        static _ => EF.CompileAsyncQuery((DocumentDb db, string partition, string id, CancellationToken _) =>
            db.Set<T>().FirstOrDefault(document => document.Partition == partition && document.Id == id)),
        (object?)null)!;
}
