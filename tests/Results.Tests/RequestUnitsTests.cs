using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>What each operation asks of the store, which is billed by it.</summary>
public sealed class RequestUnitsTests
{
    private const int Burst = 32;

    [Fact]
    public async Task Each_operation_costs_what_the_table_says()
    {
        await using var app = new ResultsApp();
        var budgets = new Budgets<ResultsDb>("Results", app.Store);
        var (quiz, ann, told, ids) = (A.Quiz(), Id(1), 0, 1);
        await budgets.OfADay(app.RunTimersOfADay);
        await budgets.Of("learn of a published quiz", () => app.Publish(quiz));
        await Come(ann);
        foreach (var player in Enumerable.Range(0, 20).Select(_ => Id(++ids)))
        {
            await Come(player);
            await app.Submit(player, quiz, right: 2);
            await Deliver();
        }

        await budgets.Of("submit", () => app.Submit(ann, quiz, right: 3));
        await budgets.Of("what follows a submission", Deliver);
        await budgets.Of("submit again", () => app.Submit(ann, quiz, right: 4));
        await budgets.Of("what follows that", Deliver);
        var players = Enumerable.Range(0, Burst).Select(_ => Id(++ids)).ToList();
        foreach (var player in players)
            await Come(player);
        await budgets.Of($"{Burst} players submit", () => Each(players, player => Submit(player, quiz, right: 1)));
        await budgets.Of("what follows that, in one batch", Deliver);
        await TakeAnother(players);
        await budgets.Of("what follows where they take another quiz, in one batch", Deliver);

        await budgets.Of("first page of a board", () => app.Leaderboard());
        var cursor = (await app.Leaderboard()).Value<string>("nextCursor");
        await budgets.Of("another page of a board", () => app.Leaderboard($"?cursor={Uri.EscapeDataString(cursor)}"));
        await budgets.Of("a board around me", () => app.Leaderboard("?around=me", ann));
        var version = (await app.ChangedBoards(Watch(version: null))).Value<string>("boards.0.version");
        await budgets.Of("a watched board has not changed", () => app.ChangedBoards(Watch(version)));
        await app.Submit(Id(++ids), quiz, right: 2);
        await Deliver();
        await budgets.Of("a watched board has changed", () => app.ChangedBoards(Watch(version)));
        await budgets.Of("one's statistics and results", () => app.PlayerResults(ann, ann));
        await budgets.Of("a quiz's analytics", () => app.Analytics(quiz.QuizId, quiz.AuthorId!));
        await budgets.Of("export a quiz's results, for the first time", () => app.Export(quiz.QuizId, quiz.AuthorId!, "format=json"));
        await budgets.Of("export a quiz's results", () => app.Export(quiz.QuizId, quiz.AuthorId!, "format=json"));
        await budgets.Of("export a grade for each person", () => app.Export(quiz.QuizId, quiz.AuthorId!, "format=json&rows=people"));
        app.Clock.Advance(OutboxSegment.Time);
        await budgets.Of("submit again, and begin another segment of the outbox", () => app.Submit(ann, quiz, right: 2));
        await Deliver();

        var guest = Id(++ids);
        await budgets.Of("learn of a guest", () => Come(guest));
        await app.Submit($"{guest}:guest", quiz, right: 3);
        await Deliver();
        await budgets.Of("move a guest's result to an account", () => app.Tell(UserDeleted.Type, Left(guest, keptBy: ann)));
        await budgets.Of("what follows that for boards", Deliver);
        await budgets.Of("learn of a new name", () => app.Tell(UserRenamed.Type, new UserRenamed(ann, "Ann B", 1, false)));
        await budgets.Of("learn of a hidden quiz", () => app.TellOfQuiz(QuizHidden.Type, new QuizHidden(quiz.QuizId, quiz.AuthorId!, true, null, null, 2)));
        await budgets.Of("forget a player", () => app.Tell(UserDeleted.Type, Left(ann)));

        await using var divided = new ResultsApp(app.Store, ("Results:BoardShards", "2"));
        await divided.Run<RecountBoards>(f => f.Run(new(), default));
        app.Clock.Advance(BoardsInUse.Age);
        var ben = players[0];
        cursor = (await divided.Leaderboard()).Value<string>("nextCursor");
        await budgets.Of("another page of a board in two shards", () => divided.Leaderboard($"?cursor={Uri.EscapeDataString(cursor)}"));
        await budgets.Of("a board in two shards around me", () => divided.Leaderboard("?around=me", ben));
        await TakeAnother(players);
        await budgets.Of("what follows where they take another quiz, of boards in two shards", Deliver);
        budgets.Check();

        // The same ones each time: they tell who is in which shard.
        static string Id(int number) => $"{number:x32}";

        Task Come(string player) => app.Tell(UserRegistered.Type, new UserRegistered(player, player, "Ann", A.Sunday));
        UserDeleted Left(string player, string? keptBy = null) => new(player, app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddMinutes(16), keptBy);

        async Task TakeAnother(IEnumerable<string> players)
        {
            var another = await app.Publish(A.Quiz());
            await Each(players, player => Submit(player, another, right: 2));
        }

        Task Submit(string player, QuizPublished to, int right)
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(1)); // who reached a total at the same moment is looked for longer
            return app.Submit(player, to, right);
        }

        async Task Deliver()
        {
            var messages = app.Sent.All.Skip(told).Select(sent => sent.Body).ToList();
            told += messages.Count;
            await app.Deliver(messages);
        }
    }

    [Fact]
    public async Task A_submission_costs_the_same_however_much_its_player_has_handed_in()
    {
        await using var app = new ResultsApp();
        var (quiz, ann) = (await app.Publish(A.Quiz() with { LeaderboardCounts = LeaderboardRule.Best }), A.Id());
        await Submit();
        var early = await app.Store.Bill.Of(Submit);

        await app.Store.With(async db =>
        {
            db.AddRange(Enumerable.Range(1, 500).Select(i => A.Result(ann, quiz, right: i % 4, A.Sunday.AddHours(-i), again: true)));
            await db.SaveChangesAsync();
        });
        var late = await app.Store.Bill.Of(Submit);

        Assert.Equal(early, late);

        async Task Submit()
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var before = app.Sent.All.Count;
            await app.Submit(ann, quiz, right: 2);
            await app.Deliver(app.Sent.All.Skip(before).Select(sent => sent.Body));
        }
    }

    private static object Watch(string? version) => new { period = "all", limits = new[] { 10 }, version };

    private static async Task Each(IEnumerable<string> players, Func<string, Task> act)
    {
        foreach (var player in players)
            await act(player);
    }
}
