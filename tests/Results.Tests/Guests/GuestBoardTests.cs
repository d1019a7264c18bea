namespace QuizPlatform.Results.Tests;

public sealed class GuestBoardTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();
    private readonly (string Ann, string Bob) _ids = (A.Id(), A.Id());

    [Fact]
    public async Task A_guest_stands_on_the_quizs_own_board_marked_and_on_none_over_all()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        var submitted = await _app.Submit($"{_ids.Ann}:guest", quiz, right: 4);
        await _app.Submit(_ids.Bob, quiz, right: 3);
        await _app.DeliverAll();

        var own = await _app.Leaderboard($"?quizId={quiz.QuizId}");
        Assert.Equal(
            [(1, _ids.Ann, true), (2, _ids.Bob, false)],
            own.Json!["leaderboard"]!.AsArray().Select(e => (e!["rank"]!.GetValue<int>(), e["userId"]!.GetValue<string>(), e["guest"]!.GetValue<bool>())));
        Assert.Equal(2, own.Value<int>("totalUsers"));
        foreach (var period in (string[])["all", "month", "week"])
        {
            var board = await _app.Leaderboard($"?period={period}");
            Assert.Equal(_ids.Bob, Assert.Single(board.Json!["leaderboard"]!.AsArray())!["userId"]!.GetValue<string>());
            Assert.Equal(1, board.Value<int>("totalUsers"));
        }

        Assert.Equal(201, submitted.Status);
        Assert.Null(submitted.Json!["leaderboardPosition"]);
    }

    [Fact]
    public async Task What_a_guest_does_counts_in_the_quizs_figures_and_in_the_guests_own()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await _app.Submit($"{_ids.Ann}:guest", quiz, right: 4);
        await _app.DeliverAll();

        Assert.Equal(1, (await _app.Analytics(quiz.QuizId, _ids.Bob)).Value<int>("analytics.totalAttempts"));
        var own = await _app.PlayerResults(_ids.Ann, $"{_ids.Ann}:guest");
        Assert.Equal((1, 0), (own.Value<int>("statistics.totalQuizzesTaken"), own.Value<int>("statistics.totalScore")));
        Assert.Single(own.Json!["results"]!.AsArray());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
