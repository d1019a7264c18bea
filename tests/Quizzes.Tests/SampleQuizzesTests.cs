using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class SampleQuizzesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_new_platform_has_two_quizzes_to_take()
    {
        await _app.AddSamples();

        var titles = (await _app.List()).Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>());
        Assert.Equal(["JavaScript fundamentals", "System design basics"], titles.Order());
        Assert.Equal(2, _app.Sent.Of<QuizPublished>(QuizPublished.Type).Count);
        Assert.All(_app.Sent.Of<QuizPublished>(QuizPublished.Type).SelectMany(q => q.Questions!), q => Assert.NotNull(q.Explanation));
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await _app.AddSamples();
        await _app.AddSamples();

        Assert.Equal((2, 2), ((await _app.List()).Value<int>("total"), _app.Sent.All.Count));
    }

    [Fact]
    public async Task An_archived_sample_does_not_come_back()
    {
        await _app.AddSamples();
        await _app.Archive(SampleQuizzes.JavaScriptId, "eve:admin");

        await _app.AddSamples();

        Assert.Equal(1, (await _app.List()).Value<int>("total"));
    }

    [Fact]
    public async Task Instances_that_start_together_add_them_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_app.AddSamples)));

        Assert.Equal((2, 2), ((await _app.List()).Value<int>("total"), _app.Sent.All.DistinctBy(e => e.Id).Count()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
