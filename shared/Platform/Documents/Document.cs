namespace QuizPlatform.Platform;

/// <summary>
/// An aggregate: loaded and saved whole, one row on SQLite, one item on Cosmos. Saving one document is the only atom there is.
/// </summary>
public abstract class Document
{
    /// <summary>Unique within the app's container, whatever the kind: ids carry a prefix of their kind.</summary>
    public string Id { get; private set; } = null!;

    /// <summary>The Cosmos partition key. Queries on a hot path name it.</summary>
    public string Partition { get; private set; } = null!;

    protected Document()
    {
    }

    protected Document(string id, string partition)
    {
        Id = id;
        Partition = partition;
    }
}
