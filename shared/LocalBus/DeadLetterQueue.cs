using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalBus;

public sealed record DeadLetter(
    long SequenceNumber, BusMessage Message, int DeliveryCount, DateTimeOffset EnqueuedTime, string DeadLetterReason, string? DeadLetterErrorDescription);

internal sealed record DeadLetterReason(string Reason, string? Description);

/// <summary>The messages a subscription could not handle. Runs on the topic's thread, inside its transaction.</summary>
internal sealed class DeadLetterQueue
{
    private static readonly Meter Meter = new("QuizPlatform.LocalBus");
    private static readonly Counter<long> Letters = Meter.CreateCounter<long>(
        "quiz.bus.dead_letters", "{message}", "Messages that a subscription could not handle.");

    private readonly TopicFile _file;
    private readonly long _subscription;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Statement _add, _undeliver, _list, _sequences, _copy, _deliver, _remove;

    public DeadLetterQueue(TopicFile file, long subscription, string path, ILogger logger)
    {
        (_file, _subscription, _path, _logger) = (file, subscription, path, logger);
        _add = file.Prepare("""
            INSERT INTO dead_letter (sequence, subscription, delivery_count, reason, description)
            SELECT sequence, subscription, delivery_count, ?3, ?4 FROM delivery WHERE sequence = ?1 AND subscription = ?2
            """);
        _undeliver = file.Prepare("DELETE FROM delivery WHERE sequence = ? AND subscription = ?");
        _list = file.Prepare($"""
            SELECT l.sequence, l.delivery_count, m.enqueued, l.reason, l.description, {Statement.MessageColumns}
            FROM dead_letter l JOIN message m ON m.sequence = l.sequence WHERE l.subscription = ? ORDER BY l.sequence
            """);
        _sequences = file.Prepare("SELECT sequence FROM dead_letter WHERE subscription = ?1 AND (?2 IS NULL OR sequence = ?2) ORDER BY sequence");
        _copy = file.Prepare("""
            INSERT INTO message (message_id, subject, body, enqueued, properties)
            SELECT message_id, subject, body, ?2, properties FROM message WHERE sequence = ?1
            """);
        _deliver = file.Prepare("INSERT INTO delivery (sequence, subscription) VALUES (?, ?)");
        _remove = file.Prepare("DELETE FROM dead_letter WHERE sequence = ? AND subscription = ?");
    }

    public void Add(long sequence, DeadLetterReason letter)
    {
        _add.Execute(sequence, _subscription, letter.Reason, letter.Description);
        _undeliver.Execute(sequence, _subscription);
        Letters.Add(1, new("messaging.destination.name", _path.Split('/')[0]), new("messaging.destination.subscription.name", _path.Split('/')[^1]));
        _logger.LogWarning(
            "Message {Sequence} of {Subscription} is now a dead letter: {Reason}. {Description}", sequence, _path, letter.Reason, letter.Description);
    }

    public List<DeadLetter> Peek()
    {
        var letters = new List<DeadLetter>();
        _list.Query(_subscription);
        while (_list.Read())
            letters.Add(new(
                _list.Int64(0), _list.Message(5), (int)_list.Int64(1),
                DateTimeOffset.FromUnixTimeMilliseconds(_list.Int64(2)), _list.Text(3)!, _list.Text(4)));
        return letters;
    }

    /// <summary>
    /// Sends one or all again, as new messages with the old ids that only this subscription gets: the others have handled theirs, and
    /// duplicate detection is about senders. Returns how many.
    /// </summary>
    public int Resend(long? sequence, long now)
    {
        var found = Find(sequence);
        foreach (var old in found)
        {
            _copy.Execute(old, now);
            _deliver.Execute(_file.LastSequence, _subscription);
            Remove(old);
        }
        return found.Count;
    }

    public int Delete(long sequence)
    {
        var found = Find(sequence);
        found.ForEach(Remove);
        return found.Count;
    }

    private List<long> Find(long? sequence)
    {
        var found = new List<long>();
        _sequences.Query(_subscription, sequence is { } one ? one : (string?)null);
        while (_sequences.Read()) found.Add(_sequences.Int64(0));
        return found;
    }

    private void Remove(long sequence)
    {
        _remove.Execute(sequence, _subscription);
        _file.DeleteIfUnneeded(sequence);
    }
}
