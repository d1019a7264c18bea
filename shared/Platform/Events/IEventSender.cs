namespace QuizPlatform.Platform;

/// <summary>Sends this app's events to its topic. Durable when it returns; sending an event again is harmless.</summary>
public interface IEventSender
{
    /// <param name="events">None to try only whether something could be sent.</param>
    Task Send(IReadOnlyList<Event> events, CancellationToken cancellation);
}
