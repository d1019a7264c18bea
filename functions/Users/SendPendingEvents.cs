using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Users;

/// <summary>Sends the events that a crash or an unreachable bus left behind.</summary>
public sealed class SendPendingEvents(UsersDb db)
{
    [Function(nameof(SendPendingEvents))]
    public Task Run([TimerTrigger("*/10 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) =>
        db.SendPending(TimeSpan.FromSeconds(5), cancellation);
}
