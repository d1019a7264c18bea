namespace QuizPlatform.Platform;

/// <summary>Remembers how sending went: that is what <c>/health</c> tells of the bus.</summary>
public sealed class WatchedEventSender(IEventSender inner, TimeProvider clock) : IEventSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly LastWrite _last = new(clock);

    public async Task Send(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        try
        {
            await inner.Send(events, cancellation);
            _last.Went(null);
        }
        catch (Exception e)
        {
            _last.Went(e is OperationCanceledException ? new TimeoutException("The bus does not answer.", e) : e);
            throw;
        }
    }

    /// <summary>Why nothing can be sent: what the last time met with or, when there was none for a while, sending nothing.</summary>
    /// <returns>Null when sending works.</returns>
    public async Task<Exception?> WhyNotSendable()
    {
        if (_last.IsKnown(out var failure))
            return failure;

        using var timeout = new CancellationTokenSource(Patience, clock);
        try
        {
            await Send([], timeout.Token);
        }
        catch
        {
            // Remembered.
        }

        return _last.Failure;
    }
}
