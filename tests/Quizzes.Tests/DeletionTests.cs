using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>Who was deleted stays deleted, wherever the deletion, or the end of a process, comes in between.</summary>
public sealed class DeletionTests
{
    private static readonly UserDeleted Left = new("ann", A.Sunday, A.Sunday.AddMinutes(16));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_deletion_between_any_two_steps_of_writing_a_quiz_wins(bool draft) =>
        AssertDeletionWins(app => Task.FromResult<Func<Task>>(() => app.Create(A.Request() with { Draft = draft })));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_deletion_between_any_two_steps_of_changing_a_quiz_wins(bool draft) => AssertDeletionWins(async app =>
    {
        var id = await app.Publish(A.Request() with { Draft = draft });
        return () => app.Update(id, A.Request("Again"), "*");
    });

    [Fact]
    public async Task A_quiz_whose_writer_was_killed_before_it_looked_for_the_deletion_is_found_later()
    {
        await using var app = new QuizzesApp();
        await app.Tell(UserDeleted.Type, Left);
        await app.Store.With(async db => // all that CreateQuiz had time for
        {
            db.Add(A.Published(author: "ann"));
            await db.SaveChangesAsync();
        });

        app.Clock.Advance(TimeSpan.FromMinutes(17));
        await app.Tell(SessionRevoked.Type, new SessionRevoked("bob", "s1", A.Sunday.AddMinutes(17), A.Sunday.AddMinutes(32)));

        await AssertNameless(app, "after the last token has run out");
    }

    [Fact]
    public async Task A_deletion_killed_between_any_two_steps_is_finished_when_it_is_told_again()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new QuizzesApp();
            await app.Publish();
            await app.Draft();

            app.Store.Steps.Before(step, () => throw new Killed());
            try
            {
                await app.Tell(UserDeleted.Type, Left);
            }
            catch (Killed)
            {
                await app.Tell(UserDeleted.Type, Left);
            }

            var reached = app.Store.Steps.End();
            await AssertNameless(app, $"killed before step {step}");
            if (!reached)
                return;
        }
    }

    [Fact]
    public async Task A_deletion_that_loses_races_against_changes_is_run_again()
    {
        await using var app = new QuizzesApp();
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Publish()));

        await Task.WhenAll([.. ids.Select(id => app.Update(id, A.Request("Again"), "*")), app.Tell(UserDeleted.Type, Left)]);

        await AssertNameless(app, "after the race");
    }

    private static async Task AssertDeletionWins(Func<QuizzesApp, Task<Func<Task>>> prepare)
    {
        for (var step = 0; ; step++)
        {
            await using var app = new QuizzesApp();
            var write = await prepare(app);

            app.Store.Steps.Before(step, () => app.Tell(UserDeleted.Type, Left));
            await write();
            var reached = app.Store.Steps.End();
            if (!reached)
                await app.Tell(UserDeleted.Type, Left);

            await AssertNameless(app, $"deletion before step {step}");
            if (!reached)
                return;
        }
    }

    private static async Task AssertNameless(QuizzesApp app, string when)
    {
        var authors = await app.Store.With(db => db.Quizzes.Select(q => q.AuthorId).ToListAsync());
        Assert.True(authors.TrueForAll(author => author == Quiz.NoAuthor), $"{when}: {string.Join(", ", authors)}");
    }

    private sealed class Killed : Exception;
}
