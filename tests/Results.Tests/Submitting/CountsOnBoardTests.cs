using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>Which results change which boards.</summary>
public sealed class CountsOnBoardTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task Unaided_the_first_result_alone_counts()
    {
        var quiz = await _app.Publish(A.Quiz(4));

        var blank = await _app.Submit("ann", new { quizId = quiz.QuizId, answers = Array.Empty<int>() });
        var seen = await Later("ann", quiz, right: 4);

        Assert.Equal((true, false), (blank.Value<bool>("result.countsOnBoard"), seen.Value<bool>("result.countsOnBoard")));
        Assert.Equal(["1 ann 0"], await Board());
        Assert.Equal(["1 ann 0"], await Board($"?quizId={quiz.QuizId}"));
        Assert.Equal(["1 ann 0"], await Board("?period=week"));
    }

    [Fact]
    public async Task Unaided_a_new_version_gives_no_second_first_result()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await _app.Submit("ann", quiz, right: 1);
        await _app.Publish(A.Quiz(4, version: 2, quiz.QuizId));

        var answer = await Later("ann", quiz, right: 4);

        Assert.False(answer.Value<bool>("result.countsOnBoard"));
        Assert.Equal(["1 ann 25"], await Board());
    }

    [Fact]
    public async Task Best_counts_every_result_and_ranks_by_the_best()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best });

        await _app.Submit("ann", quiz, right: 1);
        var better = await Later("ann", quiz, right: 3);
        var worse = await Later("ann", quiz, right: 2);

        Assert.Equal((true, true), (better.Value<bool>("result.countsOnBoard"), worse.Value<bool>("result.countsOnBoard")));
        Assert.Equal(["1 ann 75"], await Board());
        Assert.Equal(["1 ann 3"], await Board($"?quizId={quiz.QuizId}"));
    }

    [Fact]
    public async Task A_quiz_without_a_rule_is_unaided()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { LeaderboardCounts = null, TimeLimit = null });
        await _app.Submit("ann", quiz, right: 1);

        Assert.False((await Later("ann", quiz, right: 4)).Value<bool>("result.countsOnBoard"));
    }

    [Fact]
    public async Task Later_results_are_kept_and_shown_in_statistics_and_analytics()
    {
        var (quiz, ann) = (await _app.Publish(A.Quiz(4)), A.Id());
        await _app.Submit(ann, quiz, right: 1);
        await Later(ann, quiz, right: 4);
        await _app.DeliverAll();

        var mine = await _app.PlayerResults(ann, ann);
        Assert.Equal([false, true], mine.Json!["results"]!.AsArray().Select(r => r!["countsOnBoard"]!.GetValue<bool>()));
        Assert.Equal((2, 25), (mine.Value<int>("statistics.totalQuizzesTaken"), mine.Value<int>("statistics.totalScore")));
        Assert.Equal((100, 62.5), (mine.Value<int>("statistics.bestScore"), mine.Value<double>("statistics.averageScore")));
        Assert.Equal(2, (await _app.Analytics(quiz.QuizId, "bob")).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task Boards_show_no_figure_of_a_result_that_does_not_count()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        var first = await _app.Submit("ann", quiz, right: 1);
        await Later("ann", quiz, right: 4);
        await _app.DeliverAll();

        var entry = (await _app.Leaderboard()).Json!["leaderboard"]![0]!;
        Assert.Equal((25.0, 25, 1), (entry["averageScore"]!.GetValue<double>(), entry["bestScore"]!.GetValue<int>(), entry["totalQuizzes"]!.GetValue<int>()));
        Assert.Equal(first.Value<DateTimeOffset>("result.submittedAt"), entry["lastActivity"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task The_review_says_whether_it_counts()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await _app.Submit("ann", quiz, right: 1);
        var again = await Later("ann", quiz, right: 4);

        Assert.False((await _app.Result(again.Value<string>("result.id"), "ann")).Value<bool>("result.countsOnBoard"));
    }

    [Fact]
    public async Task A_result_from_before_this_rule_is_the_first()
    {
        // Its id is not made of the player and the quiz.
        var quiz = await _app.Publish(A.Quiz(4));
        await _app.Store.With(async db =>
        {
            db.Add(A.Result("ann", quiz with { LeaderboardCounts = LeaderboardRule.Best }, right: 1, again: true)); // it counts, as a migration has it
            await db.SaveChangesAsync();
        });
        await _app.Run<RecountBoards>(f => f.Run(new(), default)); // as a start does

        Assert.False((await _app.Submit("ann", quiz, right: 4)).Value<bool>("result.countsOnBoard"));
    }

    [Fact]
    public async Task Of_first_results_that_race_exactly_one_counts()
    {
        var quiz = await _app.Publish(A.Quiz(4));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _app.Submit("ann", quiz, right: i % 5))));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Equal(20, answers.Select(answer => answer.Value<string>("result.id")).Distinct().Count());
        var counting = Assert.Single(answers, answer => answer.Value<bool>("result.countsOnBoard"));
        Assert.Equal([$"1 ann {counting.Value<int>("result.percentage")}"], await Board());
    }

    [Fact]
    public async Task Of_first_results_with_keys_of_their_own_that_race_exactly_one_counts()
    {
        var quiz = await _app.Publish(A.Quiz(4));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Submit(i))));
        var repeated = await Task.WhenAll(Enumerable.Range(0, 20).Select(Submit));

        Assert.Single(answers, answer => answer.Value<bool>("result.countsOnBoard"));
        Assert.Equal(answers.Select(a => a.Json!.ToJsonString()), repeated.Select(a => a.Json!.ToJsonString()));

        Task<Answer> Submit(int i) => _app.Submit("ann", quiz, right: i % 5, ("Idempotency-Key", $"key-{i}"));
    }

    [Fact]
    public async Task A_first_result_that_was_cut_short_blocks_nobody()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        for (var step = 0; ; step++)
        {
            var player = $"player-{step:00}";
            _app.Store.Steps.Before(step, () => throw new InvalidOperationException("killed"));
            var killed = (await _app.Submit(player, quiz, right: 2)).Status == 500;
            var reached = _app.Store.Steps.End();

            var again = await _app.Submit(player, quiz, right: 3);

            var results = await _app.Store.With(db => Task.FromResult(db.Results.Where(r => r.Partition == player).ToList()));
            Assert.Single(results, r => r.CountsOnBoard);
            Assert.Equal(results.Count == 1, again.Value<bool>("result.countsOnBoard"));
            if (!reached && !killed)
                return;
        }
    }

    [Fact]
    public async Task A_key_used_for_another_quiz_is_refused()
    {
        var (js, css) = (await _app.Publish(A.Quiz()), await _app.Publish(A.Quiz()));
        await _app.Submit("ann", js, right: 2, ("Idempotency-Key", "once"));

        Assert.Equal(422, (await _app.Submit("ann", css, right: 2, ("Idempotency-Key", "once"))).Status);
    }

    [Fact]
    public async Task An_author_stands_on_the_board_of_their_own_quiz_only()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        var own = await _app.Submit("author", quiz, right: 4);
        await _app.Submit("ann", quiz, right: 3);

        Assert.Equal((true, true), (own.Value<bool>("result.byAuthor"), own.Value<bool>("result.countsOnBoard")));
        Assert.Null(own.Json!["leaderboardPosition"]);
        Assert.Equal(["1 ann 75"], await Board());
        Assert.Equal(["1 ann 75"], await Board("?period=month"));
        Assert.Equal(["1 author 4", "2 ann 3"], await Board($"?quizId={quiz.QuizId}"));
        var board = (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!["leaderboard"]!.AsArray();
        Assert.Equal([true, false], board.Select(e => e!["byAuthor"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task What_an_author_does_on_a_quiz_of_their_own_counts_in_no_figures()
    {
        var author = A.Id();
        var (own, other) = (await _app.Publish(A.Quiz(4) with { AuthorId = author }), await _app.Publish(A.Quiz(4) with { AuthorId = "ann" }));
        await _app.Submit(author, own, right: 4);
        await _app.Submit(author, other, right: 1);
        await _app.DeliverAll();

        Assert.Equal(0, (await _app.Analytics(own.QuizId, "ann")).Value<int>("analytics.totalAttempts"));
        var mine = await _app.PlayerResults(author, author);
        Assert.Equal(1, mine.Value<int>("statistics.totalQuizzesTaken"));
        Assert.Equal((25, 25), (mine.Value<int>("statistics.bestScore"), mine.Value<int>("statistics.totalScore")));
        Assert.Equal([false, true], mine.Json!["results"]!.AsArray().Select(r => r!["byAuthor"]!.GetValue<bool>()).Order());
    }

    [Fact]
    public async Task Equal_totals_share_a_place_and_the_first_to_reach_it_is_listed_first()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        foreach (var (player, right) in ((string, int)[])[("zoe", 3), ("bob", 4), ("ann", 3), ("cyd", 1), ("dan", 3)])
            await Later(player, quiz, right);

        Assert.Equal(["1 bob 100", "2 zoe 75", "2 ann 75", "2 dan 75", "5 cyd 25"], await Board());
        Assert.Equal(["2 ann 75", "2 dan 75", "5 cyd 25"], await Board("?around=me&limit=3", "dan"));
        Assert.Equal(["2 zoe 75", "2 ann 75", "2 dan 75"], await Board("?around=me&limit=3", "ann"));
        Assert.Equal(2, (await Later("eve", quiz, right: 3)).Value<int>("leaderboardPosition"));
    }

    [Fact]
    public async Task The_position_of_a_result_that_does_not_count_is_the_one_there_is()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await _app.Submit("bob", quiz, right: 3);
        await _app.DeliverAll();
        await _app.Submit("ann", quiz, right: 2);

        Assert.Equal(2, (await Later("ann", quiz, right: 4)).Value<int>("leaderboardPosition"));
        await _app.DeliverAll();
        Assert.Equal(2, (await Later("ann", quiz, right: 4)).Value<int>("leaderboardPosition"));
    }

    [Fact]
    public async Task The_position_of_a_best_result_counts_what_it_adds()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best });
        await _app.Submit("bob", quiz, right: 3);
        await _app.Submit("ann", quiz, right: 2);
        await _app.DeliverAll();

        Assert.Equal(2, (await Later("ann", quiz, right: 1)).Value<int>("leaderboardPosition"));
        Assert.Equal(1, (await Later("ann", quiz, right: 4)).Value<int>("leaderboardPosition"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_position_is_the_same_whatever_of_what_came_just_before_is_counted_yet(bool countsMeanwhile)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (a, b) = (await app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best }), await app.Publish(A.Quiz(4)));
            foreach (var (player, quiz, right) in ((string, QuizPublished, int)[])
                [("bob", a, 4), ("bob", b, 4), ("cyd", a, 4), ("cyd", b, 2), ("dan", a, 2), ("dan", b, 3), ("ann", a, 2)]) // 200, 150, 125 and 50
                await app.Submit(player, quiz, right);
            await app.DeliverAll();
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await app.Submit("ann", a, right: 4); // 100
            app.Clock.Advance(TimeSpan.FromSeconds(1));

            var submitted = default(Answer);
            app.Store.Steps.Before(step, countsMeanwhile ? Count : Submit);
            await (countsMeanwhile ? Submit() : Count());
            if (!app.Store.Steps.End())
                break;
            Assert.Equal((step, 2), (step, submitted!.Value<int>("leaderboardPosition"))); // with 175

            async Task Submit() => submitted = await app.Submit("ann", b, right: 3);
            Task Count() => app.DeliverAll();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task<Answer> Later(string userId, QuizPublished quiz, int right)
    {
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        return _app.Submit(userId, quiz, right);
    }

    private async Task<IEnumerable<string>> Board(string query = "", string? userId = null)
    {
        await _app.DeliverAll();
        return (await _app.Leaderboard(query, userId)).Json!["leaderboard"]!.AsArray().Select(e => $"{e!["rank"]} {e["userId"]} {e["totalScore"]}");
    }
}
