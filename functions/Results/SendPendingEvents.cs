using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Sends the events that a crash or an unreachable bus left behind.</summary>
public sealed class SendPendingEvents(ResultsDb db, Outbox outbox) : ILeftover
{
    [Function(nameof(SendPendingEvents))]
    public Task Run([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public async Task Finish(CancellationToken cancellation)
    {
        try
        {
            await outbox.Finish(cancellation);
        }
        finally
        {
            await db.SendPending(Leftovers.Grace, cancellation); // those of before there was the outbox, and of results that accounts keep
        }
    }
}
