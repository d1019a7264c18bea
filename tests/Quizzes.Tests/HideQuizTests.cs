using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class HideQuizTests : IAsyncDisposable
{
    private static readonly object Hidden = new { hidden = true, note = " It names a private person. " };
    private static readonly object Shown = new { hidden = false };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_hidden_quiz_is_there_for_its_author_and_admins_alone()
    {
        var id = await _app.Publish();

        Assert.Equal(200, (await _app.Hide(id, Hidden)).Status);

        foreach (var who in (string?[])[null, "bob", "bob:author"])
        {
            Assert.Equal(404, (await _app.Get(id, user: who)).Status);
            Assert.Equal(0, (await _app.List("", who)).Value<int>("total"));
            Assert.Equal(0, (await _app.List("?search=sums", who)).Value<int>("total"));
        }

        Assert.Equal(404, (await _app.Get(id, "?view=author", "bob:author")).Status);
        Assert.Equal(0, (await _app.Overview()).Value<int>("totalQuizzes"));
        Assert.Equal(404, (await _app.AnswerKey(id)).Status);
        foreach (var who in (string[])["ann", "eve:admin"])
        {
            var view = await _app.Get(id, "?view=author", who);
            Assert.Equal(("archived", "It names a private person."), (view.Value<string>("status"), view.Value<string>("hidden.note")));
        }

        Assert.Equal("It names a private person.", (await _app.List("?author=me", "ann")).Value<string>("quizzes.0.hidden.note"));
    }

    [Fact]
    public async Task Shown_again_it_is_as_before()
    {
        var id = await _app.Publish();
        var before = (await _app.Get(id)).Json!.ToJsonString();
        await _app.Hide(id, Hidden);

        Assert.Equal(200, (await _app.Hide(id, Shown)).Status);

        Assert.Equal(before, (await _app.Get(id)).Json!.ToJsonString());
        Assert.Equal(1, (await _app.List()).Value<int>("total"));
        Assert.Equal(200, (await _app.AnswerKey(id)).Status);
        var own = await _app.Get(id, "?view=author", "ann");
        Assert.Equal("published", own.Value<string>("status"));
        Assert.Null(own.Json!["hidden"]);
        Assert.Null(own.Json["archivedAt"]);
        Assert.Equal(200, (await _app.Update(id, A.Request("Harder sums"), "*")).Status);
    }

    [Fact]
    public async Task Each_change_is_told_once_with_the_note()
    {
        var id = await _app.Publish();

        foreach (var body in (object[])[Shown, Hidden, Hidden, Shown, Shown])
            Assert.Equal(200, (await _app.Hide(id, body)).Status);

        Assert.Equal(
            [new QuizHidden(id, "ann", true, "It names a private person.", null, 3), new QuizHidden(id, "ann", false, null, null, 4)],
            _app.Sent.Of<QuizHidden>(QuizHidden.Type));
        Assert.Equal(
            [$"Quiz {id} hidden by eve", $"Quiz {id} shown again by eve"],
            _app.Logs.All.Where(line => line.StartsWith("QuizPlatform.Quizzes.Audit: ", StringComparison.Ordinal)).Select(line => line[28..]));
    }

    [Fact]
    public async Task Hidden_already_without_a_new_note_nothing_changes()
    {
        var id = await _app.Publish();
        await _app.Hide(id, Hidden);

        Assert.Equal(200, (await _app.Hide(id, new { hidden = true })).Status);
        Assert.Equal("It names a private person.", await Note());
        Assert.Single(_app.Sent.Of<QuizHidden>(QuizHidden.Type));

        await _app.Hide(id, new { hidden = true, note = "And a second one." });
        Assert.Equal("And a second one.", await Note());
        Assert.Equal(2, _app.Sent.Of<QuizHidden>(QuizHidden.Type).Count);

        async Task<string?> Note() => (await _app.Get(id, "?view=author", "ann")).Value<string>("hidden.note");
    }

    [Fact]
    public async Task Its_author_can_neither_change_nor_publish_it()
    {
        var id = await _app.Publish();
        await _app.Hide(id, Hidden);

        Assert.Equal(409, (await _app.Update(id, A.Request("Harder sums"), "*")).Status);
        Assert.Equal(409, (await _app.PublishDraft(id)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_archives_it_first_or_later_hides_nothing_from_admins_and_nothing_is_lost(bool first)
    {
        var id = await _app.Publish();
        if (first)
            await _app.Archive(id);
        Assert.Equal(200, (await _app.Hide(id, Hidden)).Status);
        if (!first)
            Assert.Equal(204, (await _app.Archive(id)).Status);

        var hidden = await _app.Get(id, "?view=author", "eve:admin");
        Assert.Equal(("archived", "It names a private person."), (hidden.Value<string>("status"), hidden.Value<string>("hidden.note")));
        Assert.Equal(404, (await _app.AnswerKey(id)).Status);

        Assert.Equal(200, (await _app.Hide(id, Shown)).Status);
        var shown = await _app.Get(id, "?view=author", "ann");
        Assert.Equal("archived", shown.Value<string>("status"));
        Assert.Null(shown.Json!["hidden"]);
        Assert.NotNull(shown.Json["archivedAt"]);
        Assert.Equal(404, (await _app.Get(id)).Status);
        Assert.Equal(409, (await _app.Update(id, A.Request("Harder sums"), "*")).Status);
        Assert.Single(_app.Sent.Of<QuizArchived>(QuizArchived.Type));
        Assert.Equal([true, false], _app.Sent.Of<QuizHidden>(QuizHidden.Type).Select(told => told.Hidden));
    }

    [Theory]
    [InlineData("ann", 403)]
    [InlineData("bob:author", 403)]
    [InlineData(null, 401)]
    public async Task Nobody_but_an_admin_hides(string? user, int status) =>
        Assert.Equal(status, (await _app.Hide(await _app.Publish(), Hidden, user)).Status);

    [Fact]
    public async Task What_players_have_never_seen_is_not_hidden()
    {
        var draft = await _app.Draft();

        Assert.Equal("urn:problem:quiz.not-published", (await _app.Hide(draft, Hidden)).Value<string>("type"));
        Assert.Equal(409, (await _app.Hide(draft, Shown)).Status);
        Assert.Equal(404, (await _app.Hide(A.Id(), Hidden)).Status);
    }

    [Theory]
    [InlineData("""{"note":"x"}""")]
    [InlineData("""{"hidden":null}""")]
    [InlineData("""{"hidden":true,"note":"\u202Eexe"}""")]
    public async Task A_body_that_does_not_say_it_is_refused(string body) => Assert.Equal(400, (await _app.Hide(await _app.Publish(), body)).Status);

    [Fact]
    public async Task A_note_has_a_length() =>
        Assert.Equal(400, (await _app.Hide(await _app.Publish(), new { hidden = true, note = new string('x', 501) })).Status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
