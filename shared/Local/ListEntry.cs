namespace QuizPlatform.Local;

/// <summary>
/// That a document's list holds a text: a row of the table by which documents are found that hold it, in the order they are listed
/// (<see cref="Platform.DocumentModel.FoundByEach"/>). Triggers keep it.
/// </summary>
internal sealed class ListEntry<T>
{
    public string Value { get; init; } = null!;
    public DateTimeOffset Time { get; init; }
    public int Number { get; init; }

    /// <summary>The document's.</summary>
    public string Id { get; init; } = null!;
}
