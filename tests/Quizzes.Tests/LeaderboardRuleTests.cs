using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class LeaderboardRuleTests : IAsyncDisposable
{
    private static readonly QuizRequest Best = A.Request() with { Settings = new("best") };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task An_author_who_does_not_choose_gets_unaided()
    {
        var id = await _app.Publish();

        Assert.Equal("unaided", (await _app.Get(id)).Value<string>("settings.leaderboardCounts"));
    }

    [Fact]
    public async Task The_setting_gives_the_rule_where_an_author_does_not_choose()
    {
        _app.Settings.LeaderboardCounts = LeaderboardRule.Best;

        Assert.Equal("best", (await _app.Create(A.Request())).Value<string>("quiz.settings.leaderboardCounts"));
        Assert.Equal("unaided", (await _app.Create(A.Request() with { Settings = new("unaided") })).Value<string>("quiz.settings.leaderboardCounts"));
    }

    [Fact]
    public async Task The_event_tells_the_rule_and_the_time_limit()
    {
        await _app.Publish(Best with { TimeLimit = 900 });

        var told = Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.Type));
        Assert.Equal(("best", 900), (told.LeaderboardCounts, told.TimeLimit));
    }

    [Fact]
    public async Task A_draft_changes_its_rule()
    {
        var id = await _app.Draft();

        await _app.Update(id, Best, "*");
        var answer = await _app.PublishDraft(id);

        Assert.Equal("best", answer.Value<string>("quiz.settings.leaderboardCounts"));
    }

    [Fact]
    public async Task Once_published_the_rule_is_fixed()
    {
        var id = await _app.Publish();

        var refused = await _app.Update(id, Best, "*");
        var same = await _app.Update(id, A.Request("Harder sums") with { Settings = new("unaided") }, "*");

        Assert.Equal((422, "urn:problem:quiz.leaderboard-counts-fixed"), (refused.Status, refused.Value<string>("type")));
        Assert.Equal((200, 2), (same.Status, same.Value<int>("quiz.version")));
    }

    [Fact]
    public async Task A_change_that_does_not_speak_of_the_rule_leaves_it()
    {
        var id = await _app.Publish(Best);

        var answer = await _app.Update(id, A.Request("Harder sums"), "*");

        Assert.Equal("best", answer.Value<string>("quiz.settings.leaderboardCounts"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
