using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Results;

/// <summary>Sends the events that a crash or an unreachable bus left behind with their documents.</summary>
public sealed class SendPendingEvents(ResultsDb db)
{
    [Function(nameof(SendPendingEvents))]
    public Task Run([TimerTrigger("*/10 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) =>
        db.SendPending(TimeSpan.FromSeconds(5), cancellation);
}
