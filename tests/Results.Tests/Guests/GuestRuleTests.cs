using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class GuestRuleTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();
    private readonly (string Ann, string Bob) _ids = (A.Id(), A.Id());

    [Fact]
    public async Task A_quiz_for_people_with_an_account_refuses_guests_alone_and_nothing_is_kept()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { AccountsOnly = true });

        var guest = await _app.Submit($"{_ids.Ann}:guest", quiz, right: 4);
        var member = await _app.Submit(_ids.Bob, quiz, right: 3);

        Assert.Equal((403, "urn:problem:quiz.accounts-only"), (guest.Status, guest.Value<string>("type")));
        Assert.Equal(201, member.Status);
        Assert.Single(_app.Sent.Of<ResultSubmitted>(ResultSubmitted.Type));
    }

    [Fact]
    public async Task The_newest_version_says_who_may_take_an_older_one()
    {
        var first = await _app.Publish(A.Quiz(4));
        await _app.Publish(A.Quiz(4, version: 2, quizId: first.QuizId) with { AccountsOnly = true });

        Assert.Equal(403, (await _app.Submit($"{_ids.Ann}:guest", first, right: 4)).Status);
    }

    [Theory]
    [InlineData(false, "Shouty name")]
    [InlineData(true, "Quick Otter 27")]
    public async Task Where_names_are_made_up_guests_stand_by_theirs_and_others_by_their_own(bool madeUp, string name)
    {
        var quiz = await _app.Publish(A.Quiz(4) with { MadeUpNames = madeUp });
        await _app.Tell(UserRegistered.Type, new UserRegistered(_ids.Ann, "", "Shouty name", A.Sunday, "Quick Otter 27"));
        await _app.Tell(UserRegistered.Type, new UserRegistered(_ids.Bob, "bob", "Bob", A.Sunday));
        await _app.Submit($"{_ids.Ann}:guest", quiz, right: 4);
        await _app.Submit(_ids.Bob, quiz, right: 3);
        await _app.DeliverAll();

        Assert.Equal([name, "Bob"], await Names(quiz));
    }

    [Fact]
    public async Task A_guests_own_name_is_told_to_the_guest_and_nobody_else_but_on_boards_that_allow_it()
    {
        await _app.Tell(UserRegistered.Type, new UserRegistered(_ids.Ann, "", "Shouty name", A.Sunday, "Quick Otter 27"));

        Assert.Equal("Quick Otter 27", (await _app.PlayerResults(_ids.Ann, _ids.Bob)).Value<string>("displayName"));
        Assert.Equal("Shouty name", (await _app.PlayerResults(_ids.Ann, $"{_ids.Ann}:guest")).Value<string>("displayName"));
    }

    [Fact]
    public async Task A_guest_without_a_made_up_name_stands_there_without_a_name()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { MadeUpNames = true });
        await _app.Tell(UserRegistered.Type, new UserRegistered(_ids.Ann, "", "Shouty name", A.Sunday));
        await _app.Submit($"{_ids.Ann}:guest", quiz, right: 4);
        await _app.DeliverAll();

        Assert.Equal([Player.Nameless], await Names(quiz));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IEnumerable<string>> Names(QuizPublished quiz) =>
        (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!["leaderboard"]!.AsArray().Select(entry => entry!["displayName"]!.GetValue<string>());
}
