using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>An audit names what is kept otherwise than the results say, and nothing else.</summary>
public sealed class AuditTests
{
    private static readonly string[] QuizIds = [A.Id(), A.Id(), A.Id()];
    private static readonly string[] Players = [.. Enumerable.Range(0, 12).Select(i => $"player-{i:00}")];

    [Theory]
    [InlineData(Delivery.AsSent)]
    [InlineData(Delivery.Shuffled)]
    [InlineData(Delivery.Backwards)]
    public async Task What_was_counted_in_whatever_order_is_as_the_results_say(Delivery how)
    {
        await using var app = await Started();
        await Play(app, how);

        var audit = await Audit(app);

        Assert.Equal([], Named(audit));
        Assert.Equal((0, 13, 3), (audit.Value<int>("differenceCount"), audit.Value<int>("players"), audit.Value<int>("quizzes")));
        Assert.Contains(app.Logs.All, line => line.Contains("Audited 13 players and 3 quizzes: 0 differences", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Wrongs => new()
    {
        { "UPDATE Standings SET MonthTotal = MonthTotal + 1 WHERE Id = 'standings-quiz-0-player-03'", "board quiz-0 player-03 month.total" },
        { "UPDATE Standings SET AllReachedAt = AllReachedAt + 1 WHERE Id = 'standings-all-player-03'", "board  player-03 all.reachedAt" },
        { "DELETE FROM Standings WHERE Id = 'standings-quiz-0-player-03'", "board quiz-0 player-03 document" },
        { "UPDATE Standings SET Partition = 'standings-quiz-1', Id = 'standings-quiz-1-nobody', UserId = 'nobody' WHERE Id = 'standings-quiz-0-player-03'",
            "board quiz-1 nobody document" },
        { "UPDATE PlayerStatistics SET TotalTimeSpent = 1 WHERE Partition = 'player-04'", "statistics  player-04 totalTimeSpent" },
        { "UPDATE PlayerStatistics SET AverageScore = 99.5 WHERE Partition = 'player-04'", "statistics  player-04 averageScore" },
        { "DELETE FROM PlayerStatistics WHERE Partition = 'player-04'", "statistics  player-04 document" },
        { "UPDATE PlayerStatistics SET Partition = 'gone', Id = 'statistics-gone' WHERE Partition = 'player-04'", "statistics  gone document" },
        { "UPDATE QuizAnalytics SET Passes = Passes - 1 WHERE Partition = 'quiz-2'", "analytics quiz-2  passes" },
        { "UPDATE QuizAnalytics SET Questions = replace(Questions, '\"Correct\":', '\"Correct\":1') WHERE Partition = 'quiz-2'",
            "analytics quiz-2  questions.q0.correct" },
        { "DELETE FROM QuizAnalytics WHERE Partition = 'quiz-2'", "analytics quiz-2  document none instead of there" },
        { "UPDATE PlaceCounts SET Counts = '[\"all,3:1\",\"\",\"\"]' WHERE Partition = 'standings-quiz-0'", "places quiz-0  all, total 3" },
        { "UPDATE PlaceNode SET Counts = 'all,2:9' WHERE Id = (SELECT Id FROM PlaceNode WHERE Id LIKE 'places-all-%-all-0-0')", "places   all, total 2" },
        { "INSERT INTO PlaceNode (Id, Partition, Generation, Fold, Counts, Version) SELECT replace(Id, '-all-0-0', '-all-1-0'), Partition, Generation, Fold, "
            + "'all,1:2', 1 FROM PlaceNode WHERE Id LIKE 'places-all-%-all-0-0'", "places   all, 1 in places-all-" },
        { "UPDATE PlaceNode SET Fold = 70 WHERE Id LIKE 'places-all-%-all-0-0'", "places   fold of places-all-" },
        { "DELETE FROM PlaceCounts WHERE Partition = 'standings-quiz-0'", "places quiz-0  document none instead of there" },
        { "UPDATE PlaceCounts SET Counts = '[\"all,3:1\",\"\",\"\"]' WHERE Partition = 'standings-quiz-0'; DELETE FROM Result WHERE Partition = 'player-03'",
            "board quiz-0 player-03 document" },
        { "DELETE FROM Result WHERE Partition = 'player-05' AND QuizId = 'quiz-1'", "analytics quiz-1  totalAttempts" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Whatever_is_wrong_is_named(string sql, string expected)
    {
        await using var app = await Started();
        await Play(app, Delivery.AsSent);
        await app.Tell(UserDeleted.Type, new UserDeleted("gone", app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddHours(1)));
        await app.Store.With(async db =>
        {
            foreach (var counts in await db.Set<PlaceCounts>().Where(c => c.Partition == "standings-all").ToListAsync())
                counts.FoldAll();
            await db.SaveChangesAsync();
        });
        Assert.Equal(201, (await app.Submit("player-12", A.Quiz(4, quizId: QuizIds[0]), right: 2)).Status); // with it the fold ends
        await app.DeliverAll();
        Assert.Equal([], Named(await Audit(app)));

        Assert.NotEqual(0, await app.Store.With(db => db.Database.ExecuteSqlRawAsync(WithIds(sql))));
        var before = await app.Store.With(db => db.Standings.AsNoTracking().CountAsync());

        var named = Named(await Audit(app));
        Assert.Contains(named, name => name.StartsWith(WithIds(expected), StringComparison.Ordinal));
        Assert.Equal(named.Distinct(), named);
        Assert.Equal(before, await app.Store.With(db => db.Standings.AsNoTracking().CountAsync())); // it has looked only
    }

    [Fact]
    public async Task What_is_on_its_way_is_no_difference_unless_it_never_comes()
    {
        await using var app = await Started();
        var quizzes = await Play(app, Delivery.AsSent);
        var already = app.Sent.All.Count;
        await app.Submit("player-01", quizzes[0], right: 4);
        await Begin(app);
        await Go(app);
        var first = await Latest(app);
        Assert.Null(first.Json!["endedAt"]);
        Assert.Equal((0, 1), (first.Value<int>("differenceCount"), first.Value<int>("unconfirmed")));

        await app.Deliver(app.Sent.All.Skip(already).Select(e => e.Body));
        Assert.Equal([], Named(await End(app)));

        await app.Submit("player-02", quizzes[0], right: 4);
        var second = await Audit(app);
        Assert.Contains("statistics  player-02 totalQuizzesTaken 6 instead of 7", Named(second));
        Assert.Equal(0, second.Value<int>("unconfirmed"));
        await app.DeliverAll();
        Assert.Equal([], Named(await Audit(app)));
    }

    [Fact]
    public async Task A_figure_that_is_another_at_each_look_is_told_at_last()
    {
        await using var app = await Started();
        var quizzes = await Play(app, Delivery.AsSent);
        await app.Store.With(db => db.Set<PlayerStatistics>().ExecuteUpdateAsync(all => all.SetProperty(s => s.TotalTimeSpent, 5_000)));
        await Begin(app);
        for (var look = 0; look < 4; look++)
        {
            Assert.Null((await Latest(app)).Json!["endedAt"]);
            await Go(app);
            foreach (var player in Players)
                await app.Submit(player, new { quizId = QuizIds[2], answers = A.Answers(quizzes[2], 1), timeSpent = 7 });
            await app.DeliverAll();
            app.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Contains(Named(await Latest(app)), name => name.StartsWith("statistics  player-07 totalTimeSpent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submissions_between_any_two_steps_make_no_difference()
    {
        for (var step = 0; ; step++)
        {
            await using var app = await Started();
            var quiz = await app.Publish(A.Quiz(4));
            foreach (var player in Players[..4])
                await app.Submit(player, quiz, right: 2);
            await app.DeliverAll();
            await Begin(app);

            app.Store.Steps.Before(step, async () =>
            {
                await app.Submit(Players[0], quiz, right: 4);
                await app.Submit(Players[9], quiz, right: 3);
                await app.DeliverAll();
            });
            await Go(app);
            var reached = app.Store.Steps.End();

            Assert.Equal([], Named(await End(app)));
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Killed_between_any_two_steps_it_goes_on_and_names_the_same()
    {
        for (var step = 0; ; step++)
        {
            await using var app = await Started();
            var quiz = await app.Publish(A.Quiz(4));
            foreach (var player in Players[..3])
                await app.Submit(player, quiz, right: 2);
            await app.DeliverAll();
            await app.Store.With(db => db.Standings.ExecuteUpdateAsync(all => all.SetProperty(s => s.AllTotal, 3)));
            await Begin(app);

            app.Store.Steps.Before(step, () => throw new InvalidOperationException("killed"));
            await Record.ExceptionAsync(() => Go(app));
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            await Record.ExceptionAsync(() => Go(app));
            var reached = app.Store.Steps.End();

            var named = Named(await End(app));
            Assert.Equal(6 + 4, named.Count); // standings on the quiz's board and over all; each board's places of 2 and 50, and of 3
            Assert.Equal(named.Distinct(), named);
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Of_some_in_a_hundred_it_looks_at_others_each_time()
    {
        await using var app = await Started();
        await Play(app, Delivery.AsSent);
        await app.Store.With(db => db.Set<PlayerStatistics>().ExecuteUpdateAsync(all => all.SetProperty(s => s.TotalTimeSpent, 1)));

        var seen = new HashSet<string>();
        for (var time = 0; time < 20; time++)
        {
            var audit = await Audit(app, "?percent=30");
            Assert.InRange(audit.Value<int>("players"), 0, 11);
            Assert.Equal(audit.Value<int>("players"), Named(audit).Count);
            seen.UnionWith(Named(audit));
        }

        Assert.Equal(Players.Length + 1, seen.Count);
    }

    [Fact]
    public async Task However_many_results_a_quiz_has_all_are_added_up()
    {
        await using var app = await Started();
        var quiz = await app.Publish(A.Quiz(1));
        await app.Submit("bob", quiz, right: 0);
        await app.DeliverAll();
        await app.Save([.. Enumerable.Range(0, 10_300).Select(i => A.Result("ann", quiz, 1, A.Sunday.AddSeconds(-i / 250 * 60), again: true))]);

        var named = Named(await Audit(app));

        Assert.Contains($"analytics {quiz.QuizId}  totalAttempts 1 instead of 10301", named);
        Assert.Contains($"analytics {quiz.QuizId}  questions.q0.choices.1 0 instead of 10300", named);
    }

    [Fact]
    public async Task However_many_players_there_are_each_is_counted_once()
    {
        await using var app = await Started();
        var quiz = await app.Publish(A.Quiz(1));
        await app.Save([.. Enumerable.Range(0, 1_001).Select(i => A.Result($"player-{i % 700}", quiz, 1, A.Sunday.AddSeconds(-i / 3), again: i >= 700))]);

        Assert.Equal(700, (await Audit(app)).Value<int>("players"));
    }

    [Fact]
    public async Task However_many_differences_there_are_each_is_counted_once()
    {
        await using var app = new ResultsApp();
        var quizzes = new[] { await app.Publish(A.Quiz(1)), await app.Publish(A.Quiz(1)) };
        await app.Save([.. Enumerable.Range(0, 620).Select(i => A.Result($"player-{i}", quizzes[0], 1))]);
        await app.Save([.. quizzes.Select(quiz => A.Result("lost", quiz, 1))]);
        await Go(app);
        await app.Store.With(db => db.Set<PlayerStatistics>().ExecuteUpdateAsync(all => all.SetProperty(s => s.TotalTimeSpent, 1)));
        await app.Store.With(db => db.Set<QuizAnalytics>().ExecuteDeleteAsync());
        await app.Store.With(db => db.Results.Where(r => r.Partition == "lost").ExecuteDeleteAsync());

        var audit = await Audit(app);

        // Statistics of all, one of which are to be none; three standings of who is lost; the analytics of the quiz that still has results.
        Assert.Equal((621 + 3 + 1, 620), (audit.Value<int>("differenceCount"), audit.Value<int>("players")));
    }

    [Fact]
    public async Task Analytics_of_which_there_are_none_or_are_to_be_none_are_one_difference()
    {
        await using var app = await Started();
        await Play(app, Delivery.AsSent);
        var other = await app.Publish(A.Quiz(4));
        await app.Submit("zoe", other, right: 4);
        await app.DeliverAll();
        await app.Store.With(db => db.Set<QuizAnalytics>().Where(a => a.Partition == QuizIds[0]).ExecuteDeleteAsync());
        await app.Store.With(db => db.Results.Where(r => r.Partition == "zoe").ExecuteDeleteAsync());

        Assert.Equal(
            [$"analytics {QuizIds[0]}  document none instead of there", $"analytics {other.QuizId}  document there instead of none"],
            Named(await Audit(app)).Where(name => name.StartsWith("analytics", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Answers_of_every_type_are_added_up_as_they_are_counted()
    {
        await using var app = await Started();
        var quiz = await app.Publish(QuestionTypesTests.Quiz());
        foreach (var answers in (string[])[QuestionTypesTests.Right, "[0, [1], true, 1, null, [0,1,2], [0,1], [null, 4]]", "[]"])
            await app.Submit("ann", new { quizId = quiz.QuizId, answers = JsonNode.Parse(answers) });
        await app.DeliverAll();

        Assert.Equal([], Named(await Audit(app)));
        Assert.NotEqual(0, await app.Store.With(db => db.Database.ExecuteSqlRawAsync(
            """UPDATE QuizAnalytics SET Questions = json_set(Questions, '$[1].Choices[1]', 5, '$[3].Unanswered', 7)""")));
        Assert.Equal(
            [$"analytics {quiz.QuizId}  questions.q1.choices.1 5 instead of 1", $"analytics {quiz.QuizId}  questions.q3.unanswered 7 instead of 1"],
            Named(await Audit(app)).Order());
    }

    [Fact]
    public async Task Only_admins_have_it_done_and_see_it()
    {
        await using var app = new ResultsApp();
        Assert.Equal(404, (await Latest(app)).Status);
        Assert.Equal(403, (await Begin(app, "", "ann")).Status);
        Assert.Equal(403, (await Latest(app, "ann")).Status);
        Assert.Equal(400, (await Begin(app, "?percent=0")).Status);
        Assert.Equal(400, (await Begin(app, "?percent=101")).Status);

        var begun = await Begin(app, "?percent=7");
        Assert.Equal((202, 7, "/api/results/audits/latest"), (begun.Status, begun.Value<int>("percent"), begun.Headers.Location.ToString()));
        Assert.Equal(7, (await Begin(app, "?percent=8")).Value<int>("percent")); // goes on
        Assert.NotNull((await End(app)).Json!["endedAt"]);
        Assert.Equal(8, (await Begin(app, "?percent=8")).Value<int>("percent"));
    }

    [Fact]
    public async Task What_was_found_before_a_recount_is_looked_for_anew_after_it()
    {
        await using var app = await Started();
        await Begin(app, "?percent=7");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Call<BeginRecount>(app.Request("POST", "/", user: "root:admin"), async (f, r) => await f.Run(r, default));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(8, (await Begin(app, "?percent=8")).Value<int>("percent"));
        Assert.Equal(8, (await Begin(app, "?percent=9")).Value<int>("percent")); // goes on
    }

    // Only a start counts everything anew.
    private static async Task<ResultsApp> Started()
    {
        var app = new ResultsApp();
        await Go(app);
        return app;
    }

    // A week and a day of twelve players on three quizzes, of which one wrote the second; on the third the best attempts count.
    private static async Task<List<QuizPublished>> Play(ResultsApp app, Delivery how)
    {
        var quizzes = new List<QuizPublished>();
        for (var i = 0; i < 3; i++)
            quizzes.Add(await app.Publish(A.Quiz(4, quizId: QuizIds[i]) with
            {
                AuthorId = i == 1 ? Players[0] : "author",
                LeaderboardCounts = i == 2 ? LeaderboardRule.Best : null,
            }));
        var random = new Random(7);
        for (var round = 0; round < 6; round++)
        {
            foreach (var player in Players)
            {
                app.Clock.Advance(TimeSpan.FromMinutes(40));
                var (quizId, answers) = (QuizIds[random.Next(3)], A.Answers(quizzes[0], random.Next(5)));
                Assert.Equal(201, (await app.Submit(player, new { quizId, answers, timeSpent = random.Next(90) })).Status);
            }

            await app.Submit("gone", quizzes[0], right: 3);
            app.Clock.Advance(TimeSpan.FromDays(1));
        }

        await app.Deliver(app.Sent.All.Select(e => e.Body), how);
        return quizzes;
    }

    private static string WithIds(string text)
    {
        for (var i = 0; i < QuizIds.Length; i++)
            text = text.Replace($"quiz-{i}", QuizIds[i], StringComparison.Ordinal);
        return text;
    }

    private static List<string> Named(Answer audit) =>
        [
            .. audit.Json!["differences"]!.AsArray()
                .Select(d => $"{d!["what"]} {d["quizId"]} {d["userId"]} {d["figure"]} {d["kept"]} instead of {d["expected"]}"),
        ];

    private static async Task<Answer> Audit(ResultsApp app, string query = "")
    {
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await Begin(app, query);
        return await End(app);
    }

    private static async Task<Answer> End(ResultsApp app)
    {
        await app.EndAudit();
        return await Latest(app);
    }

    private static Task Go(ResultsApp app) => app.Run<RecountBoards>(f => f.Run(new(), default));

    private static Task<Answer> Begin(ResultsApp app, string query = "", string user = "root:admin") =>
        app.Call<BeginAudit>(app.Request("POST", "/" + query, user: user), async (f, r) => await f.Run(r, default));

    private static Task<Answer> Latest(ResultsApp app, string user = "root:admin") =>
        app.Call<GetAudit>(app.Request("GET", "/", user: user), async (f, r) => await f.Run(r, default));
}
