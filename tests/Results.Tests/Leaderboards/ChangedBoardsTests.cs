using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>What the gateway asks while somebody watches boards.</summary>
public sealed class ChangedBoardsTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_board_that_was_not_seen_comes_as_its_own_route_answers_for_each_limit()
    {
        var quiz = await _app.Publish(A.Quiz());
        foreach (var right in (int[])[4, 2, 2, 1])
            await Submit(A.Id(), quiz, right);

        var answer = await _app.ChangedBoards(
            new { period = "all", limits = (int[])[3, 1, 3, 100] }, new { period = "week", quizId = quiz.QuizId, limits = (int[])[2] });

        Assert.Equal(200, answer.Status);
        Assert.Equal(3, answer.Json!["boards"]![0]!["pages"]!.AsObject().Count);
        foreach (var limit in (int[])[1, 3, 100])
            await Same($"?limit={limit}", board: 0, limit);
        await Same($"?period=week&quizId={quiz.QuizId}&limit=2", board: 1, limit: 2);

        async Task Same(string query, int board, int limit) => Assert.Equal(
            (await _app.Leaderboard(query)).Json!.ToJsonString(), answer.Json["boards"]![board]!["pages"]![$"{limit}"]!.ToJsonString());
    }

    [Fact]
    public async Task Only_what_has_changed_since_comes_again()
    {
        var (js, css) = (await _app.Publish(A.Quiz()), await _app.Publish(A.Quiz()));
        await Submit("ann", js, 2);
        var seen = await Ask(new Seen(js), new Seen(css), new Seen(null));
        Assert.All(seen, board => Assert.True(board.Changed));

        seen = await Ask([.. seen]);
        Assert.All(seen, board => Assert.False(board.Changed));

        await Submit("bob", js, 1);
        seen = await Ask([.. seen]);
        Assert.Equal([true, false, true], seen.Select(board => board.Changed));

        for (var i = 0; i < 30; i++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            seen = await Ask([.. seen]);
            Assert.All(seen, board => Assert.False(board.Changed));
        }
    }

    [Fact]
    public async Task Where_very_many_change_at_once_some_of_them_are_looked_at()
    {
        var quiz = await _app.Publish(A.Quiz());
        var told = await _app.Save([.. Enumerable.Range(0, 3 * GetChangedBoards.MaxChanges).Select(i => A.Result($"player-{i:000}", quiz, right: i % 4))]);
        await _app.Deliver(told);

        var seen = await Ask(new Seen(quiz));
        var cost = await _app.Store.Bill.Of(async () => seen = await Ask([.. seen]));
        Assert.True(seen.Single().Changed);
        Assert.InRange(cost.Rows, 0, GetChangedBoards.MaxChanges + 20);

        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await Ask([.. seen])).Single().Changed);
        seen = await Ask(new Seen(quiz));
        Assert.False((await Ask([.. seen])).Single().Changed);
    }

    [Fact]
    public async Task What_is_delivered_again_is_no_change()
    {
        var quiz = await _app.Publish(A.Quiz());
        await Submit("ann", quiz, 2);
        var seen = await Ask(new Seen(quiz));

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await _app.DeliverAll();

        Assert.False((await Ask([.. seen])).Single().Changed);
    }

    [Fact]
    public async Task A_change_that_comes_late_is_found_all_the_same()
    {
        var quiz = await _app.Publish(A.Quiz());
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        await Submit("ann", quiz, 2);
        var seen = await Ask(new Seen(quiz));

        _app.Clock.Set(TimeSpan.FromSeconds(-3)); // as an instance does whose clock is behind, or whose save takes so long
        await Submit("bob", quiz, 2);
        _app.Clock.Set(TimeSpan.FromSeconds(3));

        Assert.True((await Ask([.. seen])).Single().Changed);
    }

    [Fact]
    public async Task A_new_week_is_another_board()
    {
        var quiz = await _app.Publish(A.Quiz());
        await Submit("ann", quiz, 2);
        var seen = await Ask(new Seen(quiz, "week"), new Seen(quiz, "month"));

        _app.Clock.Set(TimeSpan.FromDays(1)); // a Sunday before
        var then = await Ask([.. seen]);

        Assert.True(then[0].Changed);
        Assert.NotEqual(seen[0].Version!.Split(' ')[0], then[0].Version!.Split(' ')[0]);
        Assert.Equal(seen[1].Version!.Split(' ')[0], then[1].Version!.Split(' ')[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("all 1 2 3")]
    [InlineData("all 99999999999999999999 00")]
    [InlineData("all 638000000000000000 00")] // of long ago
    [InlineData("all 3000000000000000000 00")] // of the future
    public async Task A_version_that_tells_nothing_gets_the_board(string version) =>
        Assert.True((await Ask(new Seen(null, Version: version))).Single().Changed);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"boards":[]}""")]
    [InlineData("""{"boards":[null]}""")]
    [InlineData("""{"boards":[{"limits":[10]}]}""")]
    [InlineData("""{"boards":[{"period":"year","limits":[10]}]}""")]
    [InlineData("""{"boards":[{"period":"all"}]}""")]
    [InlineData("""{"boards":[{"period":"all","limits":[]}]}""")]
    [InlineData("""{"boards":[{"period":"all","limits":[0]}]}""")]
    [InlineData("""{"boards":[{"period":"all","limits":[101]}]}""")]
    [InlineData("""{"boards":[{"period":"all","quizId":"js","limits":[10]}]}""")]
    public async Task Bad_input_is_refused(string body)
    {
        var answer = await _app.Call<GetChangedBoards>(_app.Request("POST", "/", body), (f, r) => f.Run(r, default));

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]!["boards"]);
    }

    private async Task Submit(string userId, QuizPublished quiz, int right)
    {
        Assert.Equal(201, (await _app.Submit(userId, quiz, right)).Status);
        await _app.DeliverAll();
    }

    private async Task<List<Seen>> Ask(params Seen[] boards)
    {
        var answer = await _app.ChangedBoards(
            [.. boards.Select(b => new { period = b.Period, quizId = b.Quiz?.QuizId, limits = (int[])[10], version = b.Version })]);
        Assert.Equal(200, answer.Status);
        return
        [
            .. boards.Zip(answer.Json!["boards"]!.AsArray(), (board, now) =>
                board with { Version = (string)now!["version"]!, Changed = now["pages"] is not null }),
        ];
    }

    private sealed record Seen(QuizPublished? Quiz, string Period = "all", string? Version = null, bool Changed = false);
}
