using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QuizPlatform.Platform;

/// <summary>How an app declares its documents, without naming a provider; each provider's mapping reads this.</summary>
public static class DocumentModel
{
    private const string OrderPrefix = "Order:";
    private const string LookUpPrefix = "LookUp:";
    private const string ListIndexName = "ListIndex";

    /// <summary>Declares a document type. Its key is (partition, id), so that finding one is a point read.</summary>
    public static EntityTypeBuilder<T> Document<T>(this ModelBuilder model)
        where T : Document
    {
        var document = model.Entity<T>();
        document.HasKey(d => new { d.Partition, d.Id });
        document.Property(d => d.Id).HasMaxLength(255);
        return document;
    }

    /// <summary>
    /// Declares an order that queries within one partition ask for: an index on SQLite, and a composite index that the Bicep must
    /// hold for Cosmos when it has more than one property. Descending properties are written <c>-Name</c>.
    /// </summary>
    public static EntityTypeBuilder<T> OrderedBy<T>(this EntityTypeBuilder<T> document, params string[] properties)
        where T : Document
    {
        document.HasAnnotation(OrderPrefix + string.Join(',', properties), properties);
        return document;
    }

    /// <summary>
    /// Declares a property by which documents are looked up across partitions, and by which order if not any: an index on SQLite; Cosmos indexes each anyway.
    /// </summary>
    public static EntityTypeBuilder<T> FoundBy<T>(this EntityTypeBuilder<T> document, params string[] properties)
        where T : Document
    {
        document.HasAnnotation(LookUpPrefix + string.Join(',', properties), properties);
        return document;
    }

    /// <summary>
    /// Declares a list of texts of which queries ask for documents that hold some (<c>Where(d => d.List.Contains(text))</c>, once for each), the newest
    /// or the oldest first by <paramref name="time"/> and the id, or those with the smallest <paramref name="number"/> and among them the newest. SQLite
    /// gets a table for it; Cosmos indexes each text anyway.
    /// </summary>
    public static EntityTypeBuilder<T> FoundByEach<T>(this EntityTypeBuilder<T> document, string list, string time, string number)
        where T : Document
    {
        document.HasAnnotation(ListIndexName, new[] { list, time, number });
        return document;
    }

    /// <summary>What was declared by <see cref="FoundByEach"/>; null when nothing was.</summary>
    public static (string List, string Time, string Number)? ListIndex(this IReadOnlyEntityType type) =>
        type[ListIndexName] is string[] index ? (index[0], index[1], index[2]) : null;

    /// <summary>The properties declared by each <see cref="FoundBy"/>.</summary>
    public static IEnumerable<string[]> LookUps(this IReadOnlyEntityType type) =>
        type.GetAnnotations().Where(a => a.Name.StartsWith(LookUpPrefix, StringComparison.Ordinal)).Select(a => a.Name[LookUpPrefix.Length..].Split(','));

    /// <summary>The orders declared for a document type, each a list of property names, descending ones with a leading minus.</summary>
    public static IEnumerable<string[]> Orders(this IReadOnlyEntityType type) =>
        type.GetAnnotations().Where(a => a.Name.StartsWith(OrderPrefix, StringComparison.Ordinal)).Select(a => a.Name[OrderPrefix.Length..].Split(','));
}
