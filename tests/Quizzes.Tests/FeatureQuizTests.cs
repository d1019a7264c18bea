using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class FeatureQuizTests : IAsyncDisposable
{
    private static readonly object Marked = new { featured = true };
    private static readonly object Unmarked = new { featured = false };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Lists_and_views_show_the_mark()
    {
        var id = await _app.Publish();

        var answer = await _app.Feature(id, Marked);

        Assert.Equal((200, true), (answer.Status, answer.Value<bool>("quiz.featured")));
        Assert.True((await _app.Get(id)).Value<bool>("featured"));
        Assert.True((await _app.List()).Value<bool>("quizzes.0.featured"));
    }

    [Fact]
    public async Task An_admin_who_marks_sees_what_players_see()
    {
        var id = await _app.Publish();

        var answer = await _app.Feature(id, Marked);

        Assert.Equal((await _app.Get(id)).Json!.ToJsonString(), answer.Json!["quiz"]!.ToJsonString());
        Assert.Equal((await _app.Get(id)).Headers.ETag, answer.Headers.ETag);
        Assert.DoesNotContain("SECRET", answer.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_marked_quizzes()
    {
        var marked = await _app.Publish();
        await _app.Feature(marked, Marked);
        var other = await _app.Publish(A.Request("Other"));

        Assert.Equal((1, marked), await Only("?featured=true"));
        Assert.Equal((1, other), await Only("?featured=false"));

        async Task<(int, string)> Only(string query)
        {
            var list = await _app.List(query);
            return (list.Value<int>("total"), list.Value<string>("quizzes.0.id"));
        }
    }

    [Fact]
    public async Task Each_change_of_the_mark_is_told_once()
    {
        var id = await _app.Publish();

        foreach (var body in (object[])[Marked, Marked, Unmarked, Unmarked])
            Assert.Equal(200, (await _app.Feature(id, body)).Status);

        Assert.Equal([new QuizFeatured(id, true, 3), new QuizFeatured(id, false, 4)], _app.Sent.Of<QuizFeatured>(QuizFeatured.Type));
    }

    [Fact]
    public async Task The_mark_outlives_a_new_version()
    {
        var id = await _app.Publish();
        await _app.Feature(id, Marked);

        Assert.True((await _app.Update(id, A.Request("Harder sums"), "*")).Value<bool>("quiz.featured"));
    }

    [Theory]
    [InlineData("ann", 403)]
    [InlineData("bob:author", 403)]
    [InlineData(null, 401)]
    public async Task Nobody_but_an_admin_marks(string? user, int status) =>
        Assert.Equal(status, (await _app.Feature(await _app.Publish(), Marked, user)).Status);

    [Fact]
    public async Task What_players_cannot_find_is_not_marked()
    {
        var (draft, archived) = (await _app.Draft(), await _app.Publish());
        await _app.Archive(archived);

        Assert.Equal((409, 409), ((await _app.Feature(draft, Marked)).Status, (await _app.Feature(archived, Marked)).Status));
        Assert.Equal("urn:problem:quiz.not-published", (await _app.Feature(archived, Marked)).Value<string>("type"));
        Assert.Equal(404, (await _app.Feature(A.Id(), Marked)).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"featured":null}""")]
    [InlineData("""{"featured":"yes"}""")]
    public async Task A_body_without_the_mark_is_refused(string body) => Assert.Equal(400, (await _app.Feature(await _app.Publish(), body)).Status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
