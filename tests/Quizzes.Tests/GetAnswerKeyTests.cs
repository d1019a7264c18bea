using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Quizzes.Tests;

public sealed class GetAnswerKeyTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData("", 3)]
    [InlineData("?version=1", 1)]
    [InlineData("?version=2", 2)]
    [InlineData("?version=3", 3)]
    public async Task Every_version_says_what_its_event_said(string query, int version)
    {
        var id = await ThreeVersions();

        var answer = await _app.AnswerKey(id, query);

        var published = _app.Sent.Of<QuizPublished>(QuizPublished.Type).Single(e => e.Version == version);
        Assert.Equal(Said(published), Said(Read(answer)));
        Assert.Null(answer.Json!["archivedAt"]);

        // But for settings, which are those of now.
        static string Said(QuizPublished version) => JsonSerializer.Serialize(version with { Revision = 0 }, Json.Options);
    }

    [Fact]
    public async Task Every_version_says_what_it_asked()
    {
        var id = await ThreeVersions();
        await _app.Update(id, A.Request("Fourth", questions: 1) with { Language = "de" }, "*");
        await _app.Archive(id);

        var second = await _app.AnswerKey(id, "?version=2");
        var fourth = await _app.AnswerKey(id);

        Assert.Equal(["1 + 2?", "2 + 2?", "3 + 2?"], Asked(second).Select(q => q.Question));
        Assert.Equal(Read(second).Questions!.Select(q => q.QuestionId), Asked(second).Select(q => q.QuestionId));
        Assert.Equal(["3", "4", "5"], Assert.Single(Asked(fourth)).Options);
        Assert.Equal(("de", "de"), (second.Value<string>("language"), fourth.Value<string>("language")));
    }

    [Fact]
    public async Task A_version_kept_before_texts_were_has_its_key()
    {
        var id = await ThreeVersions();
        await _app.Store.With(db => db.Database.ExecuteSqlRawAsync(
            "UPDATE QuizVersion SET Questions = json_remove(Questions, '$[0].Text', '$[0].OptionTexts') WHERE Number = 1"));

        var answer = await _app.AnswerKey(id, "?version=1");

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, Read(answer).Questions![0].CorrectAnswer);
        Assert.Equal(["2 + 2?"], Asked(answer).Select(q => q.Question));
    }

    [Fact]
    public async Task An_archived_quiz_still_has_its_answer_keys()
    {
        var id = await ThreeVersions();
        await _app.Archive(id);

        Assert.NotNull((await _app.AnswerKey(id)).Json!["archivedAt"]);
        Assert.NotNull((await _app.AnswerKey(id, "?version=1")).Json!["archivedAt"]);
    }

    [Fact]
    public async Task The_author_of_every_version_is_forgotten()
    {
        var id = await ThreeVersions();

        await _app.Tell(UserDeleted.Type, new UserDeleted("ann", A.Sunday, A.Sunday.AddMinutes(15)));

        Assert.Equal((Quiz.NoAuthor, Quiz.NoAuthor), (Read(await _app.AnswerKey(id, "?version=1")).AuthorId, Read(await _app.AnswerKey(id)).AuthorId));
    }

    [Fact]
    public async Task A_change_cut_short_leaves_the_version_as_it_is()
    {
        var id = await _app.Publish();
        await _app.Store.With(async db => await db.KeepVersion((await db.Find(id, default))!, default)); // and then the process died

        Assert.Equal("Sums", Read(await _app.AnswerKey(id, "?version=1")).Title);
        Assert.Equal(200, (await _app.Update(id, A.Request("Second"), "*")).Status);
        Assert.Equal(("Sums", "Second"), (Read(await _app.AnswerKey(id, "?version=1")).Title, Read(await _app.AnswerKey(id, "?version=2")).Title));
    }

    [Theory]
    [InlineData("?version=4", 404)]
    [InlineData("?version=0", 400)]
    [InlineData("?version=-1", 400)]
    [InlineData("?version=x", 400)]
    public async Task An_unknown_version_is_refused(string query, int status) =>
        Assert.Equal(status, (await _app.AnswerKey(await ThreeVersions(), query)).Status);

    [Fact]
    public async Task What_was_never_published_has_no_answer_key()
    {
        Assert.Equal(404, (await _app.AnswerKey(await _app.Draft())).Status);
        Assert.Equal(404, (await _app.AnswerKey(A.Id())).Status);
    }

    private async Task<string> ThreeVersions()
    {
        var id = await _app.Publish();
        await _app.Update(id, A.Request("Second", questions: 3), "*");
        await _app.Update(id, A.Request("Third", questions: 1) with { Category = null }, "*");
        return id;
    }

    private static AskedQuestion[] Asked(Answer answer) => answer.Json!["asked"].Deserialize<AskedQuestion[]>(Json.Options)!;

    private static QuizPublished Read(Answer answer) => answer.Json.Deserialize<QuizPublished>(Json.Options)!;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
