using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public class QuizRequestTests
{
    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var question = new QuestionRequest(Question: "2 + 2?", Options: ["3", "4"]) { CorrectAnswer = A.Json(1) };

        var content = new QuizRequest(Title: " Sums ", Questions: [question]).Content(unfinished: false);

        Assert.Equal(("Sums", "", "beginner", "general"), (content.Title, content.Description, content.Difficulty, content.Category));
        Assert.Equal((300, 70), (content.TimeLimit, content.PassPercentage));
        Assert.Equal(("single", 1, null), (content.Questions[0].Parts.Type, content.Questions[0].Points, content.Questions[0].Explanation));
    }

    [Theory]
    [InlineData("""{"title":"Sums"}""", 300)]
    [InlineData("""{"title":"Sums","timeLimit":null}""", null)]
    [InlineData("""{"title":"Sums","timeLimit":60}""", 60)]
    public void A_time_limit_of_null_is_none(string json, int? expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<QuizRequest>(json, Json.Options)!.Content(unfinished: true).TimeLimit);

    [Fact]
    public void The_limits_themselves_are_allowed()
    {
        var question = A.Question(new string('q', 2000)) with
        {
            Options = [.. Enumerable.Range(10, 20).Select(i => i + new string('o', 498))],
            CorrectAnswer = A.Json(19),
            Points = 100,
            Explanation = new string('e', 175),
        };
        var request = new QuizRequest(new string('t', 200), new string('d', 2000), "advanced", new string('c', 100),
            [.. Enumerable.Range(10, 10).Select(i => i + new string('t', 38))], 86_400, 100, null, [.. Enumerable.Repeat(question, 200)]);

        Assert.Equal(200, request.Content(unfinished: false).Questions.Count);
    }

    [Fact]
    public void Tags_that_differ_in_case_are_one()
    {
        Assert.Equal(["Web", "js"], (A.Request() with { Tags = ["Web", " web ", "js"] }).Content(unfinished: false).Tags);
    }

    [Fact]
    public void A_draft_may_be_unfinished()
    {
        var content = new QuizRequest(Title: "Sums", Questions: [new()]).Content(unfinished: true);

        Assert.Equal(("", 0, null), (content.Questions[0].Question, content.Questions[0].Parts.Options.Count, content.Questions[0].Parts.CorrectAnswer));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var request = A.Request() with { Title = "", TimeLimit = 1, Questions = [A.Question(), A.Question() with { Options = ["only"], Points = 0 }] };

        Assert.Equal(["questions[1].options", "questions[1].points", "timeLimit", "title"], Faults(request).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_new_quiz_gives_its_own_question_ids()
    {
        Assert.Null((A.Request() with { Questions = [A.Question(id: "mine")] }).Content(unfinished: false).Questions[0].Id);
    }

    [Theory]
    [InlineData("q9", "questions[0].id")]
    [InlineData("q1", "questions[1].id")]
    public void A_changed_quiz_takes_back_only_its_own_question_ids(string id, string field)
    {
        var known = A.Published().Questions;

        Assert.Equal([field], Faults(A.Request() with { Questions = [A.Question(id: id), A.Question(id: "q1")] }, unfinished: false, known));
    }

    /// <summary>One wrong value at a time in an otherwise right request, as JSON, and the field it is blamed on.</summary>
    public static TheoryData<string, string, string> WrongValues { get; } = new()
    {
        { "title", "null", "title" },
        { "title", "\"\"", "title" },
        { "title", "\"  \\t \"", "title" },
        { "title", Text(201), "title" },
        { "title", "\"a\\u0000b\"", "title" },
        { "description", Text(2001), "description" },
        { "difficulty", "\"hard\"", "difficulty" },
        { "difficulty", "\"Beginner\"", "difficulty" },
        { "category", Text(101), "category" },
        { "tags", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]", "tags" },
        { "tags", $"[\"fine\",{Text(41)}]", "tags[1]" },
        { "tags", "[null]", "tags[0]" },
        { "tags", "[\" \"]", "tags[0]" },
        { "timeLimit", "9", "timeLimit" },
        { "timeLimit", "86401", "timeLimit" },
        { "timeLimit", "-2147483648", "timeLimit" },
        { "passPercentage", "-1", "passPercentage" },
        { "passPercentage", "101", "passPercentage" },
        { "settings", "{\"leaderboardCounts\":\"worst\"}", "settings.leaderboardCounts" },
        { "settings", "{\"leaderboardCounts\":\"Best\"}", "settings.leaderboardCounts" },
        { "scoring", "{\"partialCredit\":\"half\"}", "scoring.partialCredit" },
        { "scoring", "{\"wrongPenalty\":-0.01}", "scoring.wrongPenalty" },
        { "scoring", "{\"wrongPenalty\":1.01}", "scoring.wrongPenalty" },
        { "scoring", "{\"wrongPenalty\":0.33333}", "scoring.wrongPenalty" },
        { "settings", "{\"reveal\":\"soon\"}", "settings.reveal" },
        { "settings", "{\"reveal\":\"afterClose\"}", "settings.revealAt" },
        { "settings", "{\"reveal\":\"never\",\"revealAt\":\"2026-12-24T18:00:00Z\"}", "settings.revealAt" },
        { "settings", "{\"revealAt\":\"2026-12-24T18:00:00Z\"}", "settings.revealAt" },
        { "questions", "null", "questions" },
        { "questions", "[]", "questions" },
        { "questions", "[null]", "questions[0]" },
        { "questions", $"[{string.Join(',', Enumerable.Repeat("null", 201))}]", "questions" },
        { "questions.1.type", "\"essay\"", "questions[1].type" },
        { "questions.1.question", "null", "questions[1].question" },
        { "questions.1.question", "\" \"", "questions[1].question" },
        { "questions.1.question", Text(2001), "questions[1].question" },
        { "questions.1.options", "null", "questions[1].options" },
        { "questions.1.options", "[\"one\"]", "questions[1].options" },
        { "questions.1.options", $"[{string.Join(',', Enumerable.Range(1, 21).Select(i => $"\"{i}\""))}]", "questions[1].options" },
        { "questions.1.options", "[\"a\",\" a \"]", "questions[1].options" },
        { "questions.1.options", "[\"a\",\"\"]", "questions[1].options" },
        { "questions.1.options", "[\"a\",null]", "questions[1].options" },
        { "questions.1.options", $"[\"a\",{Text(501)}]", "questions[1].options" },
        { "questions.1.options", "[\"a\",\"b\\u0007\"]", "questions[1].options" },
        { "questions.1.correctAnswer", "null", "questions[1].correctAnswer" },
        { "questions.1.correctAnswer", "-1", "questions[1].correctAnswer" },
        { "questions.1.correctAnswer", "3", "questions[1].correctAnswer" },
        { "questions.1.explanation", Text(2001), "questions[1].explanation" },
        { "questions.1.points", "0", "questions[1].points" },
        { "questions.1.points", "101", "questions[1].points" },
        { "questions.1.partialCredit", "\"some\"", "questions[1].partialCredit" },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_wrong_value_is_blamed_on_its_field(string path, string json, string field)
    {
        Assert.Equal([field], Faults(With(path, json).Deserialize<QuizRequest>(Json.Options)!));
    }

    /// <summary>A right request with that text in one of its fields, by the field's name.</summary>
    private static IEnumerable<(string Field, QuizRequest Request)> LinesWith(string text) =>
        [("title", A.Request(text)), ("category", A.Request() with { Category = text }), ("tags[0]", A.Request() with { Tags = [text] })];

    private static IEnumerable<(string Field, QuizRequest Request)> LongTextsWith(string text) =>
    [
        ("description", A.Request() with { Description = text }),
        ("questions[0].question", A.Request() with { Questions = [A.Question(text)] }),
        ("questions[0].options", A.Request() with { Questions = [A.Question() with { Options = ["a", "b", text] }] }),
        ("questions[0].explanation", A.Request() with { Questions = [A.Question() with { Explanation = text }] }),
    ];

    [Fact]
    public void What_shows_nothing_or_spills_over_is_refused_wherever_it_stands()
    {
        foreach (var (field, request) in Texts.Unfit.SelectMany(text => (IEnumerable<(string, QuizRequest)>)[.. LinesWith(text), .. LongTextsWith(text)]))
            Assert.Equal([field], Faults(request));
        foreach (var (field, request) in Texts.UnfitInALine.SelectMany(LinesWith))
            Assert.Equal([field], Faults(request));
    }

    [Fact]
    public void Every_custom_of_writing_is_welcome()
    {
        var requests = Texts.Fit.SelectMany(text => (IEnumerable<(string, QuizRequest)>)[.. LinesWith(text), .. LongTextsWith(text)])
            .Concat(Texts.UnfitInALine.SelectMany(LongTextsWith));

        Assert.All(requests, r => r.Item2.Content(unfinished: false));
    }

    [Fact]
    public void Two_spellings_of_a_category_a_tag_or_an_option_are_one()
    {
        var request = A.Request("cafe\u0301") with { Category = "cafe\u0301", Tags = ["Caf\u00E9", "cafe\u0301", "ＣＡＦＥ\u0301"] };

        var content = request.Content(unfinished: false);

        Assert.Equal(("caf\u00E9", "caf\u00E9"), (content.Title, content.Category));
        Assert.Equal(["Caf\u00E9"], content.Tags);
        Assert.Equal(["questions[0].options"], Faults(A.Request() with { Questions = [A.Question() with { Options = ["cafe\u0301", "caf\u00E9"] }] }));
    }

    [Fact]
    public void The_explanations_together_have_a_limit()
    {
        var request = A.Request() with { Questions = [.. Enumerable.Repeat(A.Question() with { Explanation = new string('e', 2000) }, 101)] };

        Assert.Equal(["questions"], Faults(request));
    }

    /// <summary>A right request as JSON with one value replaced.</summary>
    internal static JsonNode With(string path, string json)
    {
        var request = JsonSerializer.SerializeToNode(A.Request(), Json.Options)!;
        var at = path.Split('.');
        var parent = at[..^1].Aggregate(request, (node, name) => (int.TryParse(name, out var i) ? node[i] : node[name])!);
        parent[at[^1]] = JsonNode.Parse(json);
        return request;
    }

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    private static IEnumerable<string> Faults(QuizRequest request, bool unfinished = false, IReadOnlyCollection<Question>? known = null) =>
        Assert.Throws<ProblemException>(() => request.Content(unfinished, known)).Errors!.Keys;
}
