using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

public sealed class ReviewTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task A_review_has_the_texts_of_the_version_taken()
    {
        var (quiz, id) = await Taken();
        _app.Quizzes.Texts[quiz.QuizId] = [new("q1", "Bonn?", ["ja", "nein"])];

        var review = await _app.Result(id, "ann");

        Assert.Equal(("A quiz", "de"), (review.Value<string>("result.quizTitle"), review.Value<string>("result.language")));
        Assert.Equal(("Bonn?", "nein"), (review.Value<string>("result.questions.1.question"), review.Value<string>("result.questions.1.options.1")));
        Assert.Null(review.Json!["result"]!["questions"]![0]!["question"]);
    }

    [Theory]
    [InlineData("markdown", "markdown")]
    [InlineData(null, "plain")] // an older Quizzes app
    public async Task A_review_says_how_its_texts_are_to_be_read(string? kept, string told)
    {
        var (quiz, id) = await Taken();
        var bare = await _app.Result(id, "ann");
        (_app.Quizzes.Texts[quiz.QuizId], _app.Quizzes.TextFormat) = ([new("q1", "**Bonn**?", ["ja", "nein"])], kept);

        var review = await _app.Result(id, "ann");

        Assert.Null(bare.Json!["result"]!["textFormat"]);
        Assert.Equal(told, review.Value<string>("result.textFormat"));
    }

    [Fact]
    public async Task Texts_are_asked_for_once()
    {
        var (quiz, id) = await Taken();
        _app.Quizzes.Texts[quiz.QuizId] = [new("q0", "Bonn?", ["ja", "nein"])];
        var before = _app.Quizzes.Asked;

        await _app.Result(id, "ann");
        await _app.Result(id, "ann");

        Assert.Equal(1, _app.Quizzes.Asked - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // kept before texts were
    public async Task Without_texts_a_review_has_its_verdicts(bool down)
    {
        var (quiz, id) = await Taken();
        _app.Quizzes.Down = down;

        var bare = await _app.Result(id, "ann");
        _app.Quizzes.Down = false;
        _app.Quizzes.Texts[quiz.QuizId] = [new("q0", "Bonn?", ["ja", "nein"])];
        var whole = await _app.Result(id, "ann");

        Assert.Equal((200, true), (bare.Status, bare.Value<bool>("result.questions.0.correct")));
        Assert.Null(bare.Json!["result"]!["questions"]![0]!["question"]);
        Assert.Equal("Bonn?", whole.Value<string>("result.questions.0.question"));
    }

    private async Task<(QuizPublished Quiz, string Id)> Taken()
    {
        var quiz = await _app.Publish(A.Quiz(2));
        _app.Quizzes.Published[quiz.QuizId] = quiz;
        var answer = await _app.Submit("ann", quiz, right: 2);
        return (quiz, answer.Value<string>("result.id"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
