using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

public class PreviewTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";

    public PreviewTests()
    {
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version: 0, "first", "second"));
    }

    [Fact]
    public void What_is_saved_is_shown_as_players_see_it_and_cannot_be_handed_in()
    {
        var page = Show();

        Assert.Equal(["first?", "second?"], page.FindAll(".question h2").Select(heading => heading.TextContent));
        Assert.Empty(page.FindAll("input:checked[value='1']"));
        Assert.True(page.Find("quiz-player").HasAttribute("data-preview"));
        Assert.Empty(page.FindAll("[data-unscripted]"));
        Assert.Equal($"/my/quizzes/{Id}", page.Find(".player-leave").GetAttribute("href"));
    }

    [Fact]
    public void What_the_editor_sends_is_shown_instead_however_unfinished()
    {
        var page = Show(
            """
            {"title":" ","timeLimit":3e9,"questions":[
              {"question":"","options":["A"],"points":null}, null, {"question":"Why?","options":["B","C"],"points":2.5}]}
            """);

        Assert.Equal("Quiz without a title", page.Find("h1").TextContent);
        Assert.Equal(["No text yet", "No text yet", "Why?"], page.FindAll(".question h2").Select(heading => heading.TextContent));
        Assert.Empty(page.FindAll("[data-clock-choice]"));
    }

    [Fact]
    public void A_quiz_without_questions_says_what_to_do()
    {
        var page = Show("""{"title":"Seas","questions":[]}""");

        Assert.Empty(page.FindAll("quiz-player"));
        Assert.Equal("Seas", page.Find(".empty h1").TextContent);
    }

    [Fact]
    public void What_is_handed_in_is_reviewed_as_players_will_read_it_and_reaches_nobody()
    {
        var page = Show(
            """
            {"title":"Seas","passPercentage":70,"questions":[
              {"question":"Which?","options":["A","B"],"correctAnswer":1,"points":2,"explanation":"So it is."},
              {"question":"Where?","options":["C","D"],"correctAnswer":0}, {"question":"Why?","options":["E","F"],"correctAnswer":null}]}
            """,
            ("handed-in", "1"), ("answer-q0", "1"), ("answer-q1", "1"), ("answer-q2", "7"));

        Assert.Equal(("50%", "2 of 4 points: not passed."), (page.Find("h1").TextContent, page.Find(".lead").TextContent));
        Assert.Equal(["Right", "Wrong", "Not answered"], page.FindAll(".review .verdict b").Select(verdict => verdict.TextContent));
        Assert.Equal("So it is.", page.Find(".why").TextContent);
        Assert.Equal("What is right is not said yet.", page.FindAll(".review dd")[^1].TextContent);
        Assert.Equal(["GET"], Asked.Select(asked => asked.Request.Split(' ')[0]).Distinct());
    }

    [Fact]
    public void Every_type_is_marked_as_the_platform_marks_it()
    {
        var sent =
            """
            {"questions":[
              {"type":"multiple","question":"Even?","options":["1","2","4"],"correctAnswer":[1,2]},
              {"type":"trueFalse","question":"So?","options":[],"correctAnswer":true},
              {"type":"numeric","question":"g?","correctAnswer":9.81,"tolerance":0.05,"unit":"m/s²","alsoAccepted":[{"value":10,"credit":0.5}],"points":2},
              {"type":"text","question":"Who?","correctAnswer":"Ann*","wildcards":true},
              {"type":"gaps","question":"[[1]] and [[2]]","gaps":[
                {"kind":"text","correctAnswer":"one"}, {"kind":"choice","options":["two","three"],"correctAnswer":0}]},
              {"type":"numeric","question":"Why?"}]}
            """;
        var page = Show(
            sent, ("handed-in", "1"), ("answer-q0", "1"), ("answer-q1", "true"), ("answer-q2", "10"), ("answer-q3", "anna"), ("answer-q4-0", "One"),
            ("answer-q4-1", "1"), ("answer-q5", "3,5"));

        Assert.Equal(
            ["Wrong", "Right", "Partly right", "Right", "Wrong", "Wrong"], page.FindAll(".review .verdict b").Select(verdict => verdict.TextContent));
        Assert.Equal("3 of 7 points: not passed.", page.Find(".lead").TextContent);
        Assert.Equal(["1 of 2 points"], page.FindAll(".review > li:nth-child(3) .figure").Select(points => points.TextContent));
        Assert.Equal("9.81 ± 0.05 m/s²", page.Find(".review > li:nth-child(3) dl > div:last-child dd > span").TextContent.Trim());
        Assert.Equal("What is right is not said yet.", page.FindAll(".review dd")[^1].TextContent);
    }

    [Theory]
    [InlineData("""{"type":"ordering","options":["a","b","c","d"]}""", "")]
    [InlineData("""{"type":"ordering","options":["d","c","b","a"],"correctAnswer":[3,2,1,0]}""", "")]
    [InlineData("""{"type":"matching","options":["a","b","c","d"],"prompts":["A","B","C","D"],"correctAnswer":[0,1,2,3]}""", "ABCD")]
    public void What_is_right_is_not_told_by_the_order_of_the_options(string question, string prompts)
    {
        var sent = $$"""{"questions":[{{question}}]}""";
        var page = Show(sent);
        string[] options = prompts is ""
            ? [.. page.FindAll(".ordering .as-typed").Select(option => option.TextContent)]
            : [.. page.Find("select").QuerySelectorAll("option[value]:not([value=''])").Select(option => option.TextContent.Trim())];

        Assert.NotEqual(["a", "b", "c", "d"], options);

        var answers = new[] { "a", "b", "c", "d" }.Select((text, i) => (Text: text, At: Array.IndexOf(options, text), Place: i));
        var reviewed = Show(sent, [
            ("handed-in", "1"),
            .. answers.Select(one => prompts is "" ? ($"answer-q0-{one.At}", $"{one.Place + 1}") : ($"answer-q0-{one.Place}", $"{one.At}"))]);

        Assert.Equal("100%", reviewed.Find("h1").TextContent);
    }

    [Fact]
    public void What_is_saved_is_sent_along_so_that_its_review_is_of_the_same()
    {
        var sent = Show().Find("input[name=quiz]").GetAttribute("value")!;

        Assert.Equal("0%", Show(sent, ("handed-in", "1")).Find("h1").TextContent);
        Assert.Equal("100%", Show(sent, ("handed-in", "1"), ("answer-q0", "1"), ("answer-q1", "1")).Find("h1").TextContent);
    }

    [Theory]
    [InlineData("none", "", "0%")]
    [InlineData("proportional", "", "40%")] // 2 of 5
    [InlineData("proportional", "none", "0%")]
    [InlineData("none", "proportional", "40%")]
    [InlineData("no such word", "", "0%")]
    public void It_is_marked_as_the_quiz_and_its_questions_say(string ofQuiz, string ofQuestion, string percentage)
    {
        var own = ofQuestion.Length == 0 ? "" : $",\"partialCredit\":\"{ofQuestion}\"";
        var sent = $$"""
            {"title":"Primes","scoring":{"partialCredit":"{{ofQuiz}}","wrongPenalty":0},"questions":[
              {"type":"multiple","question":"Primes?","options":["2","3","4"],"correctAnswer":[0,1],"points":4{{own}}},
              {"question":"1?","options":["a","b"],"correctAnswer":0}]}
            """;

        Assert.Equal(percentage, Show(sent, ("handed-in", "1"), ("answer-q0", "0"), ("answer-q1", "1")).Find("h1").TextContent);
    }

    [Fact]
    public void A_penalty_is_told_before_the_start_and_taken_away()
    {
        const string Sent = """
            {"scoring":{"wrongPenalty":0.255},"questions":[{"question":"1?","options":["a","b"],"correctAnswer":0,"points":2},
              {"question":"2?","options":["a","b"],"correctAnswer":0,"points":2}]}
            """;

        Assert.Contains("A wrong answer costs 25.5% of a question", Show(Sent).Find("[data-part=start]").TextContent, StringComparison.Ordinal);
        Assert.Equal("37%", Show(Sent, ("handed-in", "1"), ("answer-q0", "0"), ("answer-q1", "1")).Find("h1").TextContent); // 1.49 of 4
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"questions":3}""")]
    [InlineData("""{"other":[[[[[[[[1]]]]]]]]}""")]
    public void What_is_no_quiz_is_refused(string sent) =>
        Assert.Equal(HttpStatusCode.BadRequest, Assert.Throws<ApiException>(() => Show(sent)).Status);

    // What a page of it takes is many times what is sent: a null is a question, and its language stands at every text.
    [Theory]
    [InlineData("title", 200)]
    [InlineData("description", 2000)]
    [InlineData("category", 100)]
    [InlineData("language", 35)]
    [InlineData("questions", 200)]
    [InlineData("question", 2000)]
    [InlineData("explanation", 2000)]
    [InlineData("options", 20)]
    [InlineData("option", 500)]
    [InlineData("prompts", 20)]
    [InlineData("gaps", 20)]
    [InlineData("unit", 20)]
    public void What_is_more_than_a_quiz_may_have_is_refused(string what, int most)
    {
        Assert.NotNull(Show(Sent(most)));
        Assert.Equal(HttpStatusCode.BadRequest, Assert.Throws<ApiException>(() => Show(Sent(most + 1))).Status);

        string Sent(int size) => what switch
        {
            "questions" => $$"""{"questions":[{{string.Join(',', Enumerable.Repeat("null", size))}}]}""",
            "question" or "explanation" => $$"""{"questions":[{"{{what}}":"{{new string('x', size)}}"}]}""",
            "unit" => $$"""{"questions":[{"unit":"{{new string('x', size)}}"}]}""",
            "gaps" => $$"""{"questions":[{"gaps":[{{string.Join(',', Enumerable.Repeat("null", size))}}]}]}""",
            "options" or "prompts" => $$"""{"questions":[{"{{what}}":[{{string.Join(',', Enumerable.Repeat("\"\"", size))}}]}]}""",
            "option" => $$"""{"questions":[{"options":["{{new string('x', size)}}"]}]}""",
            _ => $$"""{"{{what}}":"{{new string('x', size)}}"}""",
        };
    }

    [Fact]
    public void These_limits_are_those_of_the_API()
    {
        var schemas = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/openapi.json")))!["components"]!["schemas"]!;

        int[] limits =
        [
            Of("QuizRequest", "title", "maxLength"), Of("QuizRequest", "description", "maxLength"), Of("QuizRequest", "category", "maxLength"),
            Of("QuizRequest", "questions", "maxItems"), Of("QuestionRequest", "question", "maxLength"), Of("QuestionRequest", "options", "maxItems"),
        ];

        Assert.Equal([200, 2000, 100, 200, 2000, 20], limits);

        int Of(string schema, string property, string limit) => (int)schemas[schema]!["properties"]![property]![limit]!;
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private IRenderedComponent<PreviewPage> Show(string? sent = null, params IEnumerable<(string Name, string Value)> fields)
    {
        if (sent is not null)
        {
            Visit.Request.ContentType = "application/x-www-form-urlencoded";
            Visit.Request.Form = new FormCollection(fields.Append(("quiz", sent)).ToDictionary(field => field.Item1, field => new StringValues(field.Item2)));
        }

        return Render<PreviewPage>(parameters => parameters.Add(page => page.Id, Id));
    }
}
