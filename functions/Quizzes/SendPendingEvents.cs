using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Quizzes;

/// <summary>Sends the events that a crash or an unreachable bus left behind.</summary>
public sealed class SendPendingEvents(QuizzesDb quizzes)
{
    // Younger ones are about to be sent by the request that made them.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Function(nameof(SendPendingEvents))]
    public Task Run([TimerTrigger("*/10 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) =>
        quizzes.SendPending(Grace, cancellation);
}
