using System.Diagnostics;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class TraceTests : IAsyncDisposable
{
    private readonly Observed _observed = new();
    private readonly ResultsApp _app = new();

    private IEnumerable<Activity> Handled => _observed.Spans.Where(span => span.DisplayName.StartsWith("process", StringComparison.Ordinal));

    [Fact]
    public async Task What_the_subscriptions_do_about_a_result_belongs_to_the_trace_of_the_request_that_brought_it()
    {
        var quiz = await _app.Publish(A.Quiz());
        var ann = await Submit("ann", quiz);
        var ben = await Submit("ben", quiz);

        using (var batch = _observed.Begin("batch"))
            await _app.DeliverAll();

        foreach (var request in (Activity[])[ann, ben])
        {
            var created = Assert.Single(_observed.Spans, s => s.TraceId == request.TraceId && s.Kind == ActivityKind.Producer);
            var handled = Handled.Where(s => s.TraceId == request.TraceId).ToList();
            Assert.Equal(request.SpanId, created.ParentSpanId);
            Assert.Equal(
                ["process results/analytics", "process results/leaderboard", "process results/statistics"], handled.Select(s => s.DisplayName).Order());
            Assert.All(handled, span => Assert.Equal((created.SpanId, ActivityStatusCode.Unset), (span.ParentSpanId, span.Status)));
            Assert.All(handled, span => Assert.Equal(_observed.Spans[^1].SpanId, Assert.Single(span.Links).Context.SpanId)); // the batch
        }
    }

    [Fact]
    public async Task A_message_whose_trace_the_host_goes_on_with_gets_no_second_span()
    {
        var quiz = await _app.Publish(A.Quiz());
        using (var request = _observed.Begin("request"))
        {
            await _app.Submit("ann", quiz, right: 1);
            await _app.DeliverAll();
        }

        Assert.Empty(Handled);
    }

    [Fact]
    public async Task A_group_that_fails_ends_the_spans_of_its_messages_as_failed_and_those_alone()
    {
        var quiz = await _app.Publish(A.Quiz());
        await Submit("ann", quiz);
        var wrong = A.Message(ResultSubmitted.Type, "not what it should be");

        await Assert.ThrowsAnyAsync<Exception>(() => _app.Deliver([wrong, .. _app.Sent.All.Select(e => e.Body)]));
        Assert.All(Handled, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));

        _app.Store.Steps.Before(0, () => throw new IOException("no disk"));
        await Assert.ThrowsAnyAsync<Exception>(() => _app.DeliverAll());
        Assert.Single(Handled, span => span.Status == ActivityStatusCode.Error);
    }

    [Fact]
    public async Task How_long_an_event_waited_is_measured_for_each_subscription()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Submit("ann", quiz, right: 1);
        _app.Clock.Advance(TimeSpan.FromSeconds(7));

        await _app.DeliverAll();

        var lags = _observed.Of("quiz.event.lag").Where(lag => lag.Tags["messaging.destination.name"] == "results").ToList();
        Assert.Equal(["analytics", "leaderboard", "statistics"], lags.Select(lag => lag.Tags["messaging.destination.subscription.name"]).Order());
        Assert.All(lags, lag => Assert.Equal((7, "s"), (lag.Value, lag.Unit)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _observed.Dispose();
    }

    private async Task<Activity> Submit(string userId, QuizPublished quiz)
    {
        using var request = _observed.Begin("request");
        await _app.Submit(userId, quiz, right: 1);
        return request;
    }
}
