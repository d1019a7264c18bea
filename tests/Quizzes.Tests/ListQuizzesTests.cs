using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public sealed class ListQuizzesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task The_newest_quiz_comes_first()
    {
        foreach (var title in new[] { "One", "Two", "Three" })
        {
            await _app.Publish(A.Request(title));
            _app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var answer = await _app.List();

        Assert.Equal(["Three", "Two", "One"], Titles(answer));
        Assert.Equal(
            [
                "id", "title", "description", "language", "textFormat", "difficulty", "category", "tags", "timeLimit", "questionCount", "featured", "version",
                "createdAt", "createdBy",
            ],
            answer.Json!["quizzes"]![0]!.AsObject().Select(f => f.Key));
        Assert.Null(answer.Json["nextCursor"]);
    }

    [Theory]
    [InlineData("newest", "E D C B A")]
    [InlineData("oldest", "A B C D E")]
    [InlineData("shortest", "E C B D A")]
    public async Task A_list_has_the_order_that_is_asked_for_on_all_its_pages(string sort, string titles)
    {
        foreach (var (title, questions) in new[] { ("A", 3), ("B", 1), ("C", 1), ("D", 2), ("E", 1) })
        {
            await _app.Publish(A.Request(title, questions));
            _app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (var limit in new[] { 1, 2, 5 })
            Assert.Equal(titles.Split(' '), (await Pages(limit, $"&sort={sort}", total: 5)).SelectMany(page => page));
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("oldest")]
    [InlineData("shortest")]
    public async Task What_came_at_one_moment_is_on_one_page_each(string sort)
    {
        foreach (var title in new[] { "A", "B", "C", "D", "E" })
            await _app.Publish(A.Request(title));

        Assert.Equal(["A", "B", "C", "D", "E"], (await Pages(2, $"&sort={sort}", total: 5)).SelectMany(page => page).Order());
    }

    [Fact]
    public async Task Drafts_and_archived_quizzes_are_not_listed()
    {
        await _app.Draft();
        await _app.Archive(await _app.Publish());

        Assert.Equal((0, 0), ((await _app.List()).Value<int>("total"), Titles(await _app.List()).Count));
    }

    [Theory]
    [InlineData("?search=ÄPFEL", "Äpfel")]
    [InlineData("?search=A\u0308pfel", "Äpfel")]
    [InlineData("?search=ａ\u0308ｐｆｅｌ", "Äpfel")]
    [InlineData("?search=%EF%BF%BE", "")]
    [InlineData("?search=%ED%A0%80", "")]
    [InlineData("?category=ＭＡＴＨＳ", "Sums,Äpfel")]
    [InlineData("?search=numbers", "Sums,Äpfel")]
    [InlineData("?search=apfel", "Äpfel")]
    [InlineData("?search=%20fruit%20small", "Äpfel")]
    [InlineData("?category=maths", "Sums,Äpfel")]
    [InlineData("?category=art", "")]
    [InlineData("?tag=FRUIT", "Äpfel")]
    [InlineData("?tag=frui", "")]
    [InlineData("?difficulty=advanced", "Sums")]
    [InlineData("?author=bob", "Sums")]
    [InlineData("?author=bob&search=äpfel", "")]
    [InlineData("?author=bob&search=numbers&difficulty=advanced&category=maths&featured=false", "Sums")]
    [InlineData("?author=ann&search=numbers&difficulty=advanced", "")]
    [InlineData("?tag=fruit&category=maths&sort=oldest", "Äpfel")]
    [InlineData("?search=small&sort=oldest", "Äpfel,Sums")]
    [InlineData("?search=small&sort=shortest", "Sums,Äpfel")]
    [InlineData("?search=&category=%20", "Sums,Äpfel")]
    public async Task The_list_can_be_narrowed(string query, string titles)
    {
        await _app.Publish(A.Request("Äpfel") with { Tags = ["Fruit"] });
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Publish(A.Request() with { Difficulty = "advanced" }, "bob");

        var answer = await _app.List(query);

        Assert.Equal(titles, string.Join(',', Titles(answer)));
        Assert.Equal(Titles(answer).Count, answer.Value<int>("total"));
    }

    [Fact]
    public async Task Quizzes_of_an_older_version_have_keys_of_every_spelling()
    {
        var id = await _app.Publish(A.Request());

        await _app.Store.MigrateFrom("20261125200000_Keys", $"""
            UPDATE Quiz SET Title = {"Cafe\u0301"}, Category = {"CAFE\u0301"}, Tags = {"[\"Cafe\u0301\",\"ＷＥＢ\"]"},
                SearchText = {"cafe\u0301\nsmall numbers"}, CategoryKey = {"cafe\u0301"}, TagKeys = {"[\"cafe\u0301\",\"ｗｅｂ\"]"}
            """);

        var quiz = await _app.Stored(id);
        Assert.Equal(("caf\u00E9\nsmall numbers", "caf\u00E9"), (quiz.SearchText, quiz.CategoryKey));
        Assert.Equal(["caf\u00E9", "web"], quiz.TagKeys);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 4)]
    [InlineData(7, 100)]
    public async Task Pages_show_every_quiz_once(int limit, int atOneTime)
    {
        for (var i = 0; i < 21; i++)
        {
            await _app.Publish(A.Request($"Quiz {i}"));
            if (i % atOneTime == atOneTime - 1)
                _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var pages = await Pages(limit);

        Assert.Equal(21, pages.Sum(p => p.Count));
        Assert.Equal(21, pages.SelectMany(p => p).Distinct().Count());
        Assert.All(pages.SkipLast(1), page => Assert.Equal(limit, page.Count));
    }

    [Fact]
    public async Task A_quiz_published_meanwhile_moves_no_page()
    {
        for (var i = 0; i < 4; i++)
        {
            await _app.Publish(A.Request($"Quiz {i}"));
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await _app.List("?limit=2");
        await _app.Publish(A.Request("Late"));
        var second = await _app.List($"?limit=2&cursor={first.Value<string>("nextCursor")}");

        Assert.Equal(["Quiz 1", "Quiz 0"], Titles(second));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=ten", "limit")]
    [InlineData("?limit=99999999999", "limit")]
    [InlineData("?difficulty=hard", "difficulty")]
    [InlineData("?language=Deutsch!", "language")]
    [InlineData("?tag=a&tag=b", "tag")]
    [InlineData("?search=%00", "search")]
    [InlineData("?sort=best", "sort")]
    [InlineData("?author=me&sort=newest", "sort")]
    [InlineData("?cursor=nonsense!", "cursor")]
    [InlineData("?cursor=e30", "cursor")]
    [InlineData("?cursor=bnVsbA", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var answer = await _app.List(query);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
    }

    [Fact]
    public async Task A_forged_cursor_does_no_harm()
    {
        await _app.Publish();
        var cursor = Cursor.Write(new { createdAt = DateTimeOffset.MaxValue, id = "", ties = int.MaxValue });

        Assert.Equal(200, (await _app.List($"?cursor={cursor}")).Status);
    }

    [Theory]
    [InlineData("", int.MaxValue)]
    [InlineData("", -1)]
    [InlineData("&sort=shortest", int.MaxValue)]
    [InlineData("&sort=oldest", -1)]
    public async Task A_cursor_that_says_that_there_were_too_many_or_too_few_is_none(string sort, int before)
    {
        var cursor = Cursor.Write(new { createdAt = DateTimeOffset.MaxValue, id = "", before });

        Assert.NotNull((await _app.List($"?cursor={cursor}{sort}")).Json!["errors"]!["cursor"]);
    }

    [Fact]
    public async Task A_cursor_goes_with_its_order()
    {
        await _app.Publish();
        await _app.Publish();
        string[] sorts = ["newest", "oldest", "shortest"];
        foreach (var sort in sorts)
        {
            var cursor = (string)(await _app.List($"?limit=1&sort={sort}")).Json!["nextCursor"]!;
            foreach (var other in sorts)
                Assert.Equal(other == sort ? 200 : 400, (await _app.List($"?sort={other}&cursor={cursor}")).Status);
        }
    }

    private async Task<List<List<string>>> Pages(int limit, string query = "", int total = 21)
    {
        var pages = new List<List<string>>();
        string? cursor = null;
        do
        {
            var answer = await _app.List($"?limit={limit}{query}" + (cursor is null ? "" : $"&cursor={cursor}"));
            pages.Add(Titles(answer));
            cursor = (string?)answer.Json!["nextCursor"];
            Assert.Equal(cursor is null ? total : pages.Sum(page => page.Count) + 1, answer.Value<int>("total")); // so many at least
        }
        while (cursor is not null && pages.Count < 100);

        return pages;
    }

    private static List<string> Titles(Answer answer) => [.. answer.Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>())];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
