using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>Boards and statistics follow when the rules they were counted by change.</summary>
public sealed class RecountTests
{
    [Fact]
    public async Task Where_only_featured_quizzes_rank_others_count_on_their_own_boards_alone()
    {
        await using var app = OnlyFeatured();
        var (marked, other, ann) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(4)), A.Id());
        await Mark(app, marked, true);

        var unranked = await app.Submit(ann, other, right: 4);
        var ranked = await app.Submit(ann, marked, right: 2);
        await app.DeliverAll();

        Assert.Null(unranked.Json!["leaderboardPosition"]);
        Assert.Equal(1, ranked.Value<int>("leaderboardPosition"));
        Assert.Equal([$"{ann} 50"], await Board(app));
        Assert.Equal([$"{ann} 50"], await Board(app, "?period=week"));
        Assert.Equal([$"{ann} 4"], await Board(app, $"?quizId={other.QuizId}"));
        Assert.Equal(50, (await app.PlayerResults(ann, ann)).Value<int>("statistics.totalScore"));
    }

    [Fact]
    public async Task A_mark_counts_what_is_there_and_without_it_nothing_is_left()
    {
        await using var app = OnlyFeatured();
        var (quiz, ann) = (await app.Publish(A.Quiz(4)), A.Id());
        await app.Submit(ann, quiz, right: 3);
        await app.Submit("bob", quiz, right: 2);
        await app.DeliverAll();
        Assert.Empty(await Board(app));

        await Mark(app, quiz, true, revision: 3);
        Assert.Equal([$"{ann} 75", "bob 50"], await Board(app));
        Assert.Equal(75, (await app.PlayerResults(ann, ann)).Value<int>("statistics.totalScore"));

        await Mark(app, quiz, false, revision: 4);
        Assert.Empty(await Board(app));
        Assert.Equal(0, (await app.PlayerResults(ann, ann)).Value<int>("statistics.totalScore"));
        Assert.Equal([$"{ann} 3", "bob 2"], await Board(app, $"?quizId={quiz.QuizId}"));
    }

    [Fact]
    public async Task Where_all_quizzes_rank_a_mark_changes_no_board()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        await app.Submit("ann", quiz, right: 3);
        await app.DeliverAll();

        await Mark(app, quiz, true);

        Assert.Equal(["ann 75"], await Board(app));
        Assert.Empty(await app.Store.With(db => db.Set<Recount>().ToListAsync()));
    }

    [Fact]
    public async Task Another_setting_counts_everything_anew_at_the_next_start()
    {
        await using var app = new ResultsApp();
        var (marked, other) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(4)));
        await Mark(app, marked, true);
        await app.Submit("ann", marked, right: 2);
        await app.Submit("ann", other, right: 4);
        await app.Submit("bob", other, right: 4);
        await app.DeliverAll();
        await Start(app);
        Assert.Equal(["ann 150", "bob 100"], await Board(app));

        await using var featured = OnlyFeatured(app.Store);
        await Start(featured);
        Assert.Equal(["ann 50"], await Board(featured));

        await using var all = new ResultsApp(app.Store);
        await Start(all);
        Assert.Equal(["ann 150", "bob 100"], await Board(all));
    }

    [Fact]
    public async Task A_recount_killed_between_any_two_steps_is_finished_by_the_next_start()
    {
        for (var step = 0; ; step++)
        {
            await using var app = OnlyFeatured();
            var quiz = await app.Publish(A.Quiz(4));
            await app.Submit("ann", quiz, right: 3);
            await app.Submit("bob", quiz, right: 2);
            await app.DeliverAll();

            app.Store.Steps.Before(step, () => throw new InvalidOperationException("killed"));
            var killed = await Record.ExceptionAsync(() => Mark(app, quiz, true));
            var reached = app.Store.Steps.End();
            if (killed is not null)
                await Mark(app, quiz, true); // the bus delivers it again
            await Start(app);

            Assert.Equal(["ann 75", "bob 50"], await Board(app));
            await app.CheckPlaces();
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_submission_between_any_two_steps_of_a_recount_counts()
    {
        for (var step = 0; ; step++)
        {
            await using var app = OnlyFeatured();
            var (quiz, other) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(4)));
            await Mark(app, other, true);
            await app.Submit("bob", quiz, right: 2);
            await app.DeliverAll();

            app.Store.Steps.Before(step, async () =>
            {
                await app.Submit("ann", quiz, right: 3);
                await app.Submit("bob", other, right: 1); // who is being counted just now
                await app.DeliverAll();
            });
            await Mark(app, quiz, true);
            var reached = app.Store.Steps.End();
            if (!reached)
                return;
            Assert.Equal(["ann 75", "bob 75"], await Board(app));
            await app.CheckPlaces();
        }
    }

    [Fact]
    public async Task Who_left_while_they_were_counted_goes_though_the_recount_was_killed_before_it_looked()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        await app.Tell(UserRegistered.Type, new UserRegistered("ann", "ann", "Ann", A.Sunday));
        await app.Submit("ann", quiz, right: 3);
        await app.DeliverAll();
        await Start(app);
        await app.Store.With(async db =>
        {
            await db.Players.ExecuteUpdateAsync(all => all.SetProperty(p => p.Deleted, true).SetProperty(p => p.DeletedAt, app.Clock.GetUtcNow()));
            await db.Set<Recount>().ExecuteUpdateAsync(all => all.SetProperty(r => r.Done, false).SetProperty(r => r.DoneIn, 0));
        });

        await Start(app);

        Assert.Equal(0, await app.Store.With(db => db.Standings.CountAsync()));
    }

    [Fact]
    public async Task An_admin_has_everything_counted_anew()
    {
        await using var app = new ResultsApp();
        var (quiz, ann) = (await app.Publish(A.Quiz(4)), A.Id());
        await app.Submit(ann, quiz, right: 3);
        await app.DeliverAll();
        await Start(app);
        await app.Store.With(async db =>
        {
            await db.Standings.ExecuteUpdateAsync(all => all.SetProperty(s => s.AllTotal, 1));
            await db.Set<PlayerStatistics>().ExecuteDeleteAsync();
            await db.Set<QuizAnalytics>().ExecuteUpdateAsync(all => all.SetProperty(a => a.TotalAttempts, 9));
        });
        Assert.False((await Latest()).Value<bool>("running"));

        var begun = await Begin("root:admin");
        Assert.Equal((202, true, "/api/results/recounts/latest"), (begun.Status, begun.Value<bool>("running"), begun.Headers.Location.ToString()));
        var generation = await Generation();
        Assert.True((await Begin("root:admin")).Value<bool>("running")); // goes on with the same
        Assert.Equal(generation, await Generation());
        await Start(app);

        Assert.False((await Latest()).Value<bool>("running"));
        Assert.Equal([$"{ann} 75"], await Board(app));
        Assert.Equal([$"{ann} 3"], await Board(app, $"?quizId={quiz.QuizId}"));
        Assert.Equal(75, (await app.PlayerResults(ann, ann)).Value<int>("statistics.averageScore"));
        Assert.Equal(1, (await app.Analytics(quiz.QuizId, ann)).Value<int>("analytics.totalAttempts"));
        await Start(app); // is not begun again
        Assert.Equal(generation, await Generation());
        Assert.Equal(403, (await Begin(ann)).Status);

        Task<Answer> Begin(string user) => app.Call<BeginRecount>(app.Request("POST", "/", user: user), async (f, r) => await f.Run(r, default));
        Task<Answer> Latest() => app.Call<GetRecount>(app.Request("GET", "/", user: "root:admin"), async (f, r) => await f.Run(r, default));
        Task<long> Generation() => app.Store.With(db => db.Set<Recount>().Select(r => r.Generation).SingleAsync());
    }

    [Fact]
    public async Task What_is_kept_of_somebody_without_results_goes_and_nobody_else()
    {
        await using var app = new ResultsApp();
        var (quiz, other) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(4)));
        foreach (var player in (string[])["ann", "bob", "cyd"])
        {
            await app.Submit(player, quiz, right: 3);
            await app.Submit(player, other, right: 1);
        }

        await app.DeliverAll();
        await Start(app);
        await app.Store.With(db => db.Results.Where(r => r.Partition == "bob").ExecuteDeleteAsync());
        await app.Store.With(db => db.Results.Where(r => r.Partition == "cyd" && r.QuizId == quiz.QuizId).ExecuteDeleteAsync());
        await app.Store.With(db => db.Standings.Where(s => s.UserId == "bob" && s.Partition == "standings-all").ExecuteDeleteAsync());
        await app.Store.With(db => db.Database.ExecuteSqlAsync(
            $"UPDATE Standings SET Id = 'standings-all-lost', UserId = 'dan' WHERE Id = 'standings-all-ann'")); // dan's are looked for elsewhere
        Assert.NotEmpty(await app.DifferencesFound());

        await app.Call<BeginRecount>(app.Request("POST", "/", user: "root:admin"), async (f, r) => await f.Run(r, default));
        await Start(app);

        Assert.Empty(await app.DifferencesFound());
        Assert.Equal(["ann 100", "cyd 25"], await Board(app));
        Assert.Equal(["ann 3"], await Board(app, $"?quizId={quiz.QuizId}"));
        Assert.False(await app.Store.With(db => db.Set<PlayerStatistics>().AnyAsync(s => s.Partition == "bob")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_older_version_has_recounted_is_gone_through_again_for_analytics(bool isDone)
    {
        await using var app = new ResultsApp();
        var (quiz, ann) = (await app.Publish(A.Quiz(4)), A.Id());
        await app.Submit(ann, quiz, right: 3);
        await app.DeliverAll();
        await Start(app);
        await app.Store.With(async db =>
        {
            await db.Set<QuizAnalytics>().ExecuteUpdateAsync(all => all.SetProperty(a => a.TotalAttempts, 9));
            (await db.Set<Recount>().SingleAsync()).Restart(app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            await db.Set<Recount>().ExecuteUpdateAsync(all => all
                .SetProperty(r => r.UpTo, app.Clock.GetUtcNow().AddHours(1)).SetProperty(r => r.Done, isDone));
        });

        await Start(app);

        Assert.Equal(1, (await app.Analytics(quiz.QuizId, ann)).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task More_results_of_one_moment_than_a_slice_holds_are_counted()
    {
        await using var app = OnlyFeatured();
        var quiz = await app.Publish(A.Quiz(4));
        await app.Store.With(async db =>
        {
            db.AddRange(Enumerable.Range(0, 450).Select(i => A.Result(A.Id(), quiz, right: 1)));
            await db.SaveChangesAsync();
        });

        await Mark(app, quiz, true);

        Assert.Equal(450, (await app.Leaderboard()).Value<int>("totalUsers"));
    }

    [Fact]
    public async Task What_was_counted_by_older_rules_is_counted_anew_at_the_first_start()
    {
        await using var app = new ResultsApp();
        var (author, ann) = (A.Id(), A.Id());
        var quiz = await app.Publish(A.Quiz(4) with { AuthorId = author });
        await app.Submit(author, quiz, right: 4);
        await app.Submit(ann, quiz, right: 1);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Submit(ann, quiz, right: 4);
        await app.DeliverAll();
        await app.Store.With(async db =>
        {
            // As they were: the author first, and ann with the best that she had.
            var (wrong, old) = (A.Attempt(quiz.QuizId, 4, A.Sunday, maxScore: 4), new Standings(null, author));
            old.TryCount(wrong, new(A.Sunday, wrong.PublicId, null, null, null), A.Sunday);
            db.Add(old);
            (await db.Standings.SingleAsync(s => s.Partition == old.Partition && s.UserId == ann))
                .CountAnew([(wrong, new(A.Sunday, wrong.PublicId, null, null, null))], A.Sunday);
            db.Add(new PlayerStatistics(author));
            (await db.Set<QuizAnalytics>().SingleAsync()).CountAnew([]);
            await db.SaveChangesAsync();
        });

        await Start(app);

        Assert.Equal([$"{ann} 25"], await Board(app));
        Assert.Equal(25, (await app.PlayerResults(ann, ann)).Value<int>("statistics.totalScore"));
        Assert.Equal(0, await app.Store.With(db => db.Set<PlayerStatistics>().CountAsync(s => s.Partition == author)));
        Assert.Equal(2, (await app.Analytics(quiz.QuizId, ann)).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task A_store_of_an_older_version_shows_its_boards_until_all_standings_are_counted()
    {
        await using var app = new ResultsApp();
        var quiz = await OldStore(app);

        Assert.Equal(["bob 100", "ann 75", "gone 50"], await Board(app));
        Assert.Equal(["bob 4", "ann 3"], await Board(app, $"?quizId={quiz.QuizId}&period=week"));
        Assert.Equal(["bob 100", "ann 75"], await Board(app, "?around=me&limit=2", "ann"));
        Assert.Equal(3, (await app.Leaderboard()).Value<int>("totalUsers"));

        await Start(app);

        Assert.Equal(["bob 100", "ann 75"], await Board(app));
        Assert.Equal(["bob 4", "ann 3"], await Board(app, $"?quizId={quiz.QuizId}&period=week"));
        Assert.Equal(0, await app.Store.With(db => db.Set<Standing>().CountAsync()));
    }

    [Fact]
    public async Task An_upgrade_killed_between_any_two_steps_with_submissions_meanwhile_is_finished_by_the_next_start()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await OldStore(app);
            var other = await app.Publish(A.Quiz(4));

            app.Store.Steps.Before(step, async () =>
            {
                await app.Submit("ann", other, right: 2);
                await app.Submit("cyd", other, right: 1);
                await app.DeliverAll();
                throw new InvalidOperationException("killed");
            });
            var killed = await Record.ExceptionAsync(() => Start(app));
            var reached = app.Store.Steps.End();
            await using var next = new ResultsApp(app.Store);
            await Start(next);

            if (!reached)
                return;
            Assert.NotNull(killed);
            Assert.Equal(["ann 125", "bob 100", "cyd 25"], await Board(next));
            Assert.Equal(["bob 4", "ann 3"], await Board(next, $"?quizId={quiz.QuizId}"));
            await next.CheckPlaces();
            Assert.Equal(0, await app.Store.With(db => db.Set<Standing>().CountAsync()));
        }
    }

    [Fact]
    public async Task Who_was_counted_before_an_upgrade_began_keeps_their_place_after_it()
    {
        await using var app = new ResultsApp();
        var quiz = await OldStore(app);
        await app.Submit("cyd", quiz, right: 1);
        await app.DeliverAll();
        await Many(app, quiz);

        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await Start(app);

        await app.CheckPlaces();
        Assert.Equal(3 + 260, (await app.Leaderboard()).Value<int>("totalUsers"));
    }

    [Fact]
    public async Task A_start_by_the_same_rules_counts_nothing_again()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        await app.Submit("ann", quiz, right: 3);
        await app.DeliverAll();
        await Start(app);
        await app.Store.With(async db =>
        {
            db.RemoveRange(db.Standings);
            await db.SaveChangesAsync();
        });

        await Start(app);

        Assert.Empty(await Board(app));
    }

    [Fact]
    public async Task Where_the_recount_was_taken_away_all_is_counted_anew()
    {
        // As docs/deploy.md has it after a restore in Azure, which may lack what was counted last.
        await using var app = new ResultsApp();
        var (quiz, ann) = (await app.Publish(A.Quiz(4)), A.Id());
        await Start(app);
        await app.Submit(ann, quiz, right: 3);
        await Start(app);
        Assert.Empty(await Board(app));
        await app.Store.With(async db =>
        {
            db.RemoveRange(db.Set<Recount>());
            await db.SaveChangesAsync();
        });

        await Start(app);

        Assert.Equal([$"{ann} 75"], await Board(app));
        Assert.Equal(1, (await app.PlayerResults(ann, ann)).Value<int>("statistics.totalQuizzesTaken"));
    }

    // More results than a slice has, each of another player's.
    private static Task Many(ResultsApp app, QuizPublished quiz) => app.Store.With(async db =>
    {
        db.AddRange(Enumerable.Range(0, 260).Select(i => A.Result(A.Id(), quiz, right: i % 5, A.Sunday.AddSeconds(1 + i))));
        await db.SaveChangesAsync();
    });

    private static ResultsApp OnlyFeatured(TestStore<ResultsDb>? store = null) => new(store, ("Results:RankedQuizzes", ResultsOptions.Featured));

    private static Task Mark(ResultsApp app, QuizPublished quiz, bool featured, int revision = 3) =>
        app.TellOfQuiz(QuizFeatured.Type, new QuizFeatured(quiz.QuizId, featured, revision));

    private static Task Start(ResultsApp app) => app.Run<RecountBoards>(f => f.Run(new TimerInfo(), default));

    // Results as they are, boards as versions up to November 2026 kept them, somebody on these who has left among them.
    private static async Task<QuizPublished> OldStore(ResultsApp app)
    {
        var quiz = await app.Publish(A.Quiz(4));
        await app.Store.With(async db =>
        {
            var recount = new Recount(null, standingsCounted: false);
            recount.Begin("rules 1, all quizzes", A.Sunday);
            db.Add(recount);
            db.AddRange(A.Result("ann", quiz, right: 3), A.Result("bob", quiz, right: 4));
            foreach (var board in Period.Of(A.Sunday).Select(period => new Board(period, null).Key))
                db.AddRange(Line(board, "ann", 75), Line(board, "bob", 100), Line(board, "gone", 50));
            foreach (var board in Period.Of(A.Sunday).Select(period => new Board(period, quiz.QuizId).Key))
                db.AddRange(Line(board, "ann", 3), Line(board, "bob", 4));
            await db.SaveChangesAsync();
        });
        return quiz;

        static Standing Line(string board, string player, int total) => new(board, player, total, A.Sunday);
    }

    private static async Task<IEnumerable<string>> Board(ResultsApp app, string query = "", string? userId = null) =>
        (await app.Leaderboard(query, userId)).Json!["leaderboard"]!.AsArray().Select(e => $"{e!["userId"]} {e["totalScore"]}");
}
