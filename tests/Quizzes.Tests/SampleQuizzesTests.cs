using Microsoft.EntityFrameworkCore;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes.Tests;

public sealed class SampleQuizzesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_new_platform_has_quizzes_to_take_one_with_every_type_of_question()
    {
        await _app.AddSamples();

        var titles = (await _app.List()).Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>());
        Assert.Equal(["JavaScript fundamentals", "Odd but true", "System design basics"], titles.Order());
        string[] ids = [SampleQuizzes.JavaScriptId, SampleQuizzes.SystemDesignId, SampleQuizzes.EveryTypeId];
        var quizzes = await Task.WhenAll(ids.Select(id => _app.Stored(id)));
        Assert.All(quizzes.SelectMany(quiz => quiz.Questions), question => Assert.NotNull(question.Explanation));
        Assert.Equal([10, 10, Written.Types.Count], quizzes.Select(quiz => quiz.Questions.Count)); // none was refused
        Assert.Equal(Written.Types.Order(), quizzes[2].Questions.Select(question => question.Type).Order());
        Assert.Equal(3, _app.Sent.All.Count);
    }

    [Fact]
    public async Task A_platform_that_had_them_before_gets_no_more()
    {
        await _app.AddSamples();
        await _app.Store.With(async db =>
        {
            db.Remove((await db.Find(SampleQuizzes.EveryTypeId, default))!); // as if it was never there
            await db.SaveChangesAsync();
        });

        await _app.AddSamples();

        Assert.Equal(2, await _app.Store.With(db => db.Quizzes.CountAsync()));
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await _app.AddSamples();
        await _app.AddSamples();

        Assert.Equal((3, 3), ((await _app.List()).Value<int>("total"), _app.Sent.All.Count));
    }

    [Fact]
    public async Task An_archived_sample_does_not_come_back()
    {
        await _app.AddSamples();
        await _app.Archive(SampleQuizzes.JavaScriptId, "eve:admin");

        await _app.AddSamples();

        Assert.Equal(2, (await _app.List()).Value<int>("total"));
    }

    [Fact]
    public async Task Instances_that_start_together_add_them_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_app.AddSamples)));

        Assert.Equal((3, 3), ((await _app.List()).Value<int>("total"), _app.Sent.All.DistinctBy(e => e.Id).Count()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
