namespace QuizPlatform.Quizzes.Tests;

public sealed class GetQuizTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_player_sees_the_questions()
    {
        var id = await _app.Publish(A.Request() with { Tags = ["sums"] });

        var answer = await _app.Get(id);

        Assert.Equal(
            [
                "id", "title", "description", "language", "textFormat", "difficulty", "category", "tags", "timeLimit", "passPercentage", "scoring",
                "settings", "questionCount", "featured", "version", "createdAt", "createdBy", "questions",
            ],
            answer.Json!.AsObject().Select(f => f.Key));
        Assert.Equal(["id", "type", "question", "options", "points"], answer.Json["questions"]![1]!.AsObject().Select(f => f.Key));
        Assert.Equal(("q2", "single", "2 + 2?", "5"), (answer.Value<string>("questions.1.id"), answer.Value<string>("questions.1.type"),
            answer.Value<string>("questions.1.question"), answer.Value<string>("questions.1.options.2")));
    }

    [Fact]
    public async Task A_player_never_sees_an_answer()
    {
        var id = await _app.Publish();

        Answer[] answers =
        [
            await _app.Get(id), await _app.Get(id, user: "bob"), await _app.Get(id, user: "ann"), await _app.Get(id, "?view="),
            await _app.List("?search=sums"), await _app.Overview(),
        ];

        foreach (var answer in answers)
        {
            Assert.Equal(200, answer.Status);
            var text = answer.Json!.ToJsonString();
            Assert.DoesNotContain("correctAnswer", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("explanation", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("SECRET", text);
        }
    }

    [Theory]
    [InlineData("ann", 200)]
    [InlineData("eve:admin", 200)]
    [InlineData("eve:author", 403)]
    [InlineData("eve", 403)]
    [InlineData(null, 401)]
    public async Task All_of_it_is_for_the_author_and_for_admins(string? user, int status)
    {
        var id = await _app.Publish();

        var answer = await _app.Get(id, "?view=author", user);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200, answer.Json!.ToJsonString().Contains("SECRET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("../../../../../../../etc/passwd?")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFAB")]
    [InlineData("'; DROP TABLE Quiz; -- xxxxxxxxx")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        Assert.Equal(404, (await _app.Get(id)).Status);
        Assert.Equal(404, (await _app.Get(id, "?view=author", "ann")).Status);
    }

    [Theory]
    [InlineData("?view=players")]
    [InlineData("?view=author&view=author")]
    public async Task An_unknown_view_is_refused(string query) => Assert.Equal(400, (await _app.Get(await _app.Publish(), query, "ann")).Status);

    [Fact]
    public async Task What_the_client_has_is_not_sent_again()
    {
        var id = await _app.Publish();
        var etag = (await _app.Get(id)).Headers.ETag.ToString();

        var same = await _app.Get(id, "", null, ("If-None-Match", etag));
        await _app.Update(id, A.Request("Harder sums"), "*");
        var changed = await _app.Get(id, "", null, ("If-None-Match", etag));

        Assert.Equal((304, null), (same.Status, same.Json));
        Assert.Equal((200, "Harder sums"), (changed.Status, changed.Value<string>("title")));
    }

    [Fact]
    public async Task The_ETag_is_the_one_a_change_must_name()
    {
        var id = await _app.Publish();

        var etag = (await _app.Get(id)).Headers.ETag.ToString().Trim('"');

        Assert.Equal(200, (await _app.Update(id, A.Request(), etag)).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
