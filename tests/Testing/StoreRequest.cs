namespace QuizPlatform.Testing;

/// <summary>One request to a store.</summary>
/// <param name="Partition">Null of a query that names none, or several: it is asked of all.</param>
/// <param name="Id">Of the document; null of a query.</param>
public sealed record StoreRequest(StoreRequestKind Kind, string? Partition, string? Id, double RequestUnits);

public enum StoreRequestKind
{
    Read,
    Query,
    Insert,
    Replace,
    Delete,
}
