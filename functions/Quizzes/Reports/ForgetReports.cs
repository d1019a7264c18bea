using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Removes reports whose time is over.</summary>
public sealed class ForgetReports(QuizzesDb quizzes, TimeProvider clock)
{
    [Function(nameof(ForgetReports))]
    public Task Run([TimerTrigger("50 20 3 * * *")] TimerInfo timer, CancellationToken cancellation) =>
        quizzes.ForgetReports<QuizReport>(clock.GetUtcNow(), cancellation);
}
