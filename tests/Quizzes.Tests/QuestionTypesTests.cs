using System.Text.Json.Nodes;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>Questions of every type, as their authors write them, as players see them and as Results marks them.</summary>
public sealed class QuestionTypesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    public static TheoryData<string, string, string> Whole => new()
    {
        {
            """{"type":"multiple","question":"Primes?","options":["2","3","4"],"correctAnswer":[1,0]}""",
            """{"options":["2","3","4"]}""",
            """{"type":"multiple","options":3,"correctAnswer":[1,0]}"""
        },
        {
            """{"type":"trueFalse","question":"1 < 2?","correctAnswer":true}""",
            """{"options":["True","False"]}""",
            """{"type":"trueFalse","correctAnswer":true}"""
        },
        {
            """
            {"type":"numeric","question":"g?","correctAnswer":9.81,"tolerance":0.05,"unit":"m/s²",
            "alsoAccepted":[{"value":10,"tolerance":0.02,"toleranceType":"relative","credit":0.5}]}
            """,
            """{"options":[],"unit":"m/s²"}""",
            """
            {"type":"numeric","correctAnswer":9.81,"tolerance":0.05,"toleranceType":"absolute","unit":"m/s²",
            "alsoAccepted":[{"value":10,"tolerance":0.02,"toleranceType":"relative","credit":0.5}]}
            """
        },
        {
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","alsoAccepted":[{"text":"Lut*"}],"wildcards":true}""",
            """{"options":[]}""",
            """
            {"type":"text","correctAnswer":"Paris","alsoAccepted":[{"text":"Lut*","credit":1}],
            "caseSensitive":false,"ignoreAccents":false,"wildcards":true}
            """
        },
        {
            """
            {"type":"gaps","question":"[[1]] is [[2]] of [[3]]","gaps":[{"kind":"text","correctAnswer":"Paris"},
            {"kind":"choice","options":["capital","king"],"correctAnswer":0},{"kind":"numeric","correctAnswer":5,"unit":"km"}]}
            """,
            """{"options":[],"gaps":[{"kind":"text"},{"kind":"choice","options":["capital","king"]},{"kind":"numeric","unit":"km"}]}""",
            """
            {"type":"gaps","gaps":[{"kind":"text","correctAnswer":"Paris","caseSensitive":false,"ignoreAccents":false,"wildcards":false},
            {"kind":"choice","options":["capital","king"],"correctAnswer":0},
            {"kind":"numeric","correctAnswer":5,"tolerance":0,"toleranceType":"absolute","unit":"km"}]}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task Each_is_kept_as_its_author_wrote_it_and_shown_without_what_is_right(string written, string shown, string solution)
    {
        var (id, authored) = await Publish(written);

        var player = (await _app.Get(id)).Json!["questions"]![0]!.AsObject();
        foreach (var (field, value) in JsonNode.Parse(written)!.AsObject())
            Assert.Equal(Plain(value), Plain(authored[field]));
        foreach (var (field, value) in JsonNode.Parse(shown)!.AsObject())
            Assert.Equal(Plain(value), Plain(player[field]));
        Assert.DoesNotContain(player, field => field.Key is "correctAnswer" or "alsoAccepted" or "tolerance" or "wildcards");
        Assert.DoesNotContain("correctAnswer", player.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Plain(JsonNode.Parse(solution)), Plain((await _app.AnswerKey(id)).Json!["questions"]![0]!["solution"]));
    }

    [Theory]
    [InlineData("""{"type":"ordering","question":"When?","options":["1914","1939","1969","1989"]}""", "[3,2,1,0]")]
    [InlineData("""{"type":"ordering","question":"When?","options":["1989","1914","1939","1969"],"correctAnswer":[1,2,3,0]}""", "[3,2,1,0]")]
    [InlineData("""{"type":"matching","question":"When?","prompts":["Wall","War"],"options":["1914","1939","1969","1989"],"correctAnswer":[3,0]}""", "[0,3]")]
    public async Task The_order_in_which_options_are_shown_does_not_tell_what_is_right(string written, string stored)
    {
        var (_, quiz) = await Create($"""[{Single},{Single},{written}]""");

        var question = quiz["questions"]![2]!;
        Assert.Equal("""["1989","1969","1939","1914"]""", question["options"]!.ToJsonString());
        Assert.Equal(stored, question["correctAnswer"]!.ToJsonString());
    }

    [Fact]
    public async Task What_an_author_is_shown_can_be_sent_back_and_changes_nothing()
    {
        var all = Whole.Select(row => (string)row[0]).Append("""{"type":"ordering","question":"When?","options":["1914","1939","1969"]}""")
            .Append("""{"type":"matching","question":"When?","prompts":["Wall","War"],"options":["1914","1989"],"correctAnswer":[1,0]}""");
        var (id, quiz) = await Create($"[{string.Join(',', all)}]");

        var again = await _app.Update(id, quiz.DeepClone(), "*");

        Assert.Equal(200, again.Status);
        Assert.Equal(quiz["questions"]!.ToJsonString(), again.Json!["quiz"]!["questions"]!.ToJsonString());
    }

    [Fact]
    public async Task Of_far_too_many_accepted_answers_the_fault_is_told_briefly()
    {
        var many = string.Join(',', Enumerable.Repeat("{}", 100_000));

        var answer = await _app.Create(Request($$"""[{"type":"numeric","question":"g?","correctAnswer":1,"alsoAccepted":[{{many}}]}]"""));

        Assert.Equal(400, answer.Status);
        Assert.Contains("questions[0].alsoAccepted", answer.Json!["errors"]!.AsObject().Select(e => e.Key));
        Assert.InRange(answer.Json!["errors"]!.AsObject().Count, 1, 30);
    }

    [Theory]
    [InlineData("""{"type":"ordering","options":["a"],"correctAnswer":[0,1]}""")]
    [InlineData("""{"type":"ordering","options":[],"correctAnswer":[1,0]}""")]
    [InlineData("""{"type":"ordering","options":["a"]}""")]
    [InlineData("""{"type":"matching","options":["a"],"prompts":["x","y"],"correctAnswer":[0,null]}""")]
    [InlineData("""{"type":"gaps","gaps":[{"kind":"choice","options":["a"]},{"kind":"numeric","tolerance":0.5}]}""")]
    [InlineData("""{"type":"gaps","correctAnswer":[],"options":[]}""")]
    public async Task An_unfinished_draft_can_be_sent_back_and_goes_on(string written)
    {
        var (id, quiz) = await Create($"[{With(written)}]", draft: true);

        var again = await _app.Update(id, quiz.DeepClone(), "*");

        Assert.Equal(200, again.Status);
        Assert.Equal(quiz["questions"]!.ToJsonString(), again.Json!["quiz"]!["questions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_quiz_with_one_right_option_in_each_question_is_told_as_before()
    {
        await _app.Publish();
        await Publish((string)Whole.First()[0]);

        Assert.Equal([QuizPublished.Type, QuizPublished.TypeV2], _app.Sent.All.Select(e => e.Type));
    }

    [Fact]
    public async Task A_replaced_version_keeps_what_it_asked_and_what_is_right()
    {
        var (id, _) = await Publish((string)Whole.Last()[0]);
        await _app.Update(id, A.Request(), "*");

        var key = (await _app.AnswerKey(id, "?version=1")).Json!;

        Assert.Equal("gaps", key["questions"]![0]!["solution"]!["type"]!.GetValue<string>());
        Assert.Equal("km", key["asked"]![0]!["gaps"]![2]!["unit"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"type":"essay"}""", "type", "must be one of: single, multiple, trueFalse, numeric, text, ordering, matching, gaps.")]
    [InlineData("""{"tolerance":1}""", "tolerance", "does not belong to the type single.")]
    [InlineData("""{"type":"trueFalse","options":["a","b"],"correctAnswer":true}""", "options", "does not belong to the type trueFalse.")]
    [InlineData("""{"type":"multiple","options":["a","b"],"correctAnswer":1}""", "correctAnswer", "must be different indexes of the options, at least one.")]
    [InlineData("""{"type":"multiple","options":["a","b"]}""", "correctAnswer", "is required.")]
    [InlineData("""{"type":"multiple","options":["a"],"correctAnswer":[0]}""", "options", "must have at least 2 options.")]
    [InlineData("""{"type":"trueFalse","correctAnswer":"yes"}""", "correctAnswer", "must be true or false.")]
    [InlineData("""{"type":"numeric","correctAnswer":"9.81"}""", "correctAnswer", "must be a number from -1e15 to 1e15.")]
    [InlineData("""{"type":"numeric","correctAnswer":0,"tolerance":0.1,"toleranceType":"relative"}""", "tolerance",
        "must be 0 or more, a relative one at most 1 and not of 0.")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"tolerance":"wide"}""", "tolerance", "must be 0 or more, a relative one at most 1 and not of 0.")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"toleranceType":"rough"}""", "toleranceType", "must be one of: absolute, relative.")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"alsoAccepted":[{"text":"x","value":2}]}""", "alsoAccepted[0].text",
        "does not belong to the type numeric.")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"alsoAccepted":[{"credit":0.5}]}""", "alsoAccepted[0].value", "is required.")]
    [InlineData("""{"type":"text","correctAnswer":"a\u0000"}""", "correctAnswer", null)]
    [InlineData("""{"type":"text","correctAnswer":"\ud800"}""", "correctAnswer", null)]
    [InlineData("""{"type":"multiple","options":["a","b"],"correctAnswer":["\ud800"]}""", "correctAnswer", null)]
    [InlineData("""{"type":"numeric","correctAnswer":1,"tolerance":"\ud800"}""", "tolerance", null)]
    [InlineData("""{"type":"numeric","correctAnswer":1,"alsoAccepted":[{"value":"\ud800"}]}""", "alsoAccepted[0].value", null)]
    [InlineData("""{"type":"trueFalse","correctAnswer":{"a":1}}""", "correctAnswer", "must be true or false.")]
    [InlineData("""{"type":"gaps","question":"[[1]]","gaps":[{"kind":"choice","options":["a","b","c","d","e","f","g","h","i","j","k"],"correctAnswer":0}]}""",
        "gaps[0].options", null)]
    [InlineData("""{"type":"text","correctAnswer":"a","alsoAccepted":[{"text":"b","credit":0}]}""", "alsoAccepted[0].credit",
        "must be above 0 and at most 1.")]
    [InlineData("""{"type":"text","correctAnswer":"a","alsoAccepted":[null]}""", "alsoAccepted[0]", "must be a text that is accepted.")]
    [InlineData("""{"type":"ordering","options":["a","b"],"correctAnswer":[0]}""", "correctAnswer", "must be every option once, in the right order.")]
    [InlineData("""{"type":"matching","options":["a","b"],"correctAnswer":[0]}""", "prompts", "must have at least 2 prompts.")]
    [InlineData("""{"type":"matching","prompts":["x","y"],"options":["a","b"],"correctAnswer":[0,2]}""", "correctAnswer",
        "must be an option for every prompt.")]
    [InlineData("""{"type":"gaps","question":"none","gaps":[{"correctAnswer":"a"}]}""", "question", "must have each of [[1]] to [[1]] once.")]
    [InlineData("""{"type":"gaps","question":"[[1]][[1]]","gaps":[{"correctAnswer":"a"}]}""", "question", "must have each of [[1]] to [[1]] once.")]
    [InlineData("""{"type":"gaps","question":"x"}""", "gaps", "is required.")]
    [InlineData("""{"type":"gaps","question":"[[1]]","gaps":[{"kind":"choice","options":["a"],"correctAnswer":0}]}""", "gaps[0].options", "is required.")]
    [InlineData("""{"type":"gaps","question":"[[1]]","gaps":[{"kind":"numeric","correctAnswer":"a"}]}""", "gaps[0].correctAnswer",
        "must be a number from -1e15 to 1e15.")]
    [InlineData("""{"type":"gaps","question":"[[1]]","gaps":[{"kind":"riddle"}]}""", "gaps[0].kind", "must be one of: text, numeric, choice.")]
    public async Task Every_fault_is_told_with_its_field(string written, string field, string? sentence)
    {
        var answer = await _app.Create(Request($"[{With(written)}]"));

        Assert.Equal(400, answer.Status);
        var errors = answer.Json!["errors"]!.AsObject();
        Assert.Contains($"questions[0].{field}", errors.Select(e => e.Key));
        if (sentence is not null)
            Assert.Equal($"'questions[0].{field}' {sentence}", errors[$"questions[0].{field}"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"type":"multiple"}""", "at least two options")]
    [InlineData("""{"type":"multiple","options":["a","b"]}""", "its correct answer")]
    [InlineData("""{"type":"trueFalse"}""", "its correct answer")]
    [InlineData("""{"type":"numeric","tolerance":1}""", "its correct answer")]
    [InlineData("""{"type":"text","correctAnswer":" "}""", "its correct answer")]
    [InlineData("""{"type":"ordering","options":["a"]}""", "at least two options")]
    [InlineData("""{"type":"matching","options":["a","b"],"prompts":["x"]}""", "at least two prompts")]
    [InlineData("""{"type":"matching","options":["a","b"],"prompts":["x","y"],"correctAnswer":[1,null]}""", "its correct answer")]
    [InlineData("""{"type":"gaps"}""", "at least one gap")]
    [InlineData("""{"type":"gaps","gaps":[{"correctAnswer":"x"}]}""", "each of [[1]] to [[1]] once in its text")]
    [InlineData("""{"type":"gaps","question":"[[1]]","gaps":[{"kind":"choice","options":["a"]}]}""",
        "at least two options in each gap that is a choice")]
    public async Task A_draft_may_be_unfinished_and_is_published_when_it_is_not(string written, string lacks)
    {
        var (id, _) = await Create($"[{With(written)}]", draft: true);

        var refused = await _app.PublishDraft(id);

        Assert.Equal((422, $"Question 1 needs {lacks} before the quiz is published."), (refused.Status, refused.Value<string>("detail")));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private const string Single = """{"question":"2 + 2?","options":["3","4"],"correctAnswer":1}""";

    // Text, for what no JsonNode holds.
    private static string With(string written) =>
        written.Contains("\"question\"", StringComparison.Ordinal) ? written : $$"""{"question":"What?",{{written[1..]}}""";

    private static string Request(string questions, bool draft = false) =>
        $$"""{"title":"All kinds","draft":{{(draft ? "true" : "false")}},"questions":{{questions}}}""";

    private async Task<(string Id, JsonNode Quiz)> Create(string questions, bool draft = false)
    {
        var answer = await _app.Create(Request(questions, draft));
        Assert.True(answer.Status == 201, answer.Json?.ToJsonString());
        return (answer.Value<string>("quiz.id"), answer.Json!["quiz"]!);
    }

    private async Task<(string Id, JsonNode Question)> Publish(string question)
    {
        var (id, quiz) = await Create($"[{question}]");
        return (id, quiz["questions"]![0]!);
    }

    private static string? Plain(JsonNode? node) => node?.ToJsonString(Json.Options);
}
