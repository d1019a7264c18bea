namespace QuizPlatform.LocalBus;

/// <summary>Stores what is published, once per message and once per subscription. Runs on the topic's thread, inside its transaction.</summary>
internal sealed class Sender
{
    private readonly TopicProperties _topic;
    private readonly TopicFile _file;
    private readonly Statement _message, _delivery, _remember, _forget, _pages, _freePages, _touch;
    private readonly long _pageSize;

    public Sender(TopicFile file, TopicProperties topic, IEnumerable<Deliveries> subscriptions)
    {
        (_file, _topic) = (file, topic);
        _message = file.Prepare("""
            INSERT INTO message (message_id, subject, body, enqueued, properties)
            VALUES (?1, ?2, ?3, ?4, iif(?5 IS NULL, NULL, json_object('Diagnostic-Id', ?5)))
            """);
        var wanted = subscriptions.Select(s => s.Subject is null ? $"id = {s.Id}" : $"id = {s.Id} AND ?2 = '{s.Subject}'");
        _delivery = file.Prepare(
            $"INSERT INTO delivery (sequence, subscription) SELECT ?1, id FROM subscription WHERE ?2 IS ?2 AND ({string.Join(" OR ", [.. wanted, "0"])})");
        _remember = file.Prepare(
            "INSERT INTO duplicate VALUES (?1, ?2) ON CONFLICT DO UPDATE SET expires = excluded.expires WHERE expires <= ?3");
        _forget = file.Prepare(
            "DELETE FROM duplicate WHERE message_id IN (SELECT message_id FROM duplicate WHERE expires <= ? ORDER BY expires LIMIT 100)");
        _pages = file.Prepare("PRAGMA page_count");
        _freePages = file.Prepare("PRAGMA freelist_count");
        _touch = file.Prepare($"PRAGMA user_version = {TopicFile.Version}"); // what it is: setting it writes a page all the same
        _pageSize = file.Prepare("PRAGMA page_size").Number() ?? 0;
    }

    public void Publish(IReadOnlyList<BusMessage> messages, long now)
    {
        Fit(messages);
        if (messages.Count == 0) _touch.Execute();
        // A few at a time: after a long pause the first publish shall not wait for thousands of deletes.
        if (_topic.RequiresDuplicateDetection) _forget.Execute(now);
        foreach (var message in messages)
        {
            if (_topic.RequiresDuplicateDetection && IsDuplicate(message, now)) continue;
            _message.Execute(message.MessageId, message.Subject, message.Body, now, message.TraceParent);
            var sequence = _file.LastSequence;
            if (_delivery.Execute(sequence, message.Subject) == 0) _file.DeleteIfUnneeded(sequence);
        }
    }

    // A duplicate is accepted and dropped: its sender did not hear the first answer, and has nothing to repair.
    private bool IsDuplicate(BusMessage message, long now) =>
        _remember.Execute(message.MessageId, Time.After(now, _topic.DuplicateDetectionHistoryTimeWindow), now) == 0;

    private void Fit(IReadOnlyList<BusMessage> messages)
    {
        var used = (_pages.Number() - _freePages.Number()) * _pageSize;
        if (used + messages.Sum(message => (long)message.Body.Length) > _topic.MaxSizeInMegabytes * 1024 * 1024)
            throw new MessageBusException(
                $"Topic '{_topic.Name}' is full ({_topic.MaxSizeInMegabytes} MB): let its subscribers catch up, or deal with its dead letters.");
    }
}
