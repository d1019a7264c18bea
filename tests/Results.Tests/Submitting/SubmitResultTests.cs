using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class SubmitResultTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task The_answer_tells_the_score_with_a_review_of_every_question()
    {
        var quiz = await _app.Publish(A.Quiz(2));

        var answer = await _app.Submit("ann", new { quizId = quiz.QuizId, answers = new int?[] { 1, null }, timeSpent = 42 });

        Assert.Equal(201, answer.Status);
        Assert.Equal($"/api/results/{answer.Value<string>("result.id")}", answer.Headers.Location);
        Assert.Equal((1, 2, 50, false, 42), (answer.Value<int>("result.score"), answer.Value<int>("result.maxScore"),
            answer.Value<int>("result.percentage"), answer.Value<bool>("result.passed"), answer.Value<int>("result.timeSpent")));
        Assert.Equal("Because 0.", answer.Value<string>("result.questions.0.explanation"));
        Assert.True(answer.Value<bool>("result.questions.0.correct"));
        Assert.Null(answer.Json!["result"]!["questions"]![1]!["yourAnswer"]);
    }

    [Fact]
    public async Task Answers_may_name_their_questions_in_any_order()
    {
        var quiz = await _app.Publish(A.Quiz(3));

        var answers = new[] { new { questionId = "q2", answer = 1 }, new { questionId = "q0", answer = 0 } };
        var answer = await _app.Submit("ann", new { quizId = quiz.QuizId, answers });

        Assert.Equal((1, true), (answer.Value<int>("result.score"), answer.Value<bool>("result.questions.2.correct")));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_result_whose_save_is_done_but_not_told_is_there_once(bool later, bool keyed)
    {
        var quiz = await _app.Publish(A.Quiz(2));
        if (later)
            await _app.Submit("ann", quiz, right: 1);
        _app.Store.Steps.LoseAnswer(save: later ? 0 : 1); // the first of all begins a segment of the outbox

        var answer = await _app.Submit("ann", quiz, right: 2, keyed ? [("Idempotency-Key", "once")] : []);

        Assert.Equal((201, !later), (answer.Status, answer.Value<bool>("result.countsOnBoard")));
        Assert.Equal(later ? 2 : 1, await _app.Store.With(db => Task.FromResult(db.Results.Count())));
    }

    [Theory]
    [InlineData("""{"answers":[1]}""", "quizId")]
    [InlineData("""{"quizId":"QUIZ"}""", "answers")]
    [InlineData("""{"quizId":"QUIZ","answers":{}}""", "answers")]
    [InlineData("""{"quizId":"QUIZ","answers":[1,1,1]}""", "answers")]
    [InlineData("""{"quizId":"QUIZ","answers":[4]}""", "answers[0]")]
    [InlineData("""{"quizId":"QUIZ","answers":[0,-1]}""", "answers[1]")]
    [InlineData("""{"quizId":"QUIZ","answers":[1e99]}""", "answers[0]")]
    [InlineData("""{"quizId":"QUIZ","answers":[1.5]}""", "answers[0]")]
    [InlineData("""{"quizId":"QUIZ","answers":["1"]}""", "answers[0]")]
    [InlineData("""{"quizId":"QUIZ","answers":[[]]}""", "answers[0]")]
    [InlineData("""{"quizId":"QUIZ","answers":[{"questionId":"nope","answer":1}]}""", "answers[0].questionId")]
    [InlineData("""{"quizId":"QUIZ","answers":[{"questionId":"\ud800","answer":1}]}""", "answers[0].questionId")]
    [InlineData("""{"quizId":"QUIZ","answers":[{"questionId":"q0","answer":1},{"questionId":"q0","answer":2}]}""", "answers[1]")]
    [InlineData("""{"quizId":"QUIZ","answers":[{"questionId":"q0","answer":1},1]}""", "answers[1]")]
    [InlineData("""{"quizId":"QUIZ","answers":[1],"timeSpent":-1}""", "timeSpent")]
    [InlineData("""{"quizId":"QUIZ","answers":[1],"timeSpent":2147483648}""", "timeSpent")]
    [InlineData("""{"quizId":"QUIZ","answers":[1],"quizVersion":0}""", "quizVersion")]
    [InlineData("""{"quizId":7,"answers":[1]}""", "quizId")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string body, string field)
    {
        var quiz = await _app.Publish(A.Quiz(2));

        var answer = await _app.Submit("ann", body.Replace("QUIZ", quiz.QuizId));

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
        Assert.Empty(_app.Sent.All);
        Assert.Empty(await _app.Store.With(db => Task.FromResult(db.Results.ToList())));
    }

    [Fact]
    public async Task Nobody_submits_for_somebody_else()
    {
        var quiz = await _app.Publish(A.Quiz());

        var answer = await _app.Submit("ann", new { quizId = quiz.QuizId, answers = A.Answers(quiz, 1), userId = "bob" });

        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task A_result_stays_bound_to_the_version_it_was_taken_on()
    {
        var first = await _app.Publish(A.Quiz(2));
        var answer = await _app.Submit("ann", first, right: 2);
        var second = A.Quiz(3, version: 2, first.QuizId) with { Questions = [.. A.Quiz(3).Questions!.Select(q => q with { CorrectAnswer = 3 })] };
        await _app.Publish(second);

        var kept = await _app.Result(answer.Value<string>("result.id"), "ann");
        var late = await _app.Submit("bob", new { quizId = first.QuizId, answers = A.Answers(first, 2), quizVersion = 1 });
        var current = await _app.Submit("cyd", first, right: 2);

        Assert.Equal((1, 100), (kept.Value<int>("result.quizVersion"), kept.Value<int>("result.percentage")));
        Assert.Equal((1, 100), (late.Value<int>("result.quizVersion"), late.Value<int>("result.percentage")));
        Assert.Equal((2, 0), (current.Value<int>("result.quizVersion"), current.Value<int>("result.percentage")));
    }

    [Fact]
    public async Task The_position_counts_what_the_boards_do_not_show_yet()
    {
        var (js, css) = (await _app.Publish(A.Quiz(4)), await _app.Publish(A.Quiz(4)));
        await _app.Submit("bob", js, right: 3);
        await _app.DeliverAll();

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var behind = await _app.Submit("ann", js, right: 2);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var ahead = await _app.Submit("ann", css, right: 2); // the first of ann's is on no board yet

        Assert.Equal((2, 1), (behind.Value<int>("leaderboardPosition"), ahead.Value<int>("leaderboardPosition")));
        await _app.DeliverAll();
        Assert.Equal("ann", (await _app.Leaderboard()).Value<string>("leaderboard.0.userId"));
    }

    [Fact]
    public async Task A_repeated_key_replays_the_first_answer()
    {
        var quiz = await _app.Publish(A.Quiz());

        var first = await _app.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once"));
        _app.Clock.Advance(TimeSpan.FromHours(20));
        var second = await _app.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once"));

        Assert.Equal(first.Json!.ToJsonString(), second.Json!.ToJsonString());
        Assert.Equal((201, first.Headers.Location), (second.Status, second.Headers.Location));
        Assert.Single(_app.Sent.Of<ResultSubmitted>(ResultSubmitted.Type));
    }

    [Fact]
    public async Task A_key_used_for_another_body_is_refused()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once"));

        Assert.Equal(422, (await _app.Submit("ann", quiz, right: 3, ("Idempotency-Key", "once"))).Status);
        Assert.Equal(201, (await _app.Submit("bob", quiz, right: 3, ("Idempotency-Key", "once"))).Status);
    }

    [Fact]
    public async Task A_hundred_submits_with_one_key_give_one_result()
    {
        var quiz = await _app.Publish(A.Quiz());

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            _ => Task.Run(() => _app.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once")))));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 409 }));
        Assert.Single(answers.Where(a => a.Status == 201).Select(a => a.Value<string>("result.id")).Distinct());
        Assert.Single(_app.Sent.Of<ResultSubmitted>(ResultSubmitted.Type).Select(r => r.ResultId).Distinct());
        Assert.Single(await _app.Store.With(db => Task.FromResult(db.Results.ToList())));
    }

    [Fact]
    public async Task Two_instances_with_one_key_give_one_result()
    {
        var quiz = await _app.Publish(A.Quiz());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var another = new ResultsApp(_app.Store);
            return await another.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once"));
        })));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(a => a.Value<string>("result.id")).Distinct());
        Assert.Single(await _app.Store.With(db => Task.FromResult(db.Results.ToList())));
    }

    [Fact]
    public async Task The_same_request_on_another_instance_between_any_two_steps_gives_one_result()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            await using var another = new ResultsApp(app.Store);
            var quiz = await app.Publish(A.Quiz());

            app.Store.Steps.Before(step, () => another.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once")));
            var answer = await app.Submit("ann", quiz, right: 2, ("Idempotency-Key", "once"));
            var reached = app.Store.Steps.End();

            Assert.Equal((step, 201), (step, answer.Status));
            Assert.Equal((step, 1), (step, await app.Store.With(db => db.Results.CountAsync())));
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task An_unknown_key_is_asked_for_once_and_kept()
    {
        var quiz = A.Quiz();
        _app.Quizzes.Published[quiz.QuizId] = quiz;

        await _app.Submit("ann", quiz, right: 2);
        _app.Quizzes.Down = true;
        await _app.Submit("bob", quiz, right: 2);

        Assert.Equal(1, _app.Quizzes.Asked);
    }

    [Fact]
    public async Task Without_the_key_and_without_Quizzes_it_says_503_and_when_to_try_again()
    {
        _app.Quizzes.Down = true;

        var answer = await _app.Submit("ann", A.Quiz(), right: 2);

        Assert.Equal(503, answer.Status);
        Assert.True(int.Parse(answer.Headers.RetryAfter.ToString()) > 0);
    }

    [Fact]
    public async Task A_quiz_that_Quizzes_does_not_know_is_unknown()
    {
        Assert.Equal(404, (await _app.Submit("ann", A.Quiz(), right: 2)).Status);
        Assert.Equal(404, (await _app.Submit("ann", new { quizId = "../../etc", answers = new[] { 1 } })).Status);
    }

    [Fact]
    public async Task An_archived_quiz_takes_no_more_players_but_its_results_stay()
    {
        var quiz = await _app.Publish(A.Quiz());
        var answer = await _app.Submit("ann", quiz, right: 2);
        await _app.TellOfQuiz(QuizArchived.Type, new QuizArchived(quiz.QuizId, A.Sunday));

        var late = await _app.Submit("bob", quiz, right: 2);

        Assert.Equal((422, "urn:problem:quiz.archived"), (late.Status, late.Value<string>("type")));
        Assert.Equal(200, (await _app.Result(answer.Value<string>("result.id"), "ann")).Status);
    }

    [Fact]
    public async Task An_unreachable_bus_keeps_nobody_from_submitting()
    {
        var quiz = await _app.Publish(A.Quiz());
        _app.Sent.Unreachable = true;

        var answer = await _app.Submit("ann", quiz, right: 2);
        _app.Sent.Unreachable = false;
        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.SendPending();
        await _app.SendPending();

        Assert.Equal(201, answer.Status);
        Assert.Single(_app.Sent.All);
    }

    [Fact]
    public async Task A_bus_that_hangs_keeps_nobody_waiting_for_long()
    {
        var quiz = await _app.Publish(A.Quiz());
        var sending = _app.Sent.Hang();

        var submitting = _app.Submit("ann", quiz, right: 2);
        await sending;
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(201, (await submitting.WaitAsync(TimeSpan.FromSeconds(15))).Status);
        Assert.Empty(_app.Sent.All);
        _app.Sent.Go();
        await _app.SendPending();
        Assert.Single(_app.Sent.All);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
