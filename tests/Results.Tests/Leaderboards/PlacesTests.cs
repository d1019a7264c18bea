using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>Places are told as a count of all standings would tell them, whatever happens to those who keep the counts.</summary>
public sealed class PlacesTests
{
    [Fact]
    public async Task Among_many_totals_places_are_those_that_a_count_of_all_tells()
    {
        await using var app = new ResultsApp();
        var quizzes = new List<QuizPublished>();
        for (var i = 0; i < 12; i++)
            quizzes.Add(await app.Publish(A.Quiz(10)));
        var (players, random) = (Enumerable.Range(0, 120).Select(_ => A.Id()).ToList(), new Random(7));
        foreach (var batch in players.SelectMany(player => quizzes, (player, quiz) => (player, quiz)).OrderBy(_ => random.Next()).Chunk(48))
        {
            app.Clock.Advance(TimeSpan.FromHours(9)); // through weeks and months
            await Play(app, [.. batch.Select(play => A.Result(play.player, play.quiz, random.Next(11), app.Clock.GetUtcNow()))]);
            await app.CheckPlaces();
        }

        Assert.True((await Counts(app, null)).Fold > 2);
    }

    [Fact]
    public async Task Totals_of_any_size_have_their_places()
    {
        await using var app = new ResultsApp();
        var (random, quiz, hundredths) = (new Random(11), A.Id(), (double[])[0, 0, 0.33, 0.67, 0.5]);
        for (var i = 0; i < 60; i++)
        {
            var scores = Enumerable.Range(0, 12).ToDictionary(_ => A.Id(), _ => random.Next(1 << random.Next(1, 24)) + hundredths[random.Next(5)]);
            await Score(app, quiz, scores);
            await app.CheckPlaces();
        }

        Assert.True((await Counts(app, quiz)).Fold > 5);
        Assert.Contains(await app.Store.With(db => db.Set<PlaceNode>().Select(n => n.Id).ToListAsync()), id => id.EndsWith("-2-0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_before_any_step_of_a_batch_they_are_right_once_it_is_delivered_again()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, messages) = await Folding(app);

            app.Store.Steps.Before(step, () => throw new InvalidOperationException("killed"));
            await Record.ExceptionAsync(() => app.Deliver(messages));
            var reached = app.Store.Steps.End();
            await app.Deliver(messages);

            await app.CheckPlaces();
            Assert.Equal(13, (await app.Leaderboard($"?quizId={quiz.QuizId}")).Value<int>("totalUsers"));
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Others_between_any_two_steps_of_a_batch_leave_them_right()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, messages) = await Folding(app);
            var more = Enumerable.Range(8, 8).Select(i => A.Result($"player-{i}", quiz, right: 4, app.Clock.GetUtcNow(), again: i < 13));
            var others = await app.Save([.. more]);

            app.Store.Steps.Before(step, () => app.Deliver(others));
            await app.Deliver(messages);
            var reached = app.Store.Steps.End();

            await app.CheckPlaces();
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Who_stops_for_long_between_any_two_steps_changes_none_afterwards_that_were_told_meanwhile()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, messages) = await Folding(app);
            var other = await app.Save([A.Result("zoe", quiz, right: 2, app.Clock.GetUtcNow())]);

            app.Store.Steps.Before(step, async () =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                await app.Deliver(other);
                await app.CheckPlaces(); // nobody waits for who stopped
            });
            await app.Deliver(messages);
            var reached = app.Store.Steps.End();

            await app.CheckPlaces();
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_newcomer_who_leaves_while_their_writer_stops_for_long_between_any_two_steps_is_counted_nowhere()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, _) = await Folding(app);
            var ann = await app.Save([A.Result("ann", quiz, right: 3, app.Clock.GetUtcNow())]);
            var others = await app.Save([A.Result("bob", quiz, right: 1, app.Clock.GetUtcNow()), A.Result("cyd", quiz, right: 1, app.Clock.GetUtcNow())]);
            var late = await app.Save([A.Result("dan", quiz, right: 1, app.Clock.GetUtcNow())]);

            app.Store.Steps.Before(step, async () =>
            {
                await app.Tell(UserDeleted.Type, Left("ann"));
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                await app.Deliver(others);
            });
            await app.Deliver(ann);
            var reached = app.Store.Steps.End();
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            await app.Deliver(late);

            await app.CheckPlaces();
            if (!reached)
                return;
        }

        UserDeleted Left(string userId) => new(userId, A.Sunday.AddHours(1), A.Sunday.AddHours(2));
    }

    [Theory]
    [InlineData("zoe")]
    [InlineData(null)]
    public async Task Who_leaves_just_before_their_writer_is_killed_is_counted_nowhere(string? keptBy)
    {
        for (var kill = 0; ; kill++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz(4));
            await Play(app, [A.Result("bob", quiz, right: 2)]);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            var ann = await app.Save([A.Result("ann", quiz, right: 3, app.Clock.GetUtcNow())]);

            var killed = kill;
            app.Store.Steps.Before(1, async () =>
            {
                // So that all results of theirs are erased, or moved.
                await app.Tell(UserDeleted.Type, new UserDeleted("ann", A.Sunday, A.Sunday.AddHours(1), keptBy));
                app.Store.Steps.Before(killed, () => throw new InvalidOperationException("killed"));
            });
            await Record.ExceptionAsync(() => app.Deliver(ann));
            var reached = app.Store.Steps.End();
            await app.Deliver(ann);
            await app.DeliverAll();

            await app.CheckPlaces();
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_clock_that_was_ahead_does_not_end_the_month()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        await Play(app, [.. Enumerable.Range(0, 5).Select(i => A.Result($"player-{i}", quiz, right: i % 4, app.Clock.GetUtcNow()))]);
        await Play(app, [A.Result("zoe", quiz, right: 4, app.Clock.GetUtcNow().AddDays(40))]);

        await Play(app, [A.Result("ann", quiz, right: 1, app.Clock.GetUtcNow()), A.Result("ben", quiz, right: 2, app.Clock.GetUtcNow())]);

        await app.CheckPlaces();
        Assert.Equal(7, (await app.Leaderboard("?period=month")).Value<int>("totalUsers"));
    }

    [Fact]
    public async Task A_recount_killed_before_any_step_with_others_meanwhile_tells_them_again()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, messages) = await Folding(app);
            await app.Deliver(messages);
            var others = await app.Save([A.Result("zoe", quiz, right: 2, app.Clock.GetUtcNow()), A.Result("player-1", quiz, 4, again: true)]);

            app.Store.Steps.Before(step, async () =>
            {
                await app.Deliver(others);
                throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(() => app.Run<RecountBoards>(f => f.Run(new TimerInfo(), default)));
            var reached = app.Store.Steps.End();
            await app.Run<RecountBoards>(f => f.Run(new TimerInfo(), default));

            await app.CheckPlaces();
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_store_whose_standings_nobody_has_counted_tells_places_by_counting_these_until_a_recount()
    {
        await using var app = new ResultsApp();
        var (_, messages) = await Folding(app);
        await app.Deliver(messages);
        await app.Store.With(async db =>
        {
            // As the version before had it.
            await db.Set<PlaceCounts>().ExecuteDeleteAsync();
            await db.Set<PlaceNode>().ExecuteDeleteAsync();
            await db.Standings.ExecuteUpdateAsync(all => all.SetProperty(s => s.PlacesGeneration, 0).SetProperty(s => s.PlacesClaim, 0));
        });
        var before = (await app.Leaderboard("?limit=100")).Json!.ToJsonString();
        var late = await app.Save([A.Result("zoe", await app.Publish(A.Quiz(4)), right: 0, app.Clock.GetUtcNow())]);
        await app.Deliver(late);
        Assert.Equal(14, (await app.Leaderboard("?limit=100")).Value<int>("totalUsers"));
        Assert.False((await Counts(app, null)).Whole);

        await app.Run<RecountBoards>(f => f.Run(new TimerInfo(), default));

        await app.CheckPlaces();
        Assert.True((await Counts(app, null)).Whole);
        Assert.Equal(14, (await app.Leaderboard("?limit=100")).Value<int>("totalUsers"));
        Assert.NotEqual(before, (await app.Leaderboard("?limit=100")).Json!.ToJsonString());
    }

    [Fact]
    public async Task An_expected_place_is_told_by_what_was_counted_a_moment_ago_at_most()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best });
        await Play(app, [A.Result("ann", quiz, right: 2, app.Clock.GetUtcNow())]);
        Assert.Equal(2, await Expected(app, 1));
        await Play(app, [A.Result("ben", quiz, right: 2, app.Clock.GetUtcNow())]);

        app.Clock.Advance(RecentPlaces.Age - TimeSpan.FromTicks(1));
        Assert.Equal(2, await Expected(app, 1));
        app.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(3, await Expected(app, 1));
    }

    [Fact]
    public async Task Before_during_and_after_a_fold_a_moments_expected_places_are_those_of_one_moment()
    {
        await using var app = new ResultsApp();
        var (quiz, messages) = await Folding(app);
        var before = await Told();
        await Expected(app, 0); // keeps the counts; what they need beside for other totals is read later

        await app.Deliver(messages);
        var after = await Told();
        Assert.NotEqual(before, after);
        foreach (var total in Totals)
            Assert.Contains(await Expected(app, total), new int?[] { before[total], after[total] });

        app.Clock.Advance(RecentPlaces.Age);
        foreach (var total in Totals)
            Assert.Equal(after[total], await Expected(app, total));

        Task<Dictionary<int, int>> Told() => app.Store.With(async db =>
        {
            var standings = await db.Standings.Where(s => s.Partition == BoardLayout.First.PartitionOf(null, "")).ToListAsync();
            return Totals.ToDictionary(total => total, total => 1 + standings.Count(s => s.AllTotal > total));
        });
    }

    private static IEnumerable<int> Totals => [0, 24, 25, 49, 50, 74, 75, 99, 100, 300, 100_000];

    private static Task<int?> Expected(ResultsApp app, int total) =>
        app.Store.With(db => app.Get<RecentPlaces>().Of(db, new(Period.AllTime, null), total, default));

    // Thirteen players, of whom three are yet to play and five to play again, just as counts are to be folded.
    private static async Task<(QuizPublished Quiz, IReadOnlyList<string> Messages)> Folding(ResultsApp app)
    {
        var quiz = await app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best });
        await Play(app, [.. Enumerable.Range(0, 10).Select(i => A.Result($"player-{i}", quiz, right: i % 4, app.Clock.GetUtcNow()))]);
        await app.Store.With(async db =>
        {
            foreach (var counts in await db.Set<PlaceCounts>().ToListAsync())
                counts.FoldAll();
            await db.SaveChangesAsync();
        });
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var next = Enumerable.Range(5, 8).Select(i => A.Result($"player-{i}", quiz, right: 4, app.Clock.GetUtcNow(), again: i < 10)).ToList();
        return (quiz, await app.Save(next));
    }

    private static async Task Play(ResultsApp app, List<Result> results) => await app.Deliver(await app.Save(results));

    private static Task Score(ResultsApp app, string quizId, Dictionary<string, double> scores) =>
        new PlacedStandings(app.Store, BoardLayout.First, quizId, app.Clock).Change(scores.Keys, standings =>
        {
            var score = scores[standings.UserId];
            standings.TryCount(A.Attempt(quizId, score, A.Sunday, maxScore: (int)score + 1), null, A.Sunday);
            return Outcome.Save;
        }, default);

    private static Task<PlaceCounts> Counts(ResultsApp app, string? quizId) =>
        app.Store.With(db => db.Set<PlaceCounts>().AsNoTracking().SingleAsync(c => c.Id == PlaceCounts.IdOf(quizId)));
}
