using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class HiddenQuizTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task A_hidden_quiz_has_no_board_no_figures_and_no_players()
    {
        var (quiz, _) = await Taken();
        Assert.Equal(200, (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Status); // remembered for a while

        await Hide(quiz, true, 3);

        foreach (var who in (string?[])[null, "ann", "bob"])
            Assert.Equal(404, (await _app.Leaderboard($"?quizId={quiz.QuizId}&period=week", who)).Status);
        Assert.Equal(404, (await _app.Leaderboard($"?quizId={quiz.QuizId}&around=me", "ann")).Status);
        Assert.Equal(404, (await _app.Analytics(quiz.QuizId, "ann")).Status);
        Assert.Equal(404, (await _app.Submit("bob", quiz, 2)).Status);
        foreach (var who in (string[])[quiz.AuthorId, "eve:admin"])
        {
            Assert.Equal(1, (await _app.Leaderboard($"?quizId={quiz.QuizId}", who)).Value<int>("totalUsers"));
            Assert.Equal(200, (await _app.Analytics(quiz.QuizId, who)).Status);
            Assert.Equal(404, (await _app.Submit(who, quiz, 2)).Status);
        }
    }

    [Fact]
    public async Task A_guest_is_not_told_that_there_is_one_for_people_with_an_account()
    {
        var quiz = await _app.Publish(A.Quiz() with { AccountsOnly = true });

        await Hide(quiz, true, 3);

        Assert.Equal(404, (await _app.Submit($"{A.Id()}:guest", quiz, 2)).Status);
    }

    [Fact]
    public async Task Results_stay_without_what_was_asked()
    {
        var (quiz, id) = await Taken();
        _app.Quizzes.Published[quiz.QuizId] = quiz;
        _app.Quizzes.Texts[quiz.QuizId] = [new("q0", "Something rude?", ["ja", "nein"])];
        Assert.Equal("Something rude?", (await _app.Result(id, "ann")).Value<string>("result.questions.0.question"));

        await Hide(quiz, true, 3);

        var review = await _app.Result(id, "ann");
        Assert.Equal((200, 75), (review.Status, review.Value<int>("result.percentage")));
        Assert.DoesNotContain("rude", review.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Because", review.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, (await _app.Leaderboard()).Value<int>("totalUsers"));
    }

    [Fact]
    public async Task A_category_that_hidden_quizzes_alone_have_is_told_to_nobody()
    {
        var (ann, bob) = (A.Id(), A.Id());
        var (rude, web, spare) = (A.Quiz() with { Category = "rude" }, A.Quiz(), A.Quiz());
        foreach (var quiz in (QuizPublished[])[rude, web, spare])
            await _app.Submit(ann, await _app.Publish(quiz), 3);
        await _app.DeliverAll();

        await Hide(rude, true, 3);
        await Hide(spare, true, 3);

        foreach (var who in (string[])[ann, bob])
            Assert.Equal(["web"], await Categories(who));
        await Hide(rude, false, 4);
        Assert.Equal(["rude", "web"], await Categories(bob));

        async Task<IEnumerable<string>> Categories(string who) => (await _app.PlayerResults(ann, who)).Json!["statistics"]!["byCategory"]!.AsArray()
            .Select(category => category!["category"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_told_of_somebody_costs_the_same_however_much_they_have_taken()
    {
        var ann = A.Id();
        var rude = await _app.Publish(A.Quiz() with { Category = "rude" });
        await _app.Submit(ann, rude, 3);
        await Hide(await _app.Publish(A.Quiz()), true, 3);
        await Hide(rude, true, 3);
        await Take(1);
        var cost = await Cost();

        await Take(20);

        Assert.Equal(cost, await Cost());

        async Task Take(int quizzes)
        {
            for (var i = 0; i < quizzes; i++)
                await _app.Submit(ann, await _app.Publish(A.Quiz()), 3);
            await _app.DeliverAll();
        }

        Task<StoreCost> Cost()
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(2)); // what is remembered for a second is read again
            return _app.Store.Bill.Of(async () =>
                Assert.Single((await _app.PlayerResults(ann, "bob")).Json!["statistics"]!["byCategory"]!.AsArray()));
        }
    }

    [Fact]
    public async Task Handing_in_again_with_the_same_key_brings_no_explanations_back()
    {
        var quiz = await _app.Publish(A.Quiz());
        Assert.Contains("Because", (await HandIn()).Json!.ToJsonString(), StringComparison.Ordinal);

        await Hide(quiz, true, 3);

        var again = await HandIn();
        Assert.Equal((201, 75), (again.Status, again.Value<int>("result.percentage")));
        Assert.DoesNotContain("Because", again.Json!.ToJsonString(), StringComparison.Ordinal);

        Task<Answer> HandIn() => _app.Submit("ann", quiz, 3, ("Idempotency-Key", "key-of-ann-0001"));
    }

    public static TheoryData<Delivery> AnyWay => [.. Enum.GetValues<Delivery>()];

    [Theory]
    [MemberData(nameof(AnyWay))]
    public async Task Shown_again_all_is_as_before_however_it_is_told(Delivery how)
    {
        var (quiz, id) = await Taken();
        var board = (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!.ToJsonString();

        await _app.Deliver("quizzes", [A.Message(QuizHidden.Type, Told(quiz, true, 3)), A.Message(QuizHidden.Type, Told(quiz, false, 4))], how);

        Assert.Equal(board, (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Json!.ToJsonString());
        Assert.Equal(200, (await _app.Analytics(quiz.QuizId, "bob")).Status);
        Assert.Equal(201, (await _app.Submit("bob", quiz, 2)).Status);
        Assert.Equal(200, (await _app.Result(id, "ann")).Status);
    }

    [Fact]
    public async Task Hidden_before_it_is_known_a_quiz_takes_nobody()
    {
        var quiz = A.Quiz();

        await Hide(quiz, true, 3);
        await _app.TellOfQuiz(QuizPublished.Type, quiz);

        Assert.Equal(404, (await _app.Submit("bob", quiz, 2)).Status);
        Assert.Equal(200, (await _app.Leaderboard($"?quizId={quiz.QuizId}", quiz.AuthorId)).Status);
    }

    [Fact]
    public async Task Who_watches_its_board_sees_it_empty_until_it_is_shown_again()
    {
        var (quiz, _) = await Taken();
        var seen = await Ask(null);
        Assert.Equal(1, Players(seen));

        await Hide(quiz, true, 3);
        seen = await Ask(seen.Value<string>("boards.0.version"));
        Assert.Equal(0, Players(seen));
        seen = await Ask(seen.Value<string>("boards.0.version"));
        Assert.Null(seen.Json!["boards"]![0]!["pages"]);

        await Hide(quiz, false, 4);
        seen = await Ask(seen.Value<string>("boards.0.version"));
        Assert.Equal(1, Players(seen));

        static int Players(Answer seen) => seen.Json!["boards"]![0]!["pages"]!["10"]!["totalUsers"]!.GetValue<int>();
        Task<Answer> Ask(string? version) => _app.ChangedBoards(new { period = "all", quizId = quiz.QuizId, limits = (int[])[10], version });
    }

    private async Task<(QuizPublished Quiz, string ResultId)> Taken()
    {
        var quiz = await _app.Publish(A.Quiz());
        var answer = await _app.Submit("ann", quiz, 3);
        await _app.DeliverAll();
        return (quiz, answer.Value<string>("result.id"));
    }

    private Task Hide(QuizPublished quiz, bool hidden, int revision) => _app.TellOfQuiz(QuizHidden.Type, Told(quiz, hidden, revision));

    private static QuizHidden Told(QuizPublished quiz, bool hidden, int revision) => new(quiz.QuizId, quiz.AuthorId, hidden, "Why", "en", revision);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
