using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>A quiz with a question of every type, taken, reviewed and counted.</summary>
public sealed class QuestionTypesTests : IAsyncDisposable
{
    internal const string Right = """[1, [2,0], false, "9.8", " PARIS ", [2,0,1], [1,0], ["Lutetia", 4]]""";

    private static readonly string[] Solutions =
    [
        """{"type":"multiple","options":3,"correctAnswer":[0,2]}""",
        """{"type":"trueFalse","correctAnswer":false}""",
        """{"type":"numeric","correctAnswer":9.81,"tolerance":0.05,"unit":"m/s²"}""",
        """{"type":"text","correctAnswer":"Paris","alsoAccepted":[{"text":"Lutetia","credit":0.33}]}""",
        """{"type":"ordering","correctAnswer":[2,0,1]}""",
        """{"type":"matching","options":3,"correctAnswer":[1,0]}""",
        """{"type":"gaps","gaps":[{"kind":"text","correctAnswer":"Lutetia"},{"kind":"numeric","correctAnswer":4}]}""",
    ];

    private readonly ResultsApp _app = new();

    [Fact]
    public async Task Each_type_is_marked_and_reviewed_in_its_own_shape()
    {
        var quiz = await Publish();

        var answer = await Submit("ann", quiz, Right);
        var review = (await _app.Result(answer.Value<string>("result.id"), "ann")).Json!["result"]!;

        Assert.Equal((8, 8, 100), (answer.Value<int>("result.score"), answer.Value<int>("result.correctAnswers"), answer.Value<int>("result.percentage")));
        Assert.Equal(
            ["single", "multiple", "trueFalse", "numeric", "text", "ordering", "matching", "gaps"],
            review["questions"]!.AsArray().Select(q => q!["type"]!.GetValue<string>()));
        Assert.Equal("""[1,[0,2],false,9.8," PARIS ",[2,0,1],[1,0],["Lutetia",4]]""", Each(review, "yourAnswer"));
        Assert.Equal("""[1,[0,2],false,9.81,"Paris",[2,0,1],[1,0],["Lutetia",4]]""", Each(review, "correctAnswer"));
        Assert.Equal("[1,1]", review["questions"]![6]!["partCredits"]!.ToJsonString());
        Assert.Equal(0.05, review["questions"]![3]!["tolerance"]!.GetValue<double>());
        Assert.Equal("absolute", review["questions"]![3]!["toleranceType"]!.GetValue<string>());
        Assert.Equal("""[{"text":"Lutetia","credit":0.33}]""", review["questions"]![4]!["alsoAccepted"]!.ToJsonString());
    }

    [Fact]
    public async Task Credit_in_part_makes_a_score_with_decimals_on_the_board_too()
    {
        var quiz = await Publish();

        var first = await Submit("ann", quiz, """[1, null, null, null, "lutetia"]""");
        var second = await Submit("bob", quiz, "[1]");
        await Settle();
        var board = (await _app.Leaderboard($"?quizId={quiz.QuizId}&limit=1")).Json!;
        var next = (await _app.Leaderboard($"?quizId={quiz.QuizId}&limit=1&cursor={board["nextCursor"]}")).Json!;

        Assert.Equal((1.33, 1), (first.Value<double>("result.score"), first.Value<int>("result.correctAnswers")));
        Assert.Equal(0.33, first.Json!["result"]!["questions"]![4]!["points"]!.GetValue<double>());
        Assert.Equal(("ann", 1.33, 1), Entry(board));
        Assert.Equal(("bob", 1.0, 2), Entry(next));
        Assert.Equal(1, second.Value<int>("result.score"));
    }

    [Fact]
    public async Task A_question_is_marked_by_its_own_rules()
    {
        var multiple = JsonDocument.Parse(Solutions[0]).RootElement;
        var quiz = await _app.Publish(A.Quiz(1) with
        {
            Questions =
            [
                new("q0", 4, 1, 2, null, WrongPenalty: 0.25),
                new("q1", null, null, 3, null, multiple, "proportional", 0.25),
                new("q2", null, null, 3, null, multiple, "rightMinusWrong", 0.25),
                new("q3", null, null, 3, null, multiple),
            ],
        });

        var answer = await Submit("ann", quiz, "[0, [0], [1], [0]]");
        var empty = await Submit("bob", quiz, "[]");
        var wrong = await Submit("cat", quiz, "[0]");

        Assert.Equal("[-0.5,1.5,-0.75,0]", Each(answer.Json!["result"]!, "points"));
        Assert.Equal((0.25, 0), (answer.Value<double>("result.score"), answer.Value<int>("result.correctAnswers")));
        Assert.Equal("[0,0,0,0]", Each(empty.Json!["result"]!, "points"));
        Assert.Equal(("[-0.5,0,0,0]", 0), (Each(wrong.Json!["result"]!, "points"), wrong.Value<int>("result.score"))); // never below 0
    }

    [Fact]
    public async Task Figures_tell_which_options_were_chosen_and_what_was_left_open()
    {
        var quiz = await Publish();
        await Submit("ann", quiz, Right);
        await Submit("bob", quiz, "[0, [1,2], true, 10, null, null, null, null]");
        await Settle();

        var questions = (await _app.Analytics(quiz.QuizId, "author")).Json!["analytics"]!["questions"]!.AsArray();

        Assert.Equal("[1,1] [1,1,2] [1,1] [] [] [] [] []", string.Join(' ', questions.Select(q => q!["choices"]!.ToJsonString())));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], questions.Select(q => q!["unanswered"]!.GetValue<int>()));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1], questions.Select(q => q!["correct"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""[0, [0,0]]""", "answers[1]", "null or a list of different indexes of options, 0 to 2")]
    [InlineData("""[0, null, "yes"]""", "answers[2]", "null, true or false")]
    [InlineData("""[0, null, null, "9,81"]""", "answers[3]", null)]
    [InlineData("""[0, null, null, null, 5]""", "answers[4]", "null or a text of at most 200 characters")]
    [InlineData("""[0, null, null, null, null, [0,1]]""", "answers[5]", null)]
    [InlineData("""[0, null, null, null, null, null, [3]]""", "answers[6]", null)]
    [InlineData("""[0, null, null, null, null, null, null, [1]]""", "answers[7]", null)]
    [InlineData("""[{"questionId":"q1","answer":0}]""", "answers[0].answer", null)]
    [InlineData("""["0"]""", "answers[0]", "null or the index of an option, 0 to 3")]
    public async Task What_is_no_answer_is_refused_with_its_place(string answers, string field, string? must)
    {
        var quiz = await Publish();

        var answer = await Submit("ann", quiz, answers);

        Assert.Equal(400, answer.Status);
        var sentence = answer.Json!["errors"]![field]![0]!.GetValue<string>();
        Assert.StartsWith($"'{field}' must be {must}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_document_holds_is_refused()
    {
        var gaps = string.Join(',', Enumerable.Repeat("""{"kind":"text","correctAnswer":"x"}""", 20));
        var solution = JsonDocument.Parse($$"""{"type":"gaps","gaps":[{{gaps}}]}""").RootElement;
        var quiz = await _app.Publish(A.Quiz(1) with
        {
            Questions = [.. Enumerable.Range(0, 60).Select(i => new PublishedQuestion($"q{i}", null, null, 1, null, solution))],
        });
        var filled = $"[{string.Join(',', Enumerable.Repeat($"\"{new string('x', 200)}\"", 20))}]";

        var answer = await Submit("ann", quiz, $"[{string.Join(',', Enumerable.Repeat(filled, 60))}]");

        Assert.Equal((400, "answers"), (answer.Status, Assert.Single(answer.Json!["errors"]!.AsObject()).Key));
    }

    [Fact]
    public async Task A_key_of_a_quiz_hidden_meanwhile_is_asked_for_later()
    {
        var quiz = Quiz();
        var told = quiz with { Questions = null };
        await _app.TellOfQuiz(told.SentAs(), told); // Quizzes knows of none
        _app.Quizzes.Published[quiz.QuizId] = quiz;

        Assert.Equal(8, (await Submit("ann", quiz, Right)).Value<int>("result.score"));
    }

    [Fact]
    public async Task What_v1_can_tell_is_told_by_v1()
    {
        var plain = await _app.Publish(A.Quiz(2));
        await _app.Submit("ann", plain, right: 1);
        var quiz = await Publish();
        await Submit("ann", quiz, "[1]");
        await Submit("ann", quiz, "[1, [0]]");
        await Submit("ann", quiz, """[null, null, null, null, "lutetia"]""");

        Assert.Equal("quiz.published.v2", quiz.SentAs());
        Assert.Equal(
            [ResultSubmitted.Type, ResultSubmitted.Type, ResultSubmitted.TypeV2, ResultSubmitted.TypeV2],
            _app.Sent.All.Select(e => e.Type).Where(type => type.StartsWith("result.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_too_large_for_a_message_is_asked_for()
    {
        var quiz = Quiz();
        _app.Quizzes.Published[quiz.QuizId] = quiz;
        _app.Quizzes.Down = true;
        var told = quiz with { Questions = null };

        await Assert.ThrowsAsync<Platform.ProblemException>(() => _app.TellOfQuiz(told.SentAs(), told)); // the bus delivers it again
        _app.Quizzes.Down = false;
        await _app.TellOfQuiz(told.SentAs(), told);
        _app.Quizzes.Down = true;

        Assert.Equal(8, (await Submit("ann", quiz, Right)).Value<int>("result.score"));
    }

    [Fact]
    public async Task Of_a_hidden_quiz_no_text_of_its_author_is_told()
    {
        var quiz = await Publish();
        var id = (await Submit("ann", quiz, Right)).Value<string>("result.id");
        await _app.TellOfQuiz(QuizHidden.Type, new QuizHidden(quiz.QuizId, "author", Hidden: true, null, null, 9));

        var review = (await _app.Result(id, "ann")).Json!.ToJsonString();

        Assert.DoesNotContain("Paris", review.Replace(" PARIS ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\"alsoAccepted\"", review, StringComparison.Ordinal);
        Assert.Single(review.Split("Lutetia").Skip(1)); // one's own
    }

    [Fact]
    public async Task A_submission_asks_no_more_of_the_store_than_one_of_single_choices()
    {
        var (typed, single) = (await Publish(), await _app.Publish(A.Quiz(8)));
        await Both("ann"); // both keys are in memory then

        var (ofTyped, ofSingle) = await Both("bob");

        Assert.Equal(ofSingle, ofTyped);

        async Task<(StoreCost Typed, StoreCost Single)> Both(string user) => (
            await _app.Store.Bill.Of(() => SubmitAndSettle(() => Submit(user, typed, Right))),
            await _app.Store.Bill.Of(() => SubmitAndSettle(() => _app.Submit($"{user}2", single, right: 8))));

        async Task SubmitAndSettle(Func<Task> submit)
        {
            var before = _app.Sent.All.Count;
            await submit();
            await _app.Deliver(_app.Sent.All.Skip(before).Select(e => e.Body));
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static QuizPublished Quiz() => A.Quiz(1) with
    {
        Questions =
        [
            new("q0", 4, 1, 1, null),
            .. Solutions.Select((solution, i) => new PublishedQuestion($"q{i + 1}", null, null, 1, null, JsonDocument.Parse(solution).RootElement)),
        ],
    };

    private Task<QuizPublished> Publish() => _app.Publish(Quiz());

    private Task<Answer> Submit(string userId, QuizPublished quiz, string answers) =>
        _app.Submit(userId, new { quizId = quiz.QuizId, answers = JsonNode.Parse(answers) });

    private Task Settle() => _app.Deliver(_app.Sent.All.Where(e => e.Type.StartsWith("result.", StringComparison.Ordinal)).Select(e => e.Body));

    private static string Each(JsonNode review, string field) =>
        new JsonArray([.. review["questions"]!.AsArray().Select(q => q![field]!.DeepClone())]).ToJsonString();

    private static (string UserId, double Total, int Rank) Entry(JsonNode board)
    {
        var entry = Assert.Single(board["leaderboard"]!.AsArray())!;
        return (entry["userId"]!.GetValue<string>(), entry["totalScore"]!.GetValue<double>(), entry["rank"]!.GetValue<int>());
    }
}
