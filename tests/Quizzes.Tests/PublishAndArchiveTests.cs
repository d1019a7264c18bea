using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public sealed class PublishAndArchiveTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_published_draft_is_open_to_players()
    {
        var id = await _app.Draft();

        var answer = await _app.PublishDraft(id);

        Assert.Equal((200, "published", 1), (answer.Status, answer.Value<string>("quiz.status"), answer.Value<int>("quiz.version")));
        Assert.Equal(200, (await _app.Get(id)).Status);
        Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.Type));
    }

    [Fact]
    public async Task Publishing_twice_sends_one_event()
    {
        var id = await _app.Draft();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _app.PublishDraft(id))));

        Assert.All(answers, a => Assert.Equal((200, 1), (a.Status, a.Value<int>("quiz.version"))));
        Assert.Single(_app.Sent.All.DistinctBy(e => e.Id)); // one still pending may be sent again
    }

    [Fact]
    public async Task An_unfinished_draft_is_not_published()
    {
        var id = await _app.Draft(new QuizRequest(Title: "Just a thought"));

        var answer = await _app.PublishDraft(id);

        Assert.Equal((422, "urn:problem:quiz.no-questions"), (answer.Status, answer.Value<string>("type")));
        Assert.Equal(QuizState.Draft, (await _app.Stored(id)).State);
    }

    [Fact]
    public async Task The_setting_that_leaves_writing_to_authors_holds_for_drafts_too()
    {
        var id = await _app.Draft();
        _app.Settings.AuthorsOnly = true;

        Assert.Equal((403, 403), ((await _app.PublishDraft(id)).Status, (await _app.Update(id, A.Request(), "*")).Status));
    }

    [Fact]
    public async Task An_archived_quiz_exists_for_its_author_only()
    {
        var id = await _app.Publish();

        var answer = await _app.Archive(id);

        Assert.Equal((204, null), (answer.Status, answer.Json));
        Assert.Equal(404, (await _app.Get(id)).Status);
        Assert.Equal((404, 200), ((await _app.Get(id, "?view=author", "bob")).Status, (await _app.Get(id, "?view=author", "ann")).Status));
        Assert.Equal(0, (await _app.List()).Value<int>("total"));
        Assert.Equal(id, Assert.Single(_app.Sent.Of<QuizArchived>(QuizArchived.Type)).QuizId);
    }

    [Fact]
    public async Task Archiving_again_changes_nothing()
    {
        var id = await _app.Publish();

        await _app.Archive(id);

        Assert.Equal(204, (await _app.Archive(id)).Status);
        Assert.Single(_app.Sent.Of<QuizArchived>(QuizArchived.Type));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("eve:admin")]
    public async Task A_draft_that_was_never_published_is_deleted(string user)
    {
        var id = await _app.Draft();

        var answer = await _app.Archive(id, user);

        Assert.Equal((204, 404), (answer.Status, (await _app.Archive(id, user)).Status));
        Assert.Equal((404, 404), ((await _app.Get(id, "?view=author", "ann")).Status, (await _app.PublishDraft(id)).Status));
        Assert.Equal(0, (await _app.List("?author=me", "ann")).Value<int>("total"));
        Assert.Null(await _app.Stored(id));
        Assert.Empty(_app.Sent.All);
    }

    [Fact]
    public async Task Nobody_else_deletes_a_draft_or_learns_of_it()
    {
        var id = await _app.Draft();

        Assert.Equal((404, 401), ((await _app.Archive(id, "bob")).Status, (await _app.Archive(id, null)).Status));
        Assert.NotNull(await _app.Stored(id));
    }

    [Fact]
    public async Task A_draft_that_is_published_and_deleted_at_the_same_moment_is_one_of_both()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = await _app.Draft();

            var answers = await Task.WhenAll(Task.Run(() => _app.PublishDraft(id)), Task.Run(() => _app.Archive(id)));

            Quiz? kept = await _app.Stored(id);
            Assert.Equal((kept is null ? 404 : 200, 204), (answers[0].Status, answers[1].Status));
            Assert.Equal(kept is null ? null : QuizState.Archived, kept?.State);
        }
    }

    [Theory]
    [InlineData("bob", 403)]
    [InlineData("eve:admin", 204)]
    [InlineData(null, 401)]
    public async Task Only_the_author_or_an_admin_archives_a_quiz(string? user, int status) =>
        Assert.Equal(status, (await _app.Archive(await _app.Publish(), user)).Status);

    [Fact]
    public async Task An_event_that_could_not_be_sent_is_sent_later()
    {
        _app.Sent.Unreachable = true;
        var id = await _app.Publish();
        await _app.Archive(id);
        _app.Sent.Unreachable = false;
        _app.Clock.Advance(TimeSpan.FromSeconds(10));

        await _app.Run<SendPendingEvents>(f => f.Run(new(), default));
        await _app.Run<SendPendingEvents>(f => f.Run(new(), default));

        Assert.Equal([QuizPublished.Type, QuizArchived.Type], _app.Sent.All.Select(e => e.Type));
        Assert.Equal(2, _app.Sent.All.DistinctBy((Event e) => e.Id).Count());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
