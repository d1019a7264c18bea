using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>An author tries a quiz: marked and told as Results would.</summary>
public sealed class PreviewQuizTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    private static readonly QuizRequest Quiz = A.Request("Rivers") with
    {
        TextFormat = "markdown",
        Scoring = new("proportional", 0.25m),
        Questions =
        [
            A.Question(), A.Question(),
            new(Type: "multiple", Question: "Even?", Options: ["1", "2", "3", "4"], Points: 3) { CorrectAnswer = A.Json<int[]>([1, 3]) },
            new(Type: "gaps", Question: "[[1]]", Gaps: [new("numeric") { CorrectAnswer = A.Json(9.81), Unit = "m", Tolerance = A.Json(0.1) }]),
        ],
    };

    [Fact]
    public async Task A_draft_is_marked_as_a_submission_would_be()
    {
        var id = await _app.Draft(Quiz);

        var preview = await _app.Preview(id, new { answers = new object?[] { 1, 0, new[] { 1 }, null } });

        Assert.Equal(200, preview.Status);
        Assert.Equal((3.0, 8, 1), (preview.Value<double>("result.score"), preview.Value<int>("result.maxScore"), preview.Value<int>("result.correctAnswers")));
        Assert.Equal((38, false), (preview.Value<int>("result.percentage"), preview.Value<bool>("result.passed")));
        Assert.Equal(("Rivers", "markdown"), (preview.Value<string>("result.quizTitle"), preview.Value<string>("result.textFormat")));
        Assert.Equal([2.0, -0.5, 1.5, 0.0], preview.Json!["result"]!["questions"]!.AsArray().Select(question => (double)question!["points"]!));
        Assert.Equal(("2 + 2?", 1, "Because it is the SECRET."), (preview.Value<string>("result.questions.0.question"),
            preview.Value<int>("result.questions.0.correctAnswer"), preview.Value<string>("result.questions.0.explanation")));
        Assert.Equal(("m", 0.1), (preview.Value<string>("result.questions.3.gaps.0.unit"), preview.Value<double>("result.questions.3.gaps.0.tolerance")));
    }

    [Fact]
    public async Task Nothing_is_kept_and_nobody_is_told()
    {
        var id = await _app.Publish();
        var (before, sent) = (await _app.Stored(id), _app.Sent.Of<QuizPublished>(QuizPublished.Type).Count);

        await _app.Preview(id, new { answers = new[] { new { questionId = "q2", answer = 1 } } });

        Assert.Equal((before.Revision, sent), ((await _app.Stored(id)).Revision, _app.Sent.Of<QuizPublished>(QuizPublished.Type).Count));
    }

    [Fact]
    public async Task What_is_not_complete_is_refused()
    {
        var (empty, unfinished) = (await _app.Draft(A.Request(questions: 0)), await _app.Draft(A.Request() with { Questions = [new(Type: "text")] }));

        var answers = (await _app.Preview(empty, new { answers = Array.Empty<int>() }), await _app.Preview(unfinished, new { answers = new[] { 1 } }));

        Assert.Equal((422, "urn:problem:quiz.no-questions"), (answers.Item1.Status, answers.Item1.Value<string>("type")));
        Assert.Equal((422, "urn:problem:quiz.incomplete"), (answers.Item2.Status, answers.Item2.Value<string>("type")));
    }

    [Theory]
    [InlineData("{}", "answers")]
    [InlineData("{\"answers\":{}}", "answers")]
    [InlineData("{\"answers\":[1,1,1]}", "answers")]
    [InlineData("{\"answers\":[9]}", "answers[0]")]
    [InlineData("{\"answers\":[{\"questionId\":\"q9\"}]}", "answers[0].questionId")]
    public async Task Bad_answers_are_named(string body, string field)
    {
        var answer = await _app.Preview(await _app.Draft(), body);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
    }

    [Theory]
    [InlineData("eve:admin", 200, 200)]
    [InlineData("bob", 404, 403)]
    [InlineData(null, 401, 401)]
    public async Task Only_who_may_see_what_is_right_is_told(string? user, int draft, int published)
    {
        var body = new { answers = new[] { 1 } };

        var answers = (await _app.Preview(await _app.Draft(), body, user), await _app.Preview(await _app.Publish(), body, user));

        Assert.Equal((draft, published), (answers.Item1.Status, answers.Item2.Status));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
