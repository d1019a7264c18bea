using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>What holds for all versions of a quiz.</summary>
public sealed class SettingsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Close = new(2026, 12, 24, 18, 0, 0, TimeSpan.Zero);
    private static readonly object AfterClose = new { reveal = "afterClose", revealAt = "2026-12-24T19:00:00+01:00" };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Answers_are_shown_at_once_where_an_author_does_not_say()
    {
        var quiz = await _app.Get(await _app.Publish());

        Assert.Equal(("immediately", null), (quiz.Value<string>("settings.reveal"), quiz.Json!["settings"]!["revealAt"]));
        var told = Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.Type));
        Assert.Equal((null, null), (told.Reveal, told.RevealAt));
    }

    [Fact]
    public async Task Results_is_told_with_the_quiz_by_what_knows_of_it()
    {
        var id = await _app.Publish(A.Request() with { Settings = new(Reveal: "afterClose") { RevealAt = Close } });

        var told = Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.TypeV2));
        Assert.Equal((RevealRule.AfterClose, Close, 2), (told.Reveal, told.RevealAt, told.Revision));
        var key = (await _app.AnswerKey(id)).Json!;
        Assert.Equal(("afterClose", 2), (key["reveal"]!.GetValue<string>(), key["revision"]!.GetValue<int>()));
    }

    [Fact]
    public async Task They_change_without_a_new_version_and_players_see_it_at_once()
    {
        var id = await _app.Publish(A.Request() with { Settings = new(GuestNames: "made-up") });
        await _app.Get(id);

        var changed = await _app.Settle(id, AfterClose);
        var seen = await _app.Get(id);

        Assert.Equal((200, 1, Close), (changed.Status, changed.Value<int>("quiz.version"), changed.Value<DateTimeOffset>("quiz.settings.revealAt")));
        Assert.Equal(("afterClose", "made-up"), (seen.Value<string>("settings.reveal"), seen.Value<string>("settings.guestNames")));
        var told = Assert.Single(_app.Sent.Of<QuizSettingsChanged>(QuizSettingsChanged.Type));
        Assert.Equal(new(id, 3, AccountsOnly: false, MadeUpNames: true, RevealRule.AfterClose, Close), told);
    }

    [Fact]
    public async Task What_a_change_of_the_quiz_leaves_out_stays_and_its_rule_and_time_go_together()
    {
        var id = await _app.Publish();
        await _app.Settle(id, AfterClose);

        var silent = await _app.Update(id, A.Request("Harder sums"), "*");
        await _app.Settle(id, new { guests = false });
        var never = await _app.Settle(id, new { reveal = "never" });

        Assert.Equal(Close, silent.Value<DateTimeOffset>("quiz.settings.revealAt"));
        Assert.Equal((false, "never", null), (never.Value<bool>("quiz.settings.guests"), never.Value<string>("quiz.settings.reveal"),
            never.Json!["quiz"]!["settings"]!["revealAt"]));
    }

    [Fact]
    public async Task Of_a_draft_nobody_is_told()
    {
        var id = await _app.Draft();

        Assert.Equal("best", (await _app.Settle(id, new { leaderboardCounts = "best" })).Value<string>("quiz.settings.leaderboardCounts"));
        Assert.Empty(_app.Sent.All);
    }

    [Fact]
    public async Task An_archived_quiz_may_show_its_answers_and_a_hidden_one_stays_as_it_is()
    {
        var id = await _app.Publish(A.Request() with { Settings = new(Reveal: "never") });
        await _app.Archive(id);

        Assert.Equal(200, (await _app.Settle(id, new { reveal = "immediately" })).Status);
        await _app.Hide(id, new { hidden = true });
        Assert.Equal(409, (await _app.Settle(id, new { reveal = "never" })).Status);
    }

    [Fact]
    public async Task They_are_their_authors_and_of_what_was_read()
    {
        var id = await _app.Publish();

        Assert.Equal(401, (await _app.Settle(id, AfterClose, user: null)).Status);
        Assert.Equal(403, (await _app.Settle(id, AfterClose, user: "bob")).Status);
        Assert.Equal(403, (await _app.Settle(id, AfterClose, user: "eve:admin")).Status);
        Assert.Equal(428, (await _app.Settle(id, AfterClose, ifMatch: null)).Status);
        Assert.Equal(412, (await _app.Settle(id, AfterClose, ifMatch: "\"1\"")).Status);
        Assert.Equal((422, "urn:problem:quiz.leaderboard-counts-fixed"), await Refused(new { leaderboardCounts = "first" }));
        Assert.Equal((400, "urn:problem:request.invalid"), await Refused(new { reveal = "soon" }));
        Assert.Empty(_app.Sent.Of<QuizSettingsChanged>(QuizSettingsChanged.Type));

        async Task<(int, string)> Refused(object body)
        {
            var answer = await _app.Settle(id, body);
            return (answer.Status, answer.Value<string>("type"));
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
