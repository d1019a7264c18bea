using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

public sealed class OutboxTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ResultsApp _app = new();

    [Fact]
    public async Task Results_are_written_once_and_share_a_segment_that_goes_when_all_are_sent()
    {
        var quiz = await _app.Publish(A.Quiz());
        await SubmitMany(quiz, 1);

        var cost = await _app.Store.Bill.Of(() => SubmitMany(quiz, OwnSegment.Length - 1));
        Assert.Equal((OwnSegment.Length - 1, 0, 0), (cost.Inserts, cost.Replaces, cost.Deletes));
        await SubmitMany(quiz, 1);

        var segment = Assert.Single(await Segments());
        Assert.Equal(1, await _app.Store.With(db => db.Results.CountAsync(r => r.Segment == segment.Segment)));
        Assert.Equal(OwnSegment.Length + 1, await AssertAllAreSent());
    }

    [Fact]
    public async Task Killed_before_any_step_the_next_process_sends_what_is_saved_and_nothing_stays()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new ResultsApp();
            var quiz = await app.Publish(A.Quiz());
            await app.Submit("ann", quiz, right: 1);
            app.Clock.Advance(6 * Minute); // so that the next begins a segment, and ends this
            app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed."));
            try
            {
                await app.Submit("bob", quiz, right: 2);
            }
            catch (InvalidOperationException)
            {
                // By whoever sends the request again.
            }

            var reached = app.Store.Steps.End();
            app.Clock.Advance(Leftovers.Grace + TimeSpan.FromSeconds(1));
            await using var next = new ResultsApp(app.Store);
            await next.SendPending();
            await AssertAllAreSent(next);

            app.Clock.Advance(20 * Minute);
            await next.SendPending();
            app.Clock.Advance(TimeSpan.FromDays(2));
            await next.SendPending();
            Assert.Empty(await Segments(next));
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_save_whose_answer_is_lost_is_told_of()
    {
        var quiz = await _app.Publish(A.Quiz());
        _app.Store.Steps.LoseAnswer(); // of the segment
        Assert.Equal(201, (await _app.Submit("ann", quiz, right: 1)).Status);
        _app.Store.Steps.LoseAnswer(); // of the result
        Assert.Equal(201, (await _app.Submit("bob", quiz, right: 2)).Status);
        await _app.SendPending();

        Assert.Equal(2, await AssertAllAreSent());
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_by_the_same_process_and_its_segment_goes()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.SendPending(); // the first time it looks after everybody's
        _app.Sent.Unreachable = true;
        await SubmitMany(quiz, OwnSegment.Length + 10);
        await Assert.ThrowsAsync<IOException>(_app.SendPending);
        Assert.Equal(2, (await Segments()).Count);

        _app.Sent.Go();
        await _app.SendPending();

        Assert.Equal(OwnSegment.Length + 10, await AssertAllAreSent());
        Assert.Single(await Segments()); // the open one
        await _app.Get<Outbox>().StopAsync(default);
        Assert.Empty(await Segments());
    }

    [Fact]
    public async Task Where_nobody_submits_any_more_the_segment_goes()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Get<Outbox>().StartAsync(default);
        await _app.Submit("ann", quiz, right: 1);
        Assert.Single(await Segments());

        for (var minutes = 0; (await Segments()).Count > 0; minutes++)
        {
            Assert.InRange(minutes, 0, 500);
            _app.Clock.Advance(Minute);
            await Task.Delay(20); // it is removed by another thread
        }

        await _app.Get<Outbox>().StopAsync(default);
    }

    [Fact]
    public async Task A_process_that_is_starting_sends_what_a_living_one_has_sent_but_leaves_the_segment_to_it()
    {
        var quiz = await _app.Publish(A.Quiz());
        await SubmitMany(quiz, 3);
        await using var second = new ResultsApp(_app.Store);

        await second.SendPending();
        await second.SendPending();

        Assert.Equal(6, _app.Sent.All.Count);
        Assert.Null(Assert.Single(await Segments()).SweptAt);
        await _app.Get<Outbox>().StopAsync(default);
        Assert.Empty(await Segments());
    }

    [Fact]
    public async Task One_that_saves_long_after_its_segment_was_swept_and_is_killed_then_is_told_of_a_day_later()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Submit("ann", quiz, right: 1);
        await using var second = new ResultsApp(_app.Store);
        var stopped = Assert.Single(await Segments()).Segment;
        _app.Clock.Advance(20 * Minute);
        await second.SendPending();
        await _app.Store.With(async db =>
        {
            var late = A.Result("bob", quiz, right: 2);
            late.SendBy(stopped);
            db.Add(late);
            await db.SaveChangesAsync();
        });

        _app.Clock.Advance(TimeSpan.FromHours(25));
        await second.SendPending();

        Assert.Equal(2, await AssertAllAreSent(second));
        Assert.Empty(await Segments());
    }

    [Fact]
    public async Task Many_at_once_with_a_bus_that_comes_and_goes_are_all_told_of()
    {
        var quiz = await _app.Publish(A.Quiz());
        var outbox = _app.Get<Outbox>();
        for (var round = 0; round < 6; round++)
        {
            _app.Sent.Unreachable = round % 2 == 1;
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _app.Store.With(
                db => outbox.TryAdd(db, A.Result(A.Id(), quiz, right: 1), AnswerKey.From(quiz), default)))));
        }

        _app.Sent.Go();
        await _app.SendPending();
        await outbox.StopAsync(default);

        Assert.Equal(300, await AssertAllAreSent());
        Assert.Empty(await Segments());
    }

    [Fact]
    public async Task Of_a_segment_that_cannot_be_removed_nothing_is_sent_again_and_it_goes_later()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.SendPending();
        await _app.Submit("ann", quiz, right: 1);
        _app.Store.Steps.Before(0, () => throw new IOException("The store is away."));
        await _app.Get<Outbox>().StopAsync(default);
        Assert.Single(await Segments());

        await _app.SendPending();

        Assert.Empty(await Segments());
        Assert.Single(_app.Sent.All);
    }

    [Fact]
    public async Task A_segment_from_a_clock_that_was_ahead_goes_too()
    {
        var left = A.Result(A.Id(), await _app.Publish(A.Quiz()), right: 1);
        left.SendBy("ahead");
        await _app.SendPending();
        await _app.Store.With(async db =>
        {
            db.AddRange(left, new OutboxSegment("ahead", _app.Clock.GetUtcNow().AddDays(400)));
            await db.SaveChangesAsync();
        });

        await _app.SendPending();
        Assert.Equal(1, await AssertAllAreSent());
        Assert.NotNull(Assert.Single(await Segments()).SweptAt);

        _app.Clock.Advance(TimeSpan.FromHours(25));
        await _app.SendPending();

        Assert.Empty(await Segments());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_no_segment_can_begin_all_who_wait_fail_at_once_and_the_next_goes_well(bool cancelled)
    {
        var quiz = await _app.Publish(A.Quiz());
        var outbox = _app.Get<Outbox>();
        var full = new TaskCompletionSource();
        _app.Store.Steps.Before(0, async () =>
        {
            await full.Task;
            throw cancelled ? new OperationCanceledException() : new IOException("The disk is full.");
        });

        var waiting = Enumerable.Range(0, 20).Select(_ => TryAdd()).ToList();
        full.SetResult();

        foreach (var one in waiting)
            Assert.IsType(cancelled ? typeof(OperationCanceledException) : typeof(IOException), await Record.ExceptionAsync(() => one), exactMatch: false);
        Assert.True(await TryAdd());

        Task<bool> TryAdd() => _app.Store.With(db => outbox.TryAdd(db, A.Result(A.Id(), quiz, right: 1), AnswerKey.From(quiz), default));
    }

    [Fact]
    public async Task A_result_that_cannot_be_told_of_yet_keeps_no_other_from_it()
    {
        var (quiz, unknown) = (await _app.Publish(A.Quiz()), A.Quiz());
        await _app.Store.With(async db =>
        {
            foreach (var segment in (string[])["first", "second"])
            {
                db.Add(new OutboxSegment(segment, _app.Clock.GetUtcNow()));
                foreach (var of in (QuizPublished[])[unknown, quiz])
                {
                    var left = A.Result(A.Id(), of, right: 1);
                    left.SendBy(segment);
                    db.Add(left);
                }
            }

            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<ProblemException>(_app.SendPending);
        Assert.Equal(2, _app.Sent.All.Count);
        await _app.Publish(unknown);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.SendPending();

        Assert.Equal(4, await AssertAllAreSent());
    }

    [Fact]
    public async Task Results_of_before_there_were_segments_are_sent_too()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.Submit("ann", quiz, right: 1);
        var told = _app.Sent.All[0];
        await _app.Store.With(db => db.Database.ExecuteSqlAsync(
            $"UPDATE Result SET Segment = NULL, PendingSince = {0L}, PendingEvents = json_array({told.Body})"));

        await _app.SendPending();

        Assert.Equal([told.Id, told.Id], _app.Sent.All.Select(e => e.Id));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SubmitMany(QuizPublished quiz, int count)
    {
        for (var i = 0; i < count; i++)
            Assert.Equal(201, (await _app.Submit(A.Id(), quiz, right: 1)).Status);
    }

    private Task<List<OutboxSegment>> Segments(ResultsApp? app = null) =>
        (app ?? _app).Store.With(db => db.Set<OutboxSegment>().AsNoTracking().ToListAsync());

    // Returns how many results there are.
    private async Task<int> AssertAllAreSent(ResultsApp? app = null)
    {
        var ids = await (app ?? _app).Store.With(db => db.Results.Select(r => r.Id).ToListAsync());
        var told = (app ?? _app).Sent.Of<ResultSubmitted>(ResultSubmitted.Type).Select(t => Result.IdOf(t.ResultId)).ToHashSet();
        Assert.Empty(ids.Except(told));
        Assert.Empty(told.Except(ids));
        return ids.Count;
    }
}
