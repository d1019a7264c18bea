using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Sends the events that a crash or an unreachable bus left behind.</summary>
public sealed class SendPendingEvents(QuizzesDb quizzes) : ILeftover
{
    [Function(nameof(SendPendingEvents))]
    public Task Run([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public Task Finish(CancellationToken cancellation) => quizzes.SendPending(Leftovers.Grace, cancellation);
}
