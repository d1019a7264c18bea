using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

public sealed class KeptResultsTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();
    private readonly string _guest = A.Id();
    private readonly string _ann = A.Id();

    [Fact]
    public async Task The_accounts_place_on_every_board_is_what_the_guest_did()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await SubmitAsGuest(_app, quiz, right: 3);
        await _app.DeliverAll();

        await Keep(_app);

        foreach (var query in (string[])["", $"?quizId={quiz.QuizId}", "?period=week"])
        {
            var entry = Assert.Single((await _app.Leaderboard(query)).Json!["leaderboard"]!.AsArray())!;
            Assert.Equal((_ann, false), (entry["userId"]!.GetValue<string>(), entry["guest"]!.GetValue<bool>()));
        }

        Assert.Equal(1, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
        Assert.Equal(1, (await _app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task The_address_of_a_result_goes_on_to_show_it()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        var id = (await SubmitAsGuest(_app, quiz, right: 3)).Value<string>("result.id");

        await Keep(_app);

        var moved = await _app.Result(id, _ann);
        Assert.Equal((200, 3), (moved.Status, moved.Value<int>("result.score")));
        Assert.Equal(404, (await _app.Result(id, A.Id())).Status);
    }

    [Fact]
    public async Task What_a_guest_hands_in_while_being_kept_goes_over_too()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        var keptAt = _app.Clock.GetUtcNow();
        Assert.Equal(201, (await SubmitAsGuest(_app, quiz, right: 3)).Status); // a second later, before this app hears of it

        await _app.Tell(UserDeleted.Type, new UserDeleted(_guest, keptAt, keptAt.AddMinutes(16), _ann));
        await _app.DeliverAll();

        Assert.Equal(1, (await _app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
        Assert.Empty(await Left());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_guest_has_handed_in_the_account_may_send_again_and_it_makes_one_result(bool arrived)
    {
        var quiz = await _app.Publish(A.Quiz(4));
        (string, string) key = (IdempotencyKey.Header, "hand-in");
        var body = new { userId = _guest, quizId = quiz.QuizId, answers = A.Answers(quiz, 3) };
        if (arrived)
            await _app.Submit($"{_guest}:guest", body, key);
        Assert.Equal(403, (await _app.Submit(_ann, body, key)).Status); // not hers yet
        await Tell(_app);

        var again = await _app.Submit(_ann, body, key);
        var once = await _app.Submit(_ann, body, key);
        await _app.DeliverAll();

        Assert.Equal((201, 201), (again.Status, once.Status));
        Assert.Equal(again.Value<string>("result.id"), once.Value<string>("result.id"));
        Assert.Equal(1, (await _app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
        Assert.Equal(1, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
        Assert.Equal(403, (await _app.Submit(A.Id(), body, key)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_account_has_sent_again_counts_once_where_the_guests_own_comes_later(bool isToldFirst)
    {
        var quiz = await _app.Publish(A.Quiz(4));
        (string, string) key = (IdempotencyKey.Header, "hand-in");
        var body = new { userId = _guest, quizId = quiz.QuizId, answers = A.Answers(quiz, 3) };
        await Tell(_app);
        Assert.Equal(201, (await _app.Submit(_ann, body, key)).Status);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await _app.Submit($"{_guest}:guest", body, key)).Status);
        if (isToldFirst)
            await _app.DeliverAll();

        Assert.Equal(201, (await _app.Submit(_ann, body, key)).Status);
        await _app.DeliverAll();

        Assert.Empty(await Left());
        Assert.Equal(1, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
        Assert.Equal(1, (await _app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
    }

    [Theory]
    [InlineData(LeaderboardRule.Unaided, 1)]
    [InlineData(LeaderboardRule.Best, 3)]
    public async Task The_accounts_own_first_result_stays_the_first(string rule, int score)
    {
        var quiz = await _app.Publish(A.Quiz(4) with { LeaderboardCounts = rule });
        await _app.Submit(_ann, quiz, right: 1);
        await SubmitAsGuest(_app, quiz, right: 3);
        await _app.DeliverAll();

        await Keep(_app);

        var entry = Assert.Single((await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!["leaderboard"]!.AsArray())!;
        Assert.Equal((_ann, score), (entry["userId"]!.GetValue<string>(), entry["totalScore"]!.GetValue<int>()));
        Assert.Equal(2, (await _app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
        Assert.Equal(2, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task A_quiz_of_the_accounts_own_counts_in_no_figures_however_it_was_played()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { AuthorId = _ann });
        await SubmitAsGuest(_app, quiz, right: 4);
        await _app.DeliverAll();

        await Keep(_app);

        Assert.Equal(0, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
        Assert.Empty((await _app.Leaderboard()).Json!["leaderboard"]!.AsArray());
    }

    [Fact]
    public async Task Killed_before_any_step_each_result_is_moved_once()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var (quiz, other) = (await app.Publish(A.Quiz(4)), await app.Publish(A.Quiz(2)));
            await SubmitAsGuest(app, quiz, right: 3);
            await SubmitAsGuest(app, quiz, right: 4);
            await SubmitAsGuest(app, other, right: 2);
            app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed."));
            try
            {
                await Tell(app);
            }
            catch (InvalidOperationException)
            {
                await Tell(app); // the bus delivers it again
            }

            var reached = app.Store.Steps.End();
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await app.SendPending();
            await app.DeliverAll();

            await app.CheckPlaces();
            var board = await app.Leaderboard($"?quizId={quiz.QuizId}");
            Assert.Equal(3, Assert.Single(board.Json!["leaderboard"]!.AsArray())!["totalScore"]!.GetValue<int>());
            Assert.Equal(2, (await app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
            Assert.Equal(3, (await app.PlayerResults(_ann, _ann)).Value<int>("statistics.totalQuizzesTaken"));
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task Told_many_times_at_once_each_result_is_moved_once()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        for (var right = 0; right < 4; right++)
            await SubmitAsGuest(_app, quiz, right);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Tell(_app))));
        await _app.DeliverAll();

        Assert.Empty(await Left());
        Assert.Equal(4, (await _app.PlayerResults(_ann, _ann)).Json!["results"]!.AsArray().Count);
        Assert.Equal(4, (await _app.Analytics(quiz.QuizId, _ann)).Value<int>("analytics.totalAttempts"));
    }

    [Fact]
    public async Task An_account_that_has_left_gets_nothing()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await SubmitAsGuest(_app, quiz, right: 4);
        await _app.Tell(UserDeleted.Type, new UserDeleted(_ann, _app.Clock.GetUtcNow(), _app.Clock.GetUtcNow().AddMinutes(16)));

        await Keep(_app);

        Assert.Empty((await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!["leaderboard"]!.AsArray());
        Assert.Equal(0, await _app.Store.With(db => db.Results.CountAsync(r => r.Partition == _ann)));
    }

    private Task<Answer> SubmitAsGuest(ResultsApp app, QuizPublished quiz, int right)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        return app.Submit($"{_guest}:guest", quiz, right);
    }

    private async Task Keep(ResultsApp app)
    {
        await Tell(app);
        await app.DeliverAll();
    }

    private Task Tell(ResultsApp app)
    {
        var now = app.Clock.GetUtcNow();
        return app.Tell(UserDeleted.Type, new UserDeleted(_guest, now, now.AddMinutes(16), _ann));
    }

    private Task<List<Result>> Left() => _app.Store.With(db => db.Results.Where(r => r.Partition == _guest).ToListAsync());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
