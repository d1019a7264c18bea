using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public sealed class CreateQuizTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_new_quiz_is_open_to_players_at_once()
    {
        var answer = await _app.Create(A.Request());

        var id = answer.Value<string>("quiz.id");
        Assert.Equal((201, $"/api/quizzes/{id}", "published"), (answer.Status, answer.Headers.Location.ToString(), answer.Value<string>("quiz.status")));
        Assert.Equal("Quiz created successfully", answer.Value<string>("message"));
        Assert.Equal(("ann", 1), (answer.Value<string>("quiz.createdBy"), answer.Value<int>("quiz.version")));
        Assert.Equal(200, (await _app.Get(id)).Status);
        Assert.Equal(id, Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.Type)).QuizId);
    }

    [Fact]
    public async Task A_draft_exists_for_its_author_only()
    {
        var id = await _app.Draft();

        Assert.Equal(404, (await _app.Get(id)).Status);
        Assert.Equal(404, (await _app.Get(id, "?view=author", "bob")).Status);
        Assert.Equal("draft", (await _app.Get(id, "?view=author", "ann")).Value<string>("status"));
        Assert.Empty(_app.Sent.All);
    }

    [Fact]
    public async Task Nobody_writes_a_quiz_without_signing_in()
    {
        var answer = await _app.Create(A.Request(), user: null);

        Assert.Equal((401, "Bearer"), (answer.Status, answer.Headers.WWWAuthenticate.ToString()));
    }

    [Theory]
    [InlineData("ann", 403)]
    [InlineData("ann:player", 403)]
    [InlineData("ann:author", 201)]
    [InlineData("ann:player:admin", 201)]
    public async Task A_setting_leaves_writing_to_authors(string user, int status)
    {
        _app.Settings.AuthorsOnly = true;

        Assert.Equal(status, (await _app.Create(A.Request(), user)).Status);
    }

    [Fact]
    public async Task A_guest_writes_no_quizzes()
    {
        Answer[] refused =
        [
            await _app.Create(A.Request(), "ann:guest"),
            await _app.Update(await _app.Publish(user: "bob"), A.Request(), "*", "ann:guest"),
            await _app.PublishDraft(await _app.Draft(user: "bob"), "ann:guest"),
        ];

        Assert.All(refused, answer => Assert.Equal((403, "urn:problem:auth.guest"), (answer.Status, answer.Value<string>("type"))));
    }

    [Theory]
    [MemberData(nameof(QuizRequestTests.WrongValues), MemberType = typeof(QuizRequestTests))]
    public async Task A_wrong_value_is_told_and_nothing_is_stored(string path, string json, string field) =>
        await RefusedWith(400, field, QuizRequestTests.With(path, json).ToJsonString());

    [Theory]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("{", null)]
    [InlineData("{}x", null)]
    [InlineData("[]", null)]
    [InlineData("\"quiz\"", null)]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":"\ud800"}""", "title")]
    [InlineData("""{"title":"a","title":"b"}""", "title")]
    [InlineData("""{"draft":"yes"}""", "draft")]
    [InlineData("""{"tags":"web"}""", "tags")]
    [InlineData("""{"timeLimit":"300"}""", "timeLimit")]
    [InlineData("""{"timeLimit":1e99}""", "timeLimit")]
    [InlineData("""{"timeLimit":300.5}""", "timeLimit")]
    [InlineData("""{"questions":{}}""", "questions")]
    [InlineData("""{"questions":[7]}""", "questions[0]")]
    [InlineData("""{"questions":[{"options":[1,2]}]}""", "questions[0].options[0]")]
    [InlineData("""{"x":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""", "x")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, string? field) => await RefusedWith(400, field, body);

    [Fact]
    public async Task A_body_over_a_mebibyte_is_refused() => await RefusedWith(413, null, $"{{\"title\":\"{new string('x', 1024 * 1024)}\"}}");

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        var request = QuizRequestTests.With("wisdom", "{\"deep\":[1,2]}");

        Assert.Equal(201, (await _app.Create(request.ToJsonString())).Status);
    }

    [Fact]
    public async Task A_person_who_left_a_moment_ago_is_not_named()
    {
        await _app.Store.With(db => db.KeepRevocation("ann", A.Sunday, A.Sunday.AddMinutes(15), A.Sunday, default));

        var id = await _app.Publish(user: "ann"); // the token is still believed

        Assert.Equal(Quiz.NoAuthor, (await _app.Stored(id)).AuthorId);
    }

    private async Task RefusedWith(int status, string? field, string body)
    {
        var answer = await _app.Create(body);

        Assert.Equal(status, answer.Status);
        Assert.Equal(answer.Value<string>("detail"), answer.Value<string>("error"));
        Assert.Equal(field is null ? [] : [field], answer.Json!["errors"] is JsonObject errors ? errors.Select(e => e.Key) : []);
        Assert.Empty(_app.Sent.All);
        Assert.Equal(0, await _app.Store.With(db => db.Quizzes.CountAsync()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
