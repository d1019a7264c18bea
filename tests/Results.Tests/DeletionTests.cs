using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

/// <summary>Who was deleted stays deleted, wherever the deletion, or the end of a process, comes in between.</summary>
public sealed class DeletionTests
{
    private static readonly UserDeleted Left = new("ann", A.Sunday, A.Sunday.AddMinutes(16));

    /// <summary>What writes something about a person: given the app and the message that tells of the person's result.</summary>
    public static TheoryData<string> Writers => ["leaderboard", "statistics", "analytics", "name", "submission"];

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_deletion_between_any_two_steps_of_a_writer_wins(string writer)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var write = await Prepare(app, writer);

            app.Store.Steps.Before(step, () => app.Tell(UserDeleted.Type, Left));
            await Outcome(write);
            var reached = app.Store.Steps.End();
            if (!reached)
                await app.Tell(UserDeleted.Type, Left);
            await app.DeliverAll();

            await AssertGone(app, $"{writer}, deletion before step {step}");
            if (!reached)
                return;
        }
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_writer_killed_between_any_two_steps_leaves_nothing_of_somebody_deleted_meanwhile(string writer)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var write = await Prepare(app, writer);

            app.Store.Steps.Before(step, () => throw new Killed());
            await Outcome(write);
            var reached = app.Store.Steps.End();
            await app.Tell(UserDeleted.Type, Left);
            await Outcome(write); // delivered, or sent, again
            await SendWhatIsPending(app);
            await app.DeliverAll();

            await AssertGone(app, $"{writer}, killed before step {step}");
            if (!reached)
                return;
        }
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_deletion_killed_between_any_two_steps_is_finished_when_it_is_told_again(string writer)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var write = await Prepare(app, writer);
            await Outcome(write);

            app.Store.Steps.Before(step, () => throw new Killed());
            await Outcome(() => app.Tell(UserDeleted.Type, Left));
            var reached = app.Store.Steps.End();
            await Outcome(write);
            await app.Tell(UserDeleted.Type, Left);
            await SendWhatIsPending(app);
            await app.DeliverAll();

            await AssertGone(app, $"{writer}, deletion killed before step {step}");
            if (!reached)
                return;
        }
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_writer_between_any_two_steps_of_the_deletion_leaves_nothing(string writer)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var write = await Prepare(app, writer);

            app.Store.Steps.Before(step, () => Outcome(write));
            await app.Tell(UserDeleted.Type, Left);
            var reached = app.Store.Steps.End();
            if (!reached)
                await Outcome(write);
            await app.DeliverAll();

            await AssertGone(app, $"{writer} before step {step} of the deletion");
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task What_was_submitted_before_the_deletion_stays_without_a_name()
    {
        await using var app = new ResultsApp();
        var quiz = await app.Publish(A.Quiz());
        await app.Submit("ann", quiz, right: 3);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await app.Tell(UserDeleted.Type, Left with { DeletedAt = app.Clock.GetUtcNow() });
        await app.DeliverAll();

        Assert.Single(await app.Store.With(db => db.Results.ToListAsync()));
        Assert.Equal(1, (await app.Analytics(quiz.QuizId, "bob")).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task A_lost_race_for_a_player_is_run_again()
    {
        await using var app = new ResultsApp();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => app.Tell(UserRenamed.Type, new UserRenamed("ann", $"Ann {i}", i)))));

        var player = await app.Store.With(db => db.Players.SingleAsync());
        Assert.Equal(("Ann 19", 19), (player.DisplayName, player.Revision));
    }

    // Ann's result is stored and told of; bob's on the same quiz is counted already, and must go on being counted once.
    private static async Task<Func<Task>> Prepare(ResultsApp app, string writer)
    {
        var quiz = await app.Publish(A.Quiz());
        await app.Submit("bob", quiz, right: 2);
        await app.DeliverAll();
        app.Clock.Advance(TimeSpan.FromSeconds(1)); // ann submits after she has left, with a token that is still believed
        if (writer == "submission")
            return () => app.Submit("ann", quiz, right: 3, ("Idempotency-Key", "once"));

        var before = app.Sent.All.Count;
        await app.Submit("ann", quiz, right: 3);
        var message = app.Sent.All[before].Body;
        return writer switch
        {
            "leaderboard" => () => app.Run<UpdateLeaderboard>(f => f.Run([message], default)),
            "statistics" => () => app.Run<UpdateStatistics>(f => f.Run([message], default)),
            "analytics" => () => app.Run<UpdateAnalytics>(f => f.Run([message], default)),
            _ => () => app.Tell(UserRegistered.Type, new UserRegistered("ann", "ann", "Ann", A.Sunday)),
        };
    }

    private static async Task AssertGone(ResultsApp app, string when)
    {
        await app.CheckPlaces();
        var quizId = (await app.Store.With(db => db.Results.SingleAsync())).QuizId; // bob's alone
        var analytics = await app.Analytics(quizId, "bob");
        var shown = (await app.Leaderboard()).Json!["leaderboard"]!.AsArray().Select(e => e!["userId"]!.GetValue<string>());
        var (standings, statistics, player) = await app.Store.With(async db => (
            await db.Standings.CountAsync(s => s.UserId == "ann"),
            await db.Set<PlayerStatistics>().CountAsync(s => s.Partition == "ann"),
            await db.Players.SingleAsync(p => p.UserId == "ann")));

        Assert.True(
            shown.SequenceEqual(["bob"]) && (standings, statistics) == (0, 0) && player is { Deleted: true, DisplayName: null }
                && analytics.Value<int>("analytics.totalAttempts") == 1,
            $"{when}: on the board {string.Join(", ", shown)}; {standings} standings, {statistics} statistics, name {player.DisplayName}, "
                + $"{analytics.Value<int>("analytics.totalAttempts")} attempts in the analytics");
    }

    private static async Task SendWhatIsPending(ResultsApp app)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SendPending();
    }

    // A function that ends with a problem, or whose process is gone: in both cases somebody comes again.
    private static async Task Outcome(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is ProblemException or Killed or AggregateException or InvalidOperationException)
        {
        }
    }

    private sealed class Killed : Exception;
}
