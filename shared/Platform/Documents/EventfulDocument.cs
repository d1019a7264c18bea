namespace QuizPlatform.Platform;

/// <summary>
/// A document that tells others of its changes. The pending events are part of it, so that a change and the event that tells of it are
/// one write; they are sent after the save and cleared once sent (<see cref="DocumentDb.SaveAndSend"/>).
/// </summary>
public abstract class EventfulDocument : Document
{
    protected EventfulDocument()
    {
    }

    protected EventfulDocument(string id, string partition)
        : base(id, partition)
    {
    }

    /// <summary>Events not yet known to be sent, as the message bodies they will be, oldest first.</summary>
    public List<string> PendingEvents { get; private set; } = [];

    /// <summary>When the oldest pending event was raised; null when none is pending.</summary>
    public DateTimeOffset? PendingSince { get; private set; }

    /// <summary>How many events this document ever raised; makes event ids that a repeat cannot change.</summary>
    public int EventCount { get; private set; }

    /// <param name="type">The event's name and version on the wire, e.g. <c>quiz.published.v1</c>.</param>
    /// <param name="data">The event, a record of Contracts.</param>
    protected void Raise<T>(string type, T data, DateTimeOffset now)
    {
        EventCount++;
        PendingEvents.Add(Event.Write($"{Id}.{EventCount}", type, now, data, EventSpans.Create(type)));
        PendingSince ??= now;
    }

    internal void ClearPending(IReadOnlyCollection<string> sent)
    {
        PendingEvents.RemoveAll(sent.Contains);
        if (PendingEvents.Count == 0)
            PendingSince = null;
    }
}
