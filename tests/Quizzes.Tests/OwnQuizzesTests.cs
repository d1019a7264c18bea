namespace QuizPlatform.Quizzes.Tests;

/// <summary>An author's list of all that they have written.</summary>
public sealed class OwnQuizzesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData("", "Archived,Draft,Published")]
    [InlineData("&state=all", "Archived,Draft,Published")]
    [InlineData("&state=draft", "Draft")]
    [InlineData("&state=published", "Published")]
    [InlineData("&state=archived", "Archived")]
    [InlineData("&search=drAft", "Draft")]
    [InlineData("&state=published&difficulty=advanced", "")]
    public async Task An_author_finds_all_that_is_their_own_and_nothing_else(string query, string titles)
    {
        await Published("Published");
        await Drafted("Draft");
        await _app.Archive(await Published("Archived"));
        await Drafted("Bob's draft", "bob");
        await Published("Bob's", "bob");

        var answer = await _app.List("?author=me" + query, "ann");

        Assert.Equal(titles, string.Join(',', Titles(answer)));
        Assert.Equal(Titles(answer).Count, answer.Value<int>("total"));
    }

    [Fact]
    public async Task Each_tells_its_state_and_when_it_was_changed()
    {
        var id = await Drafted("Draft");

        var listed = Assert.Single((await _app.List("?author=me", "ann")).Json!["quizzes"]!.AsArray())!;

        var quiz = await _app.Stored(id);
        Assert.Equal((id, "draft", quiz.UpdatedAt),
            (listed["id"]!.GetValue<string>(), listed["status"]!.GetValue<string>(), listed["updatedAt"]!.GetValue<DateTimeOffset>()));
        Assert.Equal(["status", "updatedAt"], listed.AsObject().Select(f => f.Key).TakeLast(2));
    }

    [Fact]
    public async Task What_was_changed_last_comes_first()
    {
        var first = await Drafted("One");
        await Drafted("Two");
        await _app.PublishDraft(first);

        Assert.Equal(["One", "Two"], Titles(await _app.List("?author=me", "ann")));
    }

    [Fact]
    public async Task Not_even_an_admin_lists_what_others_drafted()
    {
        await Drafted("Draft");

        Assert.Empty(Titles(await _app.List("?author=me&state=all", "eve:admin")));
        Assert.Empty(Titles(await _app.List("?author=ann", "eve:admin")));
    }

    [Theory]
    [InlineData("?author=me")]
    [InlineData("?author=me&state=draft")]
    public async Task Nobody_is_nobody(string query) => Assert.Equal(401, (await _app.List(query)).Status);

    [Theory]
    [InlineData("?state=draft", "state")]
    [InlineData("?author=ann&state=draft", "state")]
    [InlineData("?author=me&state=deleted", "state")]
    [InlineData("?author=me&state=0", "state")]
    [InlineData("?author=me&cursor=e30", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var answer = await _app.List(query, "ann");

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
    }

    [Fact]
    public async Task A_cursor_of_the_other_list_is_refused()
    {
        await Published("One");
        await Published("Two");
        var others = (await _app.List("?limit=1")).Value<string>("nextCursor");
        var own = (await _app.List("?limit=1&author=me", "ann")).Value<string>("nextCursor");

        Assert.Equal(400, (await _app.List($"?author=me&cursor={others}", "ann")).Status);
        Assert.Equal(400, (await _app.List($"?cursor={own}")).Status);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(7, 100)]
    public async Task Pages_show_every_quiz_once(int limit, int atOneTime)
    {
        for (var i = 0; i < 21; i++)
        {
            await _app.Draft(A.Request($"Quiz {i}"));
            if (i % atOneTime == atOneTime - 1)
                _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var answer = await _app.List($"?author=me&limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"), "ann");
            seen.AddRange(Titles(answer));
            cursor = (string?)answer.Json!["nextCursor"];
            Assert.Equal(cursor is null ? 21 : seen.Count + 1, answer.Value<int>("total"));
        }
        while (cursor is not null && seen.Count < 100);

        Assert.Equal((21, 21), (seen.Count, seen.Distinct().Count()));
    }

    private async Task<string> Published(string title, string user = "ann")
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        return await _app.Publish(A.Request(title), user);
    }

    private async Task<string> Drafted(string title, string user = "ann")
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        return await _app.Draft(A.Request(title), user);
    }

    private static List<string> Titles(Answer answer) => [.. answer.Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>())];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
