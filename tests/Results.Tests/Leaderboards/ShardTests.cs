using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>Boards that are divided in the store show what undivided ones do, also while they are being divided or put together.</summary>
public sealed class ShardTests
{
    private static readonly string[] Players = [.. Enumerable.Range(0, 24).Select(i => $"player-{i:00}")];

    [Fact]
    public async Task Divided_boards_show_what_undivided_ones_do()
    {
        await using var undivided = new ResultsApp();
        await using var divided = await InShards(5);
        QuizPublished[] quizzes = [A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best }, A.Quiz(3)];
        var random = new Random(5);
        var results = new List<Result>();
        for (var i = 0; i < 150; i++)
        {
            var (player, quiz, at) = (Players[random.Next(20)], quizzes[random.Next(2)], A.Sunday.AddHours(random.Next(60))); // some at the same moment
            var again = results.Exists(r => r.UserId == player && r.QuizId == quiz.QuizId);
            results.Add(A.Result(player, quiz, random.Next(quiz.Questions!.Count + 1), at, again: again));
        }

        foreach (var app in (ResultsApp[])[undivided, divided])
        {
            app.Clock.Advance(TimeSpan.FromHours(60));
            foreach (var quiz in quizzes)
                await app.Publish(quiz);
            await app.Deliver(await app.Save(results));
            await app.CheckPlaces();
        }

        Assert.Equal(5, await divided.Store.With(
            db => db.Standings.Where(s => s.Partition.StartsWith("standings-all")).Select(s => s.Partition).Distinct().CountAsync()));
        var expected = await Shown(undivided, quizzes);
        Assert.Contains(expected, line => line.Contains("\"rank\":9", StringComparison.Ordinal));
        Assert.Equal(expected, await Shown(divided, quizzes));
        foreach (var player in Players)
        {
            Assert.Equal(
                (await undivided.Submit(player, quizzes[0], right: 3)).Json!["leaderboardPosition"]?.ToString(),
                (await divided.Submit(player, quizzes[0], right: 3)).Json!["leaderboardPosition"]?.ToString());
        }
    }

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(2, 1, true)]
    [InlineData(1, 2, false)]
    public async Task With_others_before_any_step_and_perhaps_a_kill_another_number_of_shards_shows_the_same(int from, int to, bool isKilled)
    {
        for (var step = 0; ; step++)
        {
            await using var before = await InShards(from);
            await using var app = Sharded(before, to);
            var (quiz, expected) = await Playing(before);

            app.Store.Steps.Before(step, async () =>
            {
                await Others();
                if (isKilled)
                    throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(() => Recount(app));
            var reached = app.Store.Steps.End();
            if (!reached)
                await Others();
            expected.Add("zoe");
            Assert.Equal(expected.Order(), await OnBoard(app, quiz)); // whichever is shown
            await Recount(app);
            app.Clock.Advance(BoardsInUse.Age);

            Assert.Equal(expected.Order(), await OnBoard(app, quiz));
            Assert.Equal([], await app.DifferencesFound());
            await app.CheckPlaces();
            Assert.Single(await Layouts(app));
            if (!reached)
                return;

            // Of another instance, which knows what is under way by the store alone: of two whom the recount has come by or has not, and of a newcomer.
            async Task Others()
            {
                var now = app.Clock.GetUtcNow();
                string[] players = ["player-01", "player-03", "zoe"];
                await before.Deliver(await app.Save([.. players.Select(player => A.Result(player, quiz, right: 3, now, again: player != "zoe"))]));
            }
        }
    }

    [Fact]
    public async Task Who_leaves_before_any_step_of_a_division_is_nowhere_after_it()
    {
        for (var step = 0; ; step++)
        {
            await using var app = await InShards(1);
            await using var divided = Sharded(app, 2);
            var (quiz, expected) = await Playing(app);

            app.Store.Steps.Before(step, async () =>
            {
                var late = await app.Save([A.Result("player-02", quiz, right: 4, app.Clock.GetUtcNow().AddSeconds(-1), again: true)]);
                await app.Tell(UserDeleted.Type, new UserDeleted("player-02", app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddHours(1)));
                await app.Deliver(late);
            });
            await Recount(divided);
            var reached = app.Store.Steps.End();

            var left = await app.Store.With(db => db.Standings.Where(s => s.UserId == "player-02").Select(s => s.Partition).ToListAsync());
            Assert.Equal(reached ? 0 : 4, left.Count); // of two layouts
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            await Recount(divided);
            Assert.Equal(reached ? expected.Where(player => player != "player-02") : expected, await OnBoard(divided, quiz));
            Assert.Equal([], await divided.DifferencesFound());
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task What_is_shown_no_more_goes_when_nobody_looks_there_any_longer()
    {
        await using var app = await InShards(1);
        await Playing(app);
        await using var divided = Sharded(app, 2);
        app.Store.Steps.Before(30, () => throw new InvalidOperationException("killed"));
        await Record.ExceptionAsync(() => Recount(divided));
        Assert.True(app.Store.Steps.End());

        await using var other = Sharded(app, 4); // so that what was begun is begun in vain
        await Recount(other);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await Recount(other);
        Assert.Equal(3, (await Layouts(other)).Count);

        app.Clock.Advance(TimeSpan.FromSeconds(31));
        for (var step = 0; ; step += 3)
        {
            app.Store.Steps.Before(step, () => throw new InvalidOperationException("killed"));
            await Record.ExceptionAsync(() => Recount(other));
            if (!app.Store.Steps.End())
                break;
        }

        Assert.NotEqual("first", Assert.Single(await Layouts(other)));
        Assert.Equal([], await other.DifferencesFound());
    }

    [Fact]
    public async Task However_many_come_meanwhile_a_division_ends()
    {
        await using var app = await InShards(1);
        await using var divided = Sharded(app, 2);
        var (quiz, _) = await Playing(app);
        var later = app.Clock.GetUtcNow().AddMinutes(20); // as if so long had passed since the beginning
        var meanwhile = await app.Save([.. Enumerable.Range(0, 500).Select(i => A.Result($"meanwhile-{i:000}", quiz, right: 1, later.AddSeconds(i)))]);

        await Recount(divided);
        app.Clock.Advance(BoardsInUse.Age);
        Assert.InRange((await app.Leaderboard()).Value<int>("totalUsers"), 4, 300);

        await app.Deliver(meanwhile);
        Assert.Equal(504, (await app.Leaderboard()).Value<int>("totalUsers"));
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([], await divided.DifferencesFound());
    }

    [Fact]
    public async Task What_a_version_that_knew_no_layouts_has_counted_is_counted_again()
    {
        await using var app = await InShards(2);
        var (quiz, expected) = await Playing(app);
        await app.Save([A.Result("zoe", quiz, right: 3)]); // and told to that version, which begins a recount of its own
        await app.Store.With(db => db.Set<Recount>().ExecuteUpdateAsync(all => all
            .SetProperty(r => r.Cause, Recounts.CauseOf(onlyFeatured: false)).SetProperty(r => r.DoneIn, r => r.Generation)));

        await Recount(app);

        Assert.Equal([.. expected, "zoe"], await OnBoard(app, quiz));
    }

    [Fact]
    public async Task Who_watches_a_divided_board_is_told_of_a_change_in_any_shard()
    {
        await using var app = await InShards(4);
        var quiz = await app.Publish(A.Quiz());
        string? version = null;
        foreach (var player in Players)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await app.Deliver(await app.Save([A.Result(player, quiz, right: 2, app.Clock.GetUtcNow())]));
            foreach (var isChanged in (bool[])[true, false])
            {
                var board = (await app.ChangedBoards(new { period = "all", limits = (int[])[5], version })).Json!["boards"]![0]!;
                version = board["version"]!.ToString();
                Assert.Equal(isChanged, board["pages"] is not null);
            }
        }
    }

    [Fact]
    public void A_layout_is_told_by_its_text_and_by_its_partitions()
    {
        var (divided, quizId) = (new BoardLayout(638_000_000_000_000_000, 16), A.Id());

        Assert.Equal("standings-all", BoardLayout.First.PartitionOf(null, "ann"));
        Assert.Equal([$"standings-{quizId}"], BoardLayout.First.PartitionsOf(quizId));
        Assert.Equal((divided, BoardLayout.First), (BoardLayout.Parse(divided.ToString()), BoardLayout.Parse(null)));
        Assert.Equal(16, divided.PartitionsOf(quizId).Distinct().Count());
        Assert.All(divided.PartitionsOf(quizId), partition =>
        {
            Assert.Equal(quizId, BoardLayout.QuizOf(partition));
            Assert.True(divided.Has(partition));
            Assert.False(BoardLayout.First.Has(partition));
            Assert.False((divided with { Generation = 7 }).Has(partition));
        });
        var shards = Enumerable.Range(0, 16_000).CountBy(_ => divided.PartitionOf(null, A.Id())).ToList();
        Assert.Equal(divided.PartitionsOf(null).Order(), shards.Select(shard => shard.Key).Order());
        Assert.All(shards, shard => Assert.InRange(shard.Value, 800, 1200));
        Assert.Null(BoardLayout.QuizOf(shards[0].Key));
    }

    // A store that was divided before anybody played.
    private static async Task<ResultsApp> InShards(int shards)
    {
        var app = new ResultsApp(null, ("Results:BoardShards", $"{shards}"));
        await Recount(app);
        return app;
    }

    private static ResultsApp Sharded(ResultsApp app, int shards) => new(app.Store, ("Results:BoardShards", $"{shards}"));

    private static async Task<(QuizPublished Quiz, List<string> Players)> Playing(ResultsApp app)
    {
        var quiz = await app.Publish(A.Quiz(4) with { LeaderboardCounts = LeaderboardRule.Best });
        await app.Deliver(await app.Save([.. Players[..4].Select((player, i) => A.Result(player, quiz, right: i))]));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        return (quiz, [.. Players[..4]]);
    }

    private static Task Recount(ResultsApp app) => app.Run<RecountBoards>(f => f.Run(new(), default));

    // The generations of those that there is anything of.
    private static Task<List<string>> Layouts(ResultsApp app) => app.Store.With(async db =>
    {
        var partitions = await db.Standings.Select(s => s.Partition).Concat(db.Set<PlaceCounts>().Select(c => c.Partition)).ToListAsync();
        return partitions.ConvertAll(partition => partition.Split('.') is [_, var generation, _] ? generation : "first").Distinct().ToList();
    });

    private static async Task<List<string>> OnBoard(ResultsApp app, QuizPublished quiz)
    {
        var board = await app.Leaderboard($"?limit=100&quizId={quiz.QuizId}");
        return [.. board.Json!["leaderboard"]!.AsArray().Select(entry => entry!["userId"]!.ToString()).Order()];
    }

    // All pages of all boards, and what everybody sees around themselves.
    private static async Task<List<string>> Shown(ResultsApp app, QuizPublished[] quizzes)
    {
        var shown = new List<string>();
        string?[] quizIds = [null, .. quizzes.Select(quiz => quiz.QuizId)];
        foreach (var board in quizIds.SelectMany(_ => Period.Names, (id, period) => $"?limit=4&period={period}{(id is null ? "" : $"&quizId={id}")}"))
        {
            JsonNode? cursor = null;
            do
            {
                var page = (await app.Leaderboard(board + (cursor is null ? "" : $"&cursor={cursor}"))).Json!;
                shown.Add(page.ToJsonString());
                cursor = page["nextCursor"];
            }
            while (cursor is not null);
            foreach (var player in Players)
                shown.Add((await app.Leaderboard($"{board}&around=me", player)).Json!.ToJsonString());
        }

        return shown;
    }
}
