using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

public sealed class BoardsTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task In_any_order_with_any_repeats_boards_statistics_and_analytics_are_the_same()
    {
        var random = new Random(42);
        var quizzes = new List<QuizPublished>();
        for (var i = 0; i < 3; i++)
            quizzes.Add(await _app.Publish(A.Quiz(5) with { LeaderboardCounts = i == 0 ? LeaderboardRule.Best : LeaderboardRule.Unaided }));
        var players = Enumerable.Range(0, 12).Select(_ => A.Id()).ToList();
        var results = new List<Result>();
        for (var i = 0; i < 120; i++)
        {
            var (player, quiz) = (players[random.Next(12)], quizzes[random.Next(3)]);
            var again = results.Any(r => r.UserId == player && r.QuizId == quiz.QuizId);
            results.Add(A.Result(player, quiz, random.Next(6), A.Sunday.AddHours(-random.Next(24 * 60)), again: again));
        }

        var messages = results.ConvertAll(A.Message);
        await _app.Store.With(async db =>
        {
            db.AddRange(results);
            await db.SaveChangesAsync();
        });

        await _app.Deliver(messages, Delivery.Shuffled);

        await _app.CheckPlaces();
        foreach (var period in (string[])["all", "month", "week"])
        {
            var board = (await _app.Leaderboard($"?period={period}&limit=100")).Json!["leaderboard"]!.AsArray();
            var expected = Recomputed(results, period);
            Assert.Equal(
                expected,
                board.Select(e => (e!["userId"]!.GetValue<string>(), e["totalScore"]!.GetValue<int>(), e["totalQuizzes"]!.GetValue<int>())));
        }

        foreach (var quiz in quizzes)
        {
            var analytics = await _app.Analytics(quiz.QuizId, "anybody");
            Assert.Equal(results.Count(r => r.QuizId == quiz.QuizId), analytics.Value<int>("analytics.totalAttempts"));
        }

        foreach (var player in players)
            Assert.Equal(results.Count(r => r.UserId == player), (await _app.PlayerResults(player, player)).Value<int>("statistics.totalQuizzesTaken"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_even_among_ties()
    {
        var quiz = await _app.Publish(A.Quiz(3));
        var results = Enumerable.Range(0, 57).Select(i => A.Result(A.Id(), quiz, right: i % 3)).ToList(); // one moment: ties everywhere
        await Store(results);

        var seen = new List<(int Rank, string UserId)>();
        for (var cursor = ""; ;)
        {
            var page = await _app.Leaderboard($"?limit=10{cursor}");
            seen.AddRange(page.Json!["leaderboard"]!.AsArray().Select(e => (e!["rank"]!.GetValue<int>(), e["userId"]!.GetValue<string>())));
            if (page.Json["nextCursor"] is not { } next)
                break;
            cursor = "&cursor=" + next.GetValue<string>();
        }

        var order = results.OrderByDescending(r => r.Score).ThenBy(r => r.UserId, StringComparer.Ordinal)
            .Select(r => (1 + results.Count(other => other.Score > r.Score), r.UserId));
        Assert.Equal(order, seen);
    }

    [Fact]
    public async Task Around_me_shows_my_rank_with_those_before_and_after()
    {
        var quiz = await _app.Publish(A.Quiz(3));
        var results = Enumerable.Range(0, 30).Select(i => A.Result(A.Id(), quiz, right: i % 3)).ToList();
        await Store(results);
        var order = results.OrderByDescending(r => r.Score).ThenBy(r => r.UserId, StringComparer.Ordinal)
            .Select(r => (1 + results.Count(other => other.Score > r.Score), r.UserId)).ToList();

        foreach (var (position, (_, me)) in order.Index())
        {
            var page = (await _app.Leaderboard("?around=me&limit=5", me)).Json!["leaderboard"]!.AsArray();
            Assert.Equal(order.Skip(Math.Max(0, position - 2)).Take(5), page.Select(e => (e!["rank"]!.GetValue<int>(), e["userId"]!.GetValue<string>())));
        }
    }

    [Fact]
    public async Task Boards_of_a_quiz_and_of_a_week_count_only_what_belongs_there()
    {
        var (js, css) = (await _app.Publish(A.Quiz(4)), await _app.Publish(A.Quiz(4)));
        await Store([A.Result("ann", js, 4, A.Sunday.AddDays(-8)), A.Result("ann", css, 3), A.Result("bob", js, 3)]);

        Assert.Equal(["ann 175", "bob 75"], await Board(""));
        Assert.Equal(["ann 75", "bob 75"], await Board("?period=week"));
        Assert.Equal(["ann 4", "bob 3"], await Board($"?quizId={js.QuizId}"));
        Assert.Equal(["bob 3"], await Board($"?quizId={js.QuizId}&period=week"));
    }

    public static TheoryData<Delivery> AnyWay => [.. Enum.GetValues<Delivery>()];

    [Theory]
    [MemberData(nameof(AnyWay))]
    public async Task Names_arrive_in_any_order_and_a_late_one_undoes_nothing(Delivery how)
    {
        var ann = A.Id();
        await Store([A.Result(ann, await _app.Publish(A.Quiz()), 2)]);
        Assert.Equal(Player.Nameless, (await _app.Leaderboard()).Value<string>("leaderboard.0.displayName"));

        string[] messages =
        [
            A.Message(UserRenamed.Type, new UserRenamed(ann, "Ann B.", 2)),
            A.Message(UserRenamed.Type, new UserRenamed(ann, "Ann A.", 1)),
            A.Message(UserRegistered.Type, new UserRegistered(ann, "ann", "Ann", A.Sunday)),
        ];
        await _app.Deliver("users", messages, how);

        Assert.Equal("Ann B.", (await _app.Leaderboard()).Value<string>("leaderboard.0.displayName"));
    }

    [Theory]
    [MemberData(nameof(AnyWay))]
    public async Task A_hidden_name_is_for_its_owner_alone_in_whatever_order_that_is_told(Delivery how)
    {
        var (ann, bob) = (A.Id(), A.Id());
        var quiz = await _app.Publish(A.Quiz());
        await Store([A.Result(ann, quiz, 3), A.Result(bob, quiz, 2)]);

        string[] messages =
        [
            A.Message(UserRegistered.Type, new UserRegistered(ann, "ann", "Ann", A.Sunday)),
            A.Message(UserRegistered.Type, new UserRegistered(bob, "bob", "Bob", A.Sunday)),
            A.Message(UserRenamed.Type, new UserRenamed(ann, "Ann", 2, NameHidden: true)),
            A.Message(UserRenamed.Type, new UserRenamed(bob, "Bob", 2, NameHidden: true)),
            A.Message(UserRenamed.Type, new UserRenamed(ann, "Ann A.", 3, NameHidden: true)),
            A.Message(UserRenamed.Type, new UserRenamed(bob, "Bob", 3, NameHidden: false)),
        ];
        await _app.Deliver("users", messages, how);

        foreach (var query in (string[])["", "?period=week", $"?quizId={quiz.QuizId}"])
            Assert.Equal([$"1 {Player.Nameless} True", "2 Bob False"], Names(await _app.Leaderboard(query)));
        Assert.Equal([$"1 {Player.Nameless} True", "2 Bob False"], Names(await _app.Leaderboard("?around=me", bob)));
        Assert.Equal(["1 Ann A. True", "2 Bob False"], Names(await _app.Leaderboard("?around=me", ann)));
        var live = (await _app.ChangedBoards(new { period = "all", limits = new[] { 10 } })).Json!.ToJsonString();
        Assert.DoesNotContain("Ann", live, StringComparison.Ordinal);
        Assert.Contains("Bob", live, StringComparison.Ordinal);
        Assert.Equal((Player.Nameless, true), Name(await _app.PlayerResults(ann, bob)));
        Assert.Equal(("Ann A.", true), Name(await _app.PlayerResults(ann, ann)));

        static IEnumerable<string> Names(Answer board) =>
            board.Json!["leaderboard"]!.AsArray().Select(e => $"{e!["rank"]} {e["displayName"]} {e["nameHidden"]!.GetValue<bool>()}");
        static (string?, bool) Name(Answer player) => (player.Value<string>("displayName"), player.Value<bool>("nameHidden"));
    }

    [Fact]
    public async Task A_new_name_told_by_an_older_version_leaves_it_hidden()
    {
        var ann = A.Id();
        await Store([A.Result(ann, await _app.Publish(A.Quiz()), 3)]);
        await _app.Tell(UserRenamed.Type, new UserRenamed(ann, "Ann", 2, NameHidden: true));

        await _app.Tell(UserRenamed.Type, new UserRenamed(ann, "Ann A.", 3));

        Assert.Equal(Player.Nameless, (await _app.Leaderboard()).Value<string>("leaderboard.0.displayName"));
    }

    [Fact]
    public async Task Somebody_who_left_vanishes_from_boards_and_statistics_and_does_not_come_back()
    {
        var (ann, bob) = (A.Id(), A.Id());
        var quiz = await _app.Publish(A.Quiz());
        var results = new[] { A.Result(ann, quiz, 3), A.Result(bob, quiz, 2) };
        var messages = Array.ConvertAll(results, A.Message);
        await Store(results);

        await _app.Tell(UserDeleted.Type, new UserDeleted(ann, A.Sunday, A.Sunday.AddMinutes(15)));
        await _app.Tell(UserDeleted.Type, new UserDeleted(ann, A.Sunday, A.Sunday.AddMinutes(15)));
        await _app.Deliver(messages);
        await _app.Tell(UserRegistered.Type, new UserRegistered(ann, "ann", "Ann", A.Sunday));

        Assert.Equal([bob], (await _app.Leaderboard()).Json!["leaderboard"]!.AsArray().Select(e => e!["userId"]!.GetValue<string>()));
        Assert.Equal(404, (await _app.PlayerResults(ann, bob)).Status);
        Assert.Equal(2, (await _app.Analytics(quiz.QuizId, bob)).Value<int>("analytics.totalAttempts"));
        Assert.NotNull(await _app.Store.With(db => db.Find<Revocation>(Revocation.PartitionValue, Revocation.IdOf(ann), default).AsTask()));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_holds_nobody_else_up()
    {
        var quiz = await _app.Publish(A.Quiz());
        var result = A.Result("ann", quiz, 3);
        var message = A.Message(result);
        await _app.Store.With(async db =>
        {
            db.Add(result);
            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateLeaderboard>(f => f.Run(["not an event", message], default)));

        Assert.Equal(["ann 75"], await Board(""));
    }

    [Fact]
    public async Task A_result_that_cannot_be_seen_yet_is_not_taken_for_counted()
    {
        var unseen = A.Message(A.Result("ann", await _app.Publish(A.Quiz()), 3));
        await _app.Store.With(async db =>
        {
            var overAll = new Standings(null, "ann");
            overAll.Distrust(); // so that they are counted anew
            var statistics = new PlayerStatistics("ann");
            statistics.CountAnew([.. Enumerable.Range(1, 11).Select(i => A.Attempt("js", 1, A.Sunday.AddMinutes(i)))]); // these too
            db.AddRange(overAll, statistics);
            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateLeaderboard>(f => f.Run([unseen], default)));
        await Assert.ThrowsAsync<AggregateException>(() => _app.Run<UpdateStatistics>(f => f.Run([unseen], default)));

        Assert.Empty(await Board(""));
    }

    [Fact]
    public async Task Figures_by_question_are_for_the_author_only()
    {
        var quiz = await _app.Publish(A.Quiz(2));
        await Store([A.Result("ann", quiz, 1)]);

        Assert.Empty((await _app.Analytics(quiz.QuizId, "ann")).Json!["analytics"]!["questions"]!.AsArray());
        Assert.Equal(100, (await _app.Analytics(quiz.QuizId, "author")).Value<double>("analytics.questions.0.correctRate"));
    }

    [Fact]
    public async Task Results_are_shown_to_their_owner_only_page_by_page()
    {
        var ann = A.Id();
        var quiz = await _app.Publish(A.Quiz());
        var results = Enumerable.Range(0, 25).Select(i => A.Result(ann, quiz, i % 4, A.Sunday.AddMinutes(i / 10), again: i > 0)).ToList();
        await Store(results);

        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await _app.PlayerResults(ann, ann, $"?limit=4{cursor}");
            seen.AddRange(page.Json!["results"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()));
            if (page.Json["nextCursor"] is not { } next)
                break;
            cursor = "&cursor=" + next.GetValue<string>();
        }

        Assert.Equal(results.Select(r => r.PublicId).Order(), seen.Order());
        Assert.Empty((await _app.PlayerResults(ann, "bob")).Json!["results"]!.AsArray());
        Assert.Equal(404, (await _app.Result(results[0].PublicId, "bob")).Status);
    }

    [Fact]
    public async Task What_somebody_took_of_late_is_shown_to_the_owner_only()
    {
        var ann = A.Id();
        await _app.Submit(ann, await _app.Publish(A.Quiz()), right: 2);
        await _app.DeliverAll();

        var (own, others) = (await _app.PlayerResults(ann, ann), await _app.PlayerResults(ann, "bob"));

        Assert.Single(own.Json!["statistics"]!["recentActivity"]!.AsArray());
        Assert.Empty(others.Json!["statistics"]!["recentActivity"]!.AsArray());
        Assert.Equal(1, others.Value<int>("statistics.totalQuizzesTaken"));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=ten", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?period=year", "period")]
    [InlineData("?around=you", "around")]
    [InlineData("?cursor=%00", "cursor")]
    [InlineData("?cursor=bm90anNvbg", "cursor")]
    [InlineData("?cursor=e30", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var answer = await _app.Leaderboard(query);

        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.Json!["errors"]!.AsObject()).Key));
    }

    [Theory]
    [InlineData("e30")] // {}
    [InlineData("eyJ0b3RhbFNjb3JlIjoxLCJ1c2VySWQiOiJhIiwicmFuayI6MX0")] // {"totalScore":1,"userId":"a","rank":1}
    [InlineData("eyJjcmVhdGVkQXQiOiIyMDI2LTExLTIyVDEwOjAwOjAwWiIsImlkIjoiYSJ9")] // {"createdAt":"2026-11-22T10:00:00Z","id":"a"}
    public async Task A_cursor_that_another_list_gave_out_is_none_of_a_players_results(string cursor)
    {
        var ann = A.Id();

        var answer = await _app.PlayerResults(ann, ann, $"?cursor={cursor}");

        Assert.Equal((400, "cursor"), (answer.Status, Assert.Single(answer.Json!["errors"]!.AsObject()).Key));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Store(IReadOnlyList<Result> results)
    {
        var messages = results.Select(A.Message).ToArray();
        await _app.Store.With(async db =>
        {
            db.AddRange(results);
            await db.SaveChangesAsync();
        });
        await _app.Deliver(messages);
    }

    private async Task<IEnumerable<string>> Board(string query) =>
        (await _app.Leaderboard(query)).Json!["leaderboard"]!.AsArray().Select(e => $"{e!["userId"]} {e["totalScore"]}");

    // The rules of the contract, said once more in the plainest way.
    private static IEnumerable<(string, int, int)> Recomputed(IEnumerable<Result> results, string period)
    {
        var board = Results.Board.Of(period, null, A.Sunday);
        var counting = results.Where(r => r.CountsOnBoard && (period == "all" || Results.Board.Of(period, null, r.SubmittedAt) == board));
        return counting.GroupBy(r => r.UserId).Select(player =>
            {
                var total = player.GroupBy(r => r.QuizId).Sum(q => q.Max(r => r.Percentage));
                var moments = player.Select(r => r.SubmittedAt).Order().Distinct();
                var reached = moments.First(at => player.Where(r => r.SubmittedAt <= at).GroupBy(r => r.QuizId).Sum(q => q.Max(r => r.Percentage)) == total);
                return (player.Key, Total: total, Quizzes: player.Select(r => r.QuizId).Distinct().Count(), reached);
            })
            .OrderByDescending(p => p.Total).ThenBy(p => p.reached).ThenBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => (p.Key, p.Total, p.Quizzes));
    }
}
