using System.Net;

namespace QuizPlatform.System.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_submission_is_one_trace_from_the_gateway_to_the_three_subscriptions()
    {
        await using var collector = await Collector.Start();
        await using var platform = new RunningPlatform(collector.Settings);
        await Task.WhenAll(platform.All.Append(platform.Gateway).Select(service => service.Start()));
        var ann = await platform.Register();
        var quiz = await platform.Publish(ann, 1, 2);

        var submitted = await platform.Send(
            HttpMethod.Post, platform.Gateway, "api/results/submit", new { quizId = quiz.Id, answers = new[] { 1, 2 } }, ann.Token);
        Assert.Equal(HttpStatusCode.Created, submitted.Status);
        await Eventually.Holds(
            () => Task.FromResult(Batches(collector).Count == 3 && Trace(collector).Count(s => s.Service == "results-service" && s.Kind != 3) == 5),
            () => string.Join('\n', collector.Spans));

        var trace = Trace(collector);
        var door = Assert.Single(trace, IsAtTheDoor);
        var passed = Assert.Single(trace, s => s.ParentId == door.Id && s.Tags["url.full"].Contains("/submit"));
        var app = Assert.Single(trace, s => s.ParentId == passed.Id);
        var message = Assert.Single(trace, s => s.ParentId == app.Id && s.Kind == 4);
        Assert.Equal(("", "results-service", "POST /api/results/submit"), (door.ParentId, app.Service, app.Name));
        Assert.Equal([message.Id], Assert.Single(trace, s => s.ParentId == app.Id && s.Name == "send results").Links);
        var handled = trace.Where(s => s.ParentId == message.Id).ToList();
        Assert.Equal(["process results/analytics", "process results/leaderboard", "process results/statistics"], handled.Select(s => s.Name).Order());
        Assert.Equal(Batches(collector).Select(s => s.Id).Order(), handled.Select(s => s.Links.Single()).Order());
        Assert.All(Batches(collector), batch => Assert.Equal([message.Id], batch.Links));

        foreach (var service in (string[])["gateway", "user-service", "quiz-service", "results-service"])
            await Measured(collector, service, "http.server.request.duration");
        foreach (var instrument in (string[])["quiz.result.submissions", "quiz.event.lag", "db.client.operation.duration"])
            await Measured(collector, "results-service", instrument);
        Assert.DoesNotContain(collector.Spans.SelectMany(s => s.Tags), tag => tag.Value.Contains(ann.Id) || tag.Value.Contains(ann.Name));
    }

    [Fact]
    public async Task A_problem_and_its_line_in_the_log_tell_the_trace_they_belong_to()
    {
        await using var collector = await Collector.Start();
        await using var platform = new RunningPlatform(collector.Settings);
        await platform.Results.Start();

        var refused = await platform.Send(HttpMethod.Post, platform.Results, "api/results/submit", new { });
        var trace = (string)refused.Json["traceId"]!;

        await Eventually.Holds(
            () => Task.FromResult(collector.Spans.Any(s => s.TraceId == trace) && collector.Lines.Any(line => line.TraceId == trace)),
            () => $"no span or no line has the trace {trace}");
        Assert.Contains(trace, Assert.Single(collector.Lines, line => line.TraceId == trace).Text);
    }

    private static Task Measured(Collector collector, string service, string instrument) => Eventually.Holds(
        () => Task.FromResult(collector.Instruments.Contains((service, instrument))), () => $"{service} does not measure {instrument}");

    private static bool IsAtTheDoor(Span span) => span is { Service: "gateway", Kind: 2, Name: "POST /api/results/submit" };

    private static List<Span> Trace(Collector collector) =>
        [.. collector.Spans.Where(s => s.TraceId == collector.Spans.FirstOrDefault(IsAtTheDoor)?.TraceId)];

    // In which the results came; each has a trace of its own.
    private static List<Span> Batches(Collector collector) =>
        [.. collector.Spans.Where(s => s is { Kind: 5, ParentId: "" } && s.Name.StartsWith("process results/", StringComparison.Ordinal))];
}
