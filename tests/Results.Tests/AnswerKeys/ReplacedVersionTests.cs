using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class ReplacedVersionTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Theory]
    [InlineData(600, 1200)]
    [InlineData(10, 610)]
    [InlineData(null, 87_000)]
    public async Task A_replaced_version_is_accepted_for_its_time_limit_and_ten_minutes(int? timeLimit, int seconds)
    {
        var first = await _app.Publish(Version(1, timeLimit));
        _app.Clock.Advance(TimeSpan.FromDays(3));
        await _app.Publish(Version(2, 20, first.QuizId));

        _app.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var last = await Take("ann", first);
        _app.Clock.Advance(TimeSpan.FromTicks(1));
        var late = await Take("bob", first);

        Assert.Equal((201, 1), (last.Status, last.Value<int>("result.quizVersion")));
        Assert.Equal((422, "urn:problem:quiz.version-replaced"), (late.Status, late.Value<string>("type")));
    }

    [Fact]
    public async Task The_refusal_tells_the_version_to_take()
    {
        var first = await _app.Publish(Version(1, 60));
        await _app.Publish(Version(2, 60, first.QuizId));
        await _app.Publish(Version(3, 60, first.QuizId));
        _app.Clock.Advance(TimeSpan.FromDays(1));

        var answer = await Take("ann", first);

        Assert.Equal(3, answer.Value<int>("currentVersion"));
        Assert.Contains("version 3", answer.Value<string>("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replacement_counts_and_not_the_newest_version()
    {
        var first = await _app.Publish(Version(1, 60));
        await _app.Publish(Version(2, 60, first.QuizId));
        _app.Clock.Advance(TimeSpan.FromMinutes(12));
        await _app.Publish(Version(3, 60, first.QuizId));

        Assert.Equal(422, (await Take("ann", first)).Status);
        Assert.Equal(201, (await Take("ann", first with { Version = 2 })).Status);
    }

    [Fact]
    public async Task The_current_version_is_accepted_however_old_it_is()
    {
        var first = await _app.Publish(Version(1, 60));
        _app.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(201, (await Take("ann", first)).Status);
    }

    [Fact]
    public async Task A_version_whose_event_never_came_is_asked_for()
    {
        var first = await _app.Publish(Version(1, 60));
        _app.Quizzes.Published[first.QuizId] = Version(2, 60, first.QuizId);
        await _app.Publish(Version(3, 60, first.QuizId));
        _app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("urn:problem:quiz.version-replaced", (await Take("ann", first)).Value<string>("type"));
    }

    [Fact]
    public async Task What_was_accepted_in_time_is_answered_again_later()
    {
        var first = await _app.Publish(Version(1, 60));
        var body = new { quizId = first.QuizId, answers = A.Answers(first, 2), quizVersion = 1 };
        var answer = await _app.Submit("ann", body, ("Idempotency-Key", "once"));
        await _app.Publish(Version(2, 60, first.QuizId));
        _app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(answer.Json!.ToJsonString(), (await _app.Submit("ann", body, ("Idempotency-Key", "once"))).Json!.ToJsonString());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private QuizPublished Version(int number, int? timeLimit, string? quizId = null) =>
        A.Quiz(version: number, quizId: quizId) with { TimeLimit = timeLimit, PublishedAt = _app.Clock.GetUtcNow() };

    private Task<Answer> Take(string userId, QuizPublished quiz) =>
        _app.Submit(userId, new { quizId = quiz.QuizId, answers = A.Answers(quiz, 2), quizVersion = quiz.Version });
}
