using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public sealed class UnknownEventTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData("user.deleted.v9")]
    [InlineData("user.promoted.v1")]
    public async Task An_event_of_unknown_type_or_version_is_left_to_the_bus(string type) =>
        await Assert.ThrowsAsync<UnknownEventException>(() => _app.Tell(type, new { userId = "ann" }));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
