using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class UpdateQuizTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_published_quiz_gets_a_new_version()
    {
        var id = await _app.Publish();

        var answer = await _app.Update(id, A.Request("Harder sums"), "2");

        Assert.Equal((200, 2, "\"3\""), (answer.Status, answer.Value<int>("quiz.version"), answer.Headers.ETag.ToString()));
        Assert.Equal([1, 2], _app.Sent.Of<QuizPublished>(QuizPublished.Type).Select(e => e.Version));
        Assert.Equal("Harder sums", (await _app.Get(id)).Value<string>("title"));
    }

    [Fact]
    public async Task A_draft_changes_in_place()
    {
        var id = await _app.Draft();

        var answer = await _app.Update(id, new { title = "Just a thought" }, "1");

        Assert.Equal((200, "draft", 0), (answer.Status, answer.Value<string>("quiz.status"), answer.Value<int>("quiz.questionCount")));
        Assert.Empty(_app.Sent.All);
    }

    [Fact]
    public async Task A_published_quiz_cannot_become_unfinished()
    {
        var id = await _app.Publish();

        Assert.Equal(400, (await _app.Update(id, new { title = "Just a thought" }, "2")).Status);
        Assert.Equal("Sums", (await _app.Get(id)).Value<string>("title"));
    }

    [Fact]
    public async Task Questions_sent_back_keep_their_ids()
    {
        var id = await _app.Publish(A.Request(questions: 2));

        var answer = await _app.Update(id, A.Request() with { Questions = [A.Question("new"), A.Question("second", id: "q2")] }, "2");

        Assert.Equal(["q3", "q2"], answer.Json!["quiz"]!["questions"]!.AsArray().Select(q => q!["id"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("1", 412)]
    [InlineData("3", 412)]
    [InlineData("2", 200)]
    [InlineData("*", 200)]
    public async Task A_change_names_what_it_changes(string? etag, int status)
    {
        var id = await _app.Publish();

        Assert.Equal(status, (await _app.Update(id, A.Request("Harder sums"), etag)).Status);
    }

    [Fact]
    public async Task Of_two_changes_of_one_revision_one_wins()
    {
        var id = await _app.Publish();

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => _app.Update(id, A.Request($"Change {i}", questions: i), "2"))));

        var winner = Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a != winner), a => Assert.Equal(412, a.Status));
        Assert.Equal(winner.Value<string>("quiz.title"), (await _app.Get(id)).Value<string>("title"));
        Assert.Equal([1, 2], _app.Sent.Of<QuizPublished>(QuizPublished.Type).Select(e => e.Version));
    }

    [Fact]
    public async Task Changes_of_whatever_is_there_all_happen()
    {
        var id = await _app.Publish();

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(() => _app.Update(id, A.Request($"Change {i}"), "*"))));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal([2, 3, 4, 5], answers.Select(a => a.Value<int>("quiz.version")).Order());
    }

    [Fact]
    public async Task An_event_cleared_meanwhile_makes_no_change_stale()
    {
        // What a crash left behind is sent by the timer at the very moment the author saves.
        _app.Sent.Unreachable = true;
        var id = await _app.Publish();
        _app.Sent.Unreachable = false;
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var db = _app.Store.CreateDbContext();
        var quiz = await db.Change(id, new("ann", "s", [], A.Sunday, A.Sunday), async quiz =>
        {
            await _app.Store.With(other => other.SendPending(TimeSpan.FromSeconds(5), default));
            quiz.Change(A.Request("Harder sums").Content(unfinished: false), A.Sunday);
        }, default);

        Assert.Equal((2, 3), (quiz.CurrentVersion, quiz.Revision));
    }

    [Theory]
    [InlineData("bob", 403)]
    [InlineData("eve:admin", 403)]
    [InlineData(null, 401)]
    public async Task Only_the_author_changes_a_quiz(string? user, int status)
    {
        var id = await _app.Publish();

        Assert.Equal(status, (await _app.Update(id, A.Request("Mine now"), "2", user)).Status);
        Assert.Equal(status, (await _app.PublishDraft(id, user)).Status);
        Assert.Equal("Sums", (await _app.Get(id)).Value<string>("title"));
    }

    [Fact]
    public async Task A_strangers_draft_is_not_there()
    {
        var id = await _app.Draft();

        Assert.Equal(404, (await _app.Update(id, A.Request(), "1", "bob")).Status);
        Assert.Equal(404, (await _app.PublishDraft(id, "bob")).Status);
        Assert.Equal(404, (await _app.Archive(id, "bob")).Status);
    }

    [Fact]
    public async Task An_archived_quiz_stays_as_it_is()
    {
        var id = await _app.Publish();
        await _app.Archive(id);

        Assert.Equal((409, 409), ((await _app.Update(id, A.Request(), "*")).Status, (await _app.PublishDraft(id)).Status));
    }

    [Theory]
    [MemberData(nameof(QuizRequestTests.WrongValues), MemberType = typeof(QuizRequestTests))]
    public async Task A_wrong_value_is_told_and_nothing_changes(string path, string json, string field)
    {
        var id = await _app.Publish();

        var answer = await _app.Update(id, QuizRequestTests.With(path, json).ToJsonString(), "2");

        Assert.Equal(400, answer.Status);
        Assert.Equal([field], ((JsonObject)answer.Json!["errors"]!).Select(e => e.Key));
        Assert.Equal((1, 2), ((await _app.Stored(id)).CurrentVersion, (await _app.Stored(id)).Revision));
        Assert.Equal(0, await _app.Store.With(db => db.Set<QuizVersion>().CountAsync()));
    }

    [Fact]
    public async Task Who_signed_out_while_the_body_was_held_back_changes_nothing()
    {
        var id = await _app.Publish();

        var request = _app.Request("PUT", "/", A.Request("Mine still"), "ann", ("If-Match", "*")).WithHeldBody(() =>
        {
            _app.Tokens.Revoked.Add("session-of-ann");
            return Task.CompletedTask;
        });
        var answer = await _app.Call<UpdateQuiz>(request, (f, r) => f.Run(r, id, default));

        Assert.Equal((401, 1), (answer.Status, (await _app.Stored(id)).CurrentVersion));
    }

    [Fact]
    public async Task A_body_that_takes_longer_than_half_a_minute_is_408_and_no_failure_of_ours()
    {
        var request = _app.Request("PUT", "/", A.Request(), "ann", ("If-Match", "*")).WithHeldBody(() =>
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(31));
            return Task.CompletedTask;
        });

        var answer = await _app.Call<UpdateQuiz>(request, (f, r) => f.Run(r, A.Id(), default));

        Assert.Equal(408, answer.Status);
        Assert.Empty(_app.Logs.Of(LogLevel.Error));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
