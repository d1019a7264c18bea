using System.Diagnostics;
using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>
/// Spans of what no request starts, as the Functions host has them. A message that comes alone is handled in its sender's trace; a batch, which may come
/// from many, in a trace of its own that links to theirs. (A request's span is ASP.NET Core's.)
/// </summary>
internal static class InvocationSpans
{
    private static readonly ActivitySource Source = new("QuizPlatform.LocalRuntime");

    /// <param name="subscription">As "topic/subscription".</param>
    public static Activity? Messages(Function function, string subscription, IReadOnlyList<ReceivedMessage> messages, bool isBatch)
    {
        if (!Source.HasListeners())
            return null;
        var senders = messages.Select(message => Context(message.Message.TraceParent)).OfType<ActivityContext>().ToList();
        var span = isBatch
            ? Source.StartActivity($"process {subscription}", ActivityKind.Consumer, default(ActivityContext), links: senders.Select(s => new ActivityLink(s)))
            : Source.StartActivity($"process {subscription}", ActivityKind.Consumer, senders.FirstOrDefault());
        return span?.SetTag("faas.name", function.Name)
            .SetTag("faas.trigger", "pubsub")
            .SetTag("messaging.system", "quizplatform")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", subscription.Split('/')[0])
            .SetTag("messaging.destination.subscription.name", subscription.Split('/')[^1])
            .SetTag("messaging.batch.message_count", isBatch ? messages.Count : null);
    }

    public static Activity? Timer(Function function) =>
        Source.StartActivity(function.Name)?.SetTag("faas.name", function.Name).SetTag("faas.trigger", "timer");

    public static void Failed(this Activity? span, Exception e) => span?.SetTag("error.type", e.GetType().FullName).SetStatus(ActivityStatusCode.Error);

    private static ActivityContext? Context(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : null;
}
