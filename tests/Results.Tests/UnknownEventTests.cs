using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

public sealed class UnknownEventTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Theory]
    [InlineData("user.renamed.v9")]
    [InlineData("user.promoted.v1")]
    public async Task An_event_of_unknown_type_or_version_is_left_to_the_bus(string type)
    {
        var message = A.Message(type, new { userId = "ann", quizId = A.Id() });

        await Assert.ThrowsAsync<UnknownEventException>(() => _app.Tell(type, new { userId = "ann" }));
        await Assert.ThrowsAsync<UnknownEventException>(() => _app.Run<OnQuizEvent>(f => f.Run(message, default)));
        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateLeaderboard>(f => f.Run([message], default)));
        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateStatistics>(f => f.Run([message], default)));
        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateAnalytics>(f => f.Run([message], default)));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
