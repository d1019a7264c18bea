using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>A quiz's analytics count each result once, whenever and however often it is told, without looking at all results again.</summary>
public sealed class CountedResultsTests
{
    private const int Forgotten = 2 * QuizAnalytics.MinRemembered; // results an hour from each other, with which some are forgotten

    [Fact]
    public async Task However_late_often_and_disturbed_results_are_told_each_counts_once()
    {
        await using var app = new ResultsApp();
        var (quiz, random) = (await app.Publish(A.Quiz(4)), new Random(3));
        var results = Enumerable.Range(0, 700).Select(i => A.Result($"player-{i}", quiz, i % 5, A.Sunday.AddSeconds(i < 300 ? 200 * i : 60_000 + i))).ToList();
        var messages = await app.Save(results);
        var deliveries = messages.Select((message, i) => (message, At: i + random.Next(20)))
            .Concat(messages.Where(_ => random.Next(4) == 0).Select(message => (message, At: random.Next(messages.Count))))
            .OrderBy(delivery => delivery.At).Select(delivery => delivery.message).Chunk(9).ToList();

        foreach (var (delivery, i) in deliveries.Select((d, i) => (d, i)))
        {
            app.Store.Steps.Before(random.Next(8), async () =>
            {
                await Tell(app, deliveries[random.Next(i + 1)]);
                if (random.Next(2) == 0)
                    throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(() => Tell(app, delivery));
            app.Store.Steps.End();
            await Tell(app, delivery);
        }

        await CheckFigures(app, quiz, results);
        Assert.True(await app.Store.With(db => db.Set<CountedResults>().CountAsync()) > 2);
    }

    [Fact]
    public async Task Killed_or_overtaken_between_any_two_steps_what_is_forgotten_is_kept()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz(4));
            var results = Hourly(quiz, (2 * Forgotten) + 2);
            var messages = await app.Save(results);
            await Tell(app, messages.Take(Forgotten).ToArray());

            app.Store.Steps.Before(step, async () =>
            {
                await Tell(app, messages[Forgotten], messages[1]);
                await Tell(app, messages.Skip(Forgotten).Take(Forgotten).ToArray()); // with these others are forgotten
                await Tell(app, messages[^1]);
                if (step % 2 == 0)
                    throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(() => Tell(app, messages[0], messages[Forgotten], messages[^2]));
            var reached = app.Store.Steps.End();
            await Tell(app, [.. messages]);
            await Tell(app, [.. messages.Reverse()]);

            await CheckFigures(app, quiz, results);
            if (!reached && step % 2 == 1)
                return;
        }
    }

    [Fact]
    public async Task Who_submits_after_their_deletion_is_counted_no_more_whatever_comes_between_any_two_steps()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz(4));
            var results = Hourly(quiz, Forgotten);
            var ann = A.Result("ann", quiz, right: 4, A.Sunday.AddMinutes(1));
            var messages = await app.Save([.. results, ann]);
            await Tell(app, [.. messages]);

            app.Store.Steps.Before(step, async () =>
            {
                await Tell(app, [.. messages.Reverse()]);
                if (step % 2 == 0)
                    throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(Leave);
            var reached = app.Store.Steps.End();
            await Leave();
            await Tell(app, [.. messages]);

            await CheckFigures(app, quiz, results);
            if (!reached && step % 2 == 1)
                return;

            Task Leave() => app.Tell(UserDeleted.Type, new UserDeleted("ann", A.Sunday, A.Sunday.AddHours(1)));
        }
    }

    [Fact]
    public async Task In_a_store_of_an_older_version_they_are_counted_anew_once()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        var results = Hourly(quiz, 2 * Forgotten);
        var messages = await app.Save(results);
        await Tell(app, [.. messages.Take(Forgotten)]);
        await app.Store.With(db => db.Set<QuizAnalytics>().ExecuteUpdateAsync(all => all
            .SetProperty(a => a.KeptUpTo, (DateTimeOffset?)null).SetProperty(a => a.Percentages, (List<int>?)null)));

        await Tell(app, messages[0]);
        await Tell(app, [.. messages]);

        await CheckFigures(app, quiz, results, countedAnew: true);
    }

    [Fact]
    public async Task A_result_told_late_costs_the_same_whatever_the_number_of_players()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        var messages = await app.Save(Hourly(quiz, 1_500));
        await Tell(app, [.. messages.Take(100)]);
        await Tell(app, messages[100]);
        var early = await app.Store.Bill.Of(() => Tell(app, messages[0]));

        await Tell(app, [.. messages]);
        await Tell(app, messages[^1]);
        var late = await app.Store.Bill.Of(() => Tell(app, messages[0]));

        Assert.Equal(early, late);
    }

    [Fact]
    public async Task A_recount_killed_or_overtaken_between_any_two_steps_counts_each_result_once()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, another) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(4)));
            var results = Hourly(quiz, Forgotten + 4, players: 1);
            var messages = await app.Save(results);
            var others = Hourly(another, 2, players: 1);
            await Tell(app, [.. await app.Save(others)]);
            await Tell(app, [.. messages.Take(Forgotten)]);
            await app.Store.With(db => db.Set<QuizAnalytics>().ExecuteUpdateAsync(all => all.SetProperty(a => a.TotalAttempts, 7)));

            app.Store.Steps.Before(step, async () =>
            {
                // One told again, one for the first time, and one that is stored only now.
                results.Add(A.Result("late", quiz, right: 4, A.Sunday.AddMinutes(1)));
                await Tell(app, [messages[0], messages[Forgotten], .. await app.Save(results[^1])]);
                if (step % 2 == 0)
                    throw new InvalidOperationException("killed");
                await using var other = new ResultsApp(app.Store);
                await Recount(other);
            });
            await Record.ExceptionAsync(() => Recount(app));
            var reached = app.Store.Steps.End();
            await Recount(app);
            await Tell(app, [.. messages]);
            await Tell(app, [.. messages.Reverse()]);

            await CheckFigures(app, quiz, results);
            await CheckFigures(app, another, others);
            Assert.Equal(2, await app.Store.With(db => db.Set<QuizAnalytics>().CountAsync()));
            if (!reached && step % 2 == 1)
                return;
        }
    }

    [Fact]
    public async Task Who_leaves_between_any_two_steps_of_an_upgrades_recount_is_counted_no_more()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz(4));
            var results = Hourly(quiz, 3, players: 1);
            var messages = await app.Save([.. results, A.Result("ann", quiz, right: 4, A.Sunday.AddMinutes(1))]);
            await Tell(app, [.. messages]);
            await app.Store.With(db => db.Set<QuizAnalytics>().ExecuteUpdateAsync(all => all.SetProperty(a => a.Percentages, (List<int>?)null)));

            app.Store.Steps.Before(step, () => app.Tell(UserDeleted.Type, new UserDeleted("ann", A.Sunday, A.Sunday.AddHours(1))));
            await Recount(app);
            var reached = app.Store.Steps.End();

            if (!reached)
                return;
            await CheckFigures(app, quiz, results);
        }
    }

    [Fact]
    public async Task A_recount_that_another_takes_the_place_of_leaves_a_quiz_without_results_in_nobodys_way()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        var messages = await app.Save(A.Result("ann", quiz, right: 4, A.Sunday.AddMinutes(1)));
        await Tell(app, [.. messages]);
        await app.Store.With(async db =>
        {
            var next = QuizAnalytics.Next(quiz.QuizId, generation: 1); // of one that was broken off
            next.TryCount([A.Result("ann", quiz, right: 4, A.Sunday.AddMinutes(1)).ToEvent(AnswerKey.From(quiz))]);
            db.Add(next);
            await db.SaveChangesAsync();
        });
        await app.Tell(UserDeleted.Type, new UserDeleted("ann", A.Sunday, A.Sunday.AddHours(1)));

        await Recount(app);

        var analytics = await app.Store.With(db => db.Set<QuizAnalytics>().SingleAsync());
        Assert.Equal(0, analytics.TotalAttempts);
    }

    [Fact]
    public async Task What_an_older_version_counts_between_any_two_steps_of_a_recount_stays_counted()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz(4));
            var results = Hourly(quiz, 3, players: 1);
            await Tell(app, [.. await app.Save(results)]);

            app.Store.Steps.Before(step, async () =>
            {
                results.Add(A.Result("ann", quiz, right: 4, A.Sunday.AddDays(1)));
                await app.Save(results[^1]);
                await app.Store.With(async db =>
                {
                    (await db.Set<QuizAnalytics>().SingleAsync(a => !a.IsNext)).TryCount([results[^1].ToEvent(AnswerKey.From(quiz))]);
                    await db.SaveChangesAsync();
                });
            });
            await Recount(app);
            var reached = app.Store.Steps.End();

            await CheckFigures(app, quiz, results);
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Until_a_recount_is_whole_the_figures_of_before_are_shown()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz(4));
        var results = Hourly(quiz, 450, players: 2);
        await Tell(app, [.. await app.Save(results)]);

        var shown = new List<int>();
        for (var step = 0; ; step += 3)
        {
            app.Store.Steps.Before(step, async () =>
            {
                shown.Add((await app.Analytics(quiz.QuizId, "author")).Value<int>("analytics.totalAttempts"));
                throw new InvalidOperationException("killed");
            });
            await Record.ExceptionAsync(() => Recount(app));
            if (!app.Store.Steps.End())
                break;
        }

        Assert.Equal([450], shown.Distinct());

        await CheckFigures(app, quiz, results);
    }

    private static Task Recount(ResultsApp app) => app.Run<RecountBoards>(f => f.Run(new(), default));

    private static List<Result> Hourly(QuizPublished quiz, int count, int players = int.MaxValue) =>
        [.. Enumerable.Range(0, count).Select(i => A.Result($"player-{i % players}", quiz, i % 4, A.Sunday.AddHours(i), again: i >= players))];

    private static Task Tell(ResultsApp app, params string[] messages) => app.Run<UpdateAnalytics>(f => f.Run(messages, default));

    private static Task CheckFigures(ResultsApp app, QuizPublished quiz, List<Result> results, bool countedAnew = false) => app.Store.With(async db =>
    {
        var analytics = await db.Set<QuizAnalytics>().SingleAsync(a => a.Partition == quiz.QuizId && !a.IsNext);
        Assert.Equal(
            (results.Count, results.Sum(r => (long)r.Percentage), results.Max(r => r.Percentage), results.Count(r => r.Passed)),
            (analytics.TotalAttempts, analytics.PercentageSum, analytics.HighestScore, analytics.Passes));
        Assert.All(analytics.Questions.Index(), q => Assert.Equal(
            (results.Count, results.Count(r => r.CorrectAnswers > q.Index)), (q.Item.Attempts, q.Item.Correct)));
        Assert.Equal(countedAnew, analytics.KeptAfter is not null);
    });
}
