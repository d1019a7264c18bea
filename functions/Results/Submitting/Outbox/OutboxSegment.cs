using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Says that events of results may not be sent: of those that name it (<see cref="Result.Segment"/>). It is there before the first of them and goes once
/// the events of all are sent. So a result is written once only, and what a crash has left is found by what is left of these.
/// </summary>
public sealed class OutboxSegment : Document
{
    public const string PartitionValue = "outbox";

    /// <summary>How long results are added to it, as far as whoever began it can tell: it may be stopped between its look at the clock and the save.</summary>
    internal static readonly TimeSpan Time = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestStop = TimeSpan.FromDays(1);

    private OutboxSegment()
    {
    }

    public OutboxSegment(string segment, DateTimeOffset endsAt)
        : base(IdOf(segment), PartitionValue)
    {
        EndsAt = endsAt;
    }

    /// <summary>Who began it adds no results after that.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>When somebody else sent its events, having waited in vain for it to go; null when nobody has.</summary>
    public DateTimeOffset? SweptAt { get; private set; }

    public string Segment => Id[Prefix.Length..];

    private const string Prefix = "outbox-";

    public static string IdOf(string segment) => Prefix + segment;

    /// <summary>
    /// Whether somebody else is to send its events: well after its end, and once more a day later, before it goes. Also where it comes from a clock that
    /// was ahead.
    /// </summary>
    public bool IsDue(DateTimeOffset now)
    {
        var (from, until) = SweptAt is { } swept ? (swept, swept + LongestStop) : (EndsAt - Time, EndsAt + Margin);
        return now > until || now < from - Margin;
    }

    public void Swept(DateTimeOffset now) => SweptAt = now;
}
