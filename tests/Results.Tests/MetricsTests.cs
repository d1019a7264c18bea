namespace QuizPlatform.Results.Tests;

public sealed class MetricsTests : IAsyncDisposable
{
    private readonly Observed _observed = new();
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task A_submission_is_counted_once_however_often_it_is_sent()
    {
        var quiz = await _app.Publish(A.Quiz());
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await _app.Submit("ann", quiz, right: 1, ("Idempotency-Key", "the-same-request"))).Status);

        Assert.Equal(1, _observed.Of("quiz.result.submissions").Sum(count => count.Value));
    }

    [Fact]
    public async Task What_the_store_takes_is_measured_by_what_is_done_and_with_nothing_of_what_it_holds()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Submit("ann", quiz, right: 1);

        var times = _observed.Of("db.client.operation.duration");
        Assert.Equal(["query", "save"], times.Select(time => time.Tags["db.operation.name"]).Distinct().Order());
        Assert.All(times, time => Assert.Equal((true, "s", 1), (time.Value > 0, time.Unit, time.Tags.Count)));
    }

    [Fact]
    public async Task A_save_that_loses_a_race_is_measured_with_its_reason()
    {
        var quiz = await _app.Publish(A.Quiz());
        _app.Store.Steps.LoseAnswer();

        Assert.Equal(201, (await _app.Submit("ann", quiz, right: 1)).Status);

        Assert.Single(_observed.Of("db.client.operation.duration"), time => time.Tags.GetValueOrDefault("error.type") == "IdTakenException");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _observed.Dispose();
    }
}
