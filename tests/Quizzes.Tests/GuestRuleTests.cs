using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

public sealed class GuestRuleTests : IAsyncDisposable
{
    private static readonly QuizRequest Strict = A.Request() with { Settings = new(Guests: false, GuestNames: "made-up") };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Guests_are_welcome_by_any_name_where_an_author_does_not_say()
    {
        var quiz = await _app.Get(await _app.Publish());

        Assert.Equal((true, "own"), (quiz.Value<bool>("settings.guests"), quiz.Value<string>("settings.guestNames")));
    }

    [Fact]
    public async Task An_author_asks_for_accounts_or_made_up_names_and_Results_is_told()
    {
        var quiz = await _app.Get(await _app.Publish(Strict));

        Assert.Equal((false, "made-up"), (quiz.Value<bool>("settings.guests"), quiz.Value<string>("settings.guestNames")));
        var told = Assert.Single(_app.Sent.Of<QuizPublished>(QuizPublished.Type));
        Assert.True(told is { AccountsOnly: true, MadeUpNames: true });
    }

    [Fact]
    public async Task A_published_quiz_changes_what_it_lets_guests_do()
    {
        var id = await _app.Publish(Strict);

        var silent = await _app.Update(id, A.Request("Harder sums"), "*");
        var open = await _app.Update(id, A.Request() with { Settings = new(Guests: true) }, "*");

        Assert.Equal((200, false), (silent.Status, silent.Value<bool>("quiz.settings.guests")));
        Assert.Equal((true, "made-up"), (open.Value<bool>("quiz.settings.guests"), open.Value<string>("quiz.settings.guestNames")));
        Assert.Equal([true, true, false], _app.Sent.Of<QuizPublished>(QuizPublished.Type).Select(told => told.AccountsOnly));
    }

    [Fact]
    public async Task A_word_that_it_does_not_know_is_refused()
    {
        var answer = await _app.Create(A.Request() with { Settings = new(GuestNames: "none") });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]!["settings.guestNames"]);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
