using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using QuizPlatform.Platform;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Tests;

/// <summary>Each type of question: its controls, what a form of them answers, and how that is read later.</summary>
public class QuestionTypeTests : PageContext
{
    private const string QuizId = "0190000000007000800000000000000a";

    private static readonly Dictionary<string, PlayerQuestion> Questions = new()
    {
        ["single"] = Of("single", options: ["Left", "Right"]),
        ["multiple"] = Of("multiple", options: ["Two", "Three", "Four"]),
        ["trueFalse"] = Of("trueFalse", options: ["True", "False"]),
        ["numeric"] = Of("numeric") with { Unit = "m/s²" },
        ["text"] = Of("text"),
        ["ordering"] = Of("ordering", options: ["Second", "First", "Third"]),
        ["matching"] = Of("matching", options: ["Rome", "Paris"]) with { Prompts = ["France", "Italy", "Spain"] },
        ["gaps"] = Of("gaps") with
        {
            Question = "[[1]] lies on the [[2]], [[3]] km long. [[4]]",
            Gaps = [new("text"), new("choice", ["Rhine", "Seine"]), new("numeric", Unit: "km")],
        },
    };

    [Theory]
    [InlineData("single", "1", "=1")]
    [InlineData("single", null, "=7")]
    [InlineData("multiple", "[0,2]", "=2", "=0")]
    [InlineData("multiple", null)]
    [InlineData("multiple", "[1]", "=1", "=9")]
    [InlineData("trueFalse", "false", "=false")]
    [InlineData("trueFalse", null, "=maybe")]
    [InlineData("numeric", "\"9.81\"", "=9.81")]
    [InlineData("text", "\" an\"", "= an")]
    [InlineData("text", null, "= ")]
    [InlineData("ordering", "[1,0,2]", "-0=2", "-1=1", "-2=3")]
    [InlineData("ordering", null, "-0=", "-1=", "-2=")]
    [InlineData("matching", "[1,null,0]", "-0=1", "-1=", "-2=0")]
    [InlineData("matching", null, "-0=", "-1=", "-2=")]
    [InlineData("gaps", "[\"Paris\",1,null]", "-0=Paris", "-1=1", "-2=")]
    [InlineData("gaps", null)]
    public void A_form_is_read_as_the_API_wants_it(string type, string? expected, params string[] fields)
    {
        var answer = Questions[type].AnswerIn(Form(fields));

        Assert.Equal(expected, answer is { } given ? Sorted(type, given) : null);
    }

    // It is refused, and the form comes back with what is wrong.
    [Fact]
    public void Two_options_in_one_place_are_no_order() =>
        Assert.Equal("[0,null,2]", $"{Questions["ordering"].AnswerIn(Form("-0=1", "-1=1", "-2=3"))}");

    [Theory]
    [InlineData("single", "1")]
    [InlineData("multiple", "[0,2]")]
    [InlineData("trueFalse", "false")]
    [InlineData("numeric", "\"9.81\"")]
    [InlineData("text", "\"an\"")]
    [InlineData("ordering", "[1,0,2]")]
    [InlineData("matching", "[1,null,0]")]
    [InlineData("gaps", "[\"Paris\",1,\"775\"]")]
    public void A_form_that_comes_back_has_what_was_answered(string type, string answer)
    {
        var field = Show(type, answer);

        Assert.Equal(answer, Sorted(type, Questions[type].AnswerIn(Filled(field))!.Value));
    }

    [Fact]
    public void All_that_are_right_are_to_be_chosen_by_checkboxes()
    {
        var field = Show("multiple");

        Assert.Equal(3, field.FindAll("input[type=checkbox]").Count);
        Assert.Equal("Choose all that are right.", field.Find($"#{field.Find("fieldset").GetAttribute("aria-describedby")}").TextContent);
    }

    [Fact]
    public void True_and_false_are_said_in_the_readers_language()
    {
        using var german = Speaking("de");

        Assert.Equal(["Wahr", "Falsch"], Show("trueFalse").FindAll(".option .as-typed").Select(option => option.TextContent));
    }

    [Fact]
    public void A_number_has_its_unit_beside_it()
    {
        var field = Show("numeric");

        Assert.Equal(("decimal", "Your answer, m/s²"), (field.Find("input").GetAttribute("inputmode"), field.Find("input").GetAttribute("aria-label")));
        Assert.Equal("m/s²", field.Find(".of-number").TextContent);
        Assert.True(field.Find("[data-trouble]").HasAttribute("hidden"));
    }

    [Fact]
    public void Gaps_stand_in_the_text()
    {
        var field = Show("gaps");

        Assert.Equal("Fill the gaps", field.Find("h2").TextContent);
        Assert.Equal(["", " lies on the ", ", ", " km long. ", "[[4]]", ""], field.FindAll(".gapped .as-typed").Select(piece => piece.TextContent));
        Assert.Equal(["Gap 1", "Gap 2", "Gap 3, km"], field.FindAll("[data-entry]").Select(entry => entry.GetAttribute("aria-label")));
    }

    [Fact]
    public void Gaps_are_told_apart_by_their_numbers_wherever_they_stand()
    {
        var field = Show(Questions["gaps"] with { Question = "[[3]] km long, [[1]] lies on the [[2]]; [[01]] is none." });

        Assert.Equal(["2", "0", "1"], field.FindAll("[data-entry]").Select(entry => entry.GetAttribute("data-entry")));
    }

    [Fact]
    public void Every_control_has_a_name()
    {
        foreach (var type in Questions.Keys)
            Assert.All(Show(type).FindAll("[data-entry], .ordering select, .tool"), control =>
                Assert.True(control.HasAttribute("aria-label") || control.ParentElement!.QuerySelector($"label[for='{control.Id}']") is not null));
    }

    [Fact]
    public void Long_options_to_match_stand_above_and_are_chosen_by_their_letters()
    {
        var field = Show(Questions["matching"] with { Options = [new('x', 41), "Paris"] });

        Assert.Equal(["Choose …", "A", "B"], field.Find("select").Children.Select(option => option.TextContent));
        Assert.Equal("BParis", field.FindAll(".lettered li")[1].TextContent);
    }

    [Fact]
    public void On_paper_there_is_what_lists_offer()
    {
        var matching = Show(Questions["matching"] with { Options = ["Porto", "Rome"] });
        Assert.Equal(["APorto", "BRome"], matching.FindAll(".on-paper li").Select(option => option.TextContent));
        Assert.Equal("(Porto / Rome)", Show(Questions["gaps"] with
        {
            Question = "In [[1]].",
            Gaps = [new("choice", ["Porto", "Rome"])],
        }).Find(".on-paper").TextContent);
    }

    [Fact]
    public void Without_scripts_answers_are_sent_by_their_types()
    {
        var page = Take("q-n=9.81", "q-o-0=2", "q-o-1=1", "q-t=false", "q-x= ");
        Answer("POST http://results/api/results/submit", new { result = new { id = "r1", questions = Array.Empty<object>() } });
        page.Find("form").Submit();

        var sent = JsonSerializer.Deserialize<JsonElement>(Asked.Single(asked => asked.Request.StartsWith("POST", StringComparison.Ordinal)).Body);
        Assert.Equal(
            """[{"questionId":"n","answer":"9.81"},{"questionId":"o","answer":[1,0]},{"questionId":"t","answer":false}]""",
            sent.GetProperty("answers").GetRawText());
    }

    [Theory]
    [InlineData("de", "9,81", "9.81")]
    [InlineData("de", "9.81", "9.81")]
    [InlineData("de", "1.234,5", "1.234,5")] // which the API refuses: a page cannot know what is meant
    [InlineData("en", "9,81", "9,81")]
    public void A_comma_stands_before_decimals_where_people_write_one(string language, string typed, string sent)
    {
        using var _ = Speaking(language);
        var page = Take($"q-n={typed}", "q-t=false");
        Answer("POST http://results/api/results/submit", new { result = new { id = "r1", questions = Array.Empty<object>() } });
        page.Find("form").Submit();

        var body = JsonSerializer.Deserialize<JsonElement>(Asked.Single(asked => asked.Request.StartsWith("POST", StringComparison.Ordinal)).Body);
        Assert.Equal(sent, body.GetProperty("answers")[0].GetProperty("answer").GetString());
    }

    [Fact]
    public void What_the_API_refuses_is_told_at_its_question()
    {
        var page = Take("q-t=false", "q-n=9,81", "q-o-0=1", "q-o-1=1");
        Answer(
            "POST http://results/api/results/submit",
            new
            {
                type = "urn:problem:request.invalid",
                status = 400,
                errors = new Dictionary<string, string[]> { ["answers[0].answer"] = ["must be a number"] },
            },
            status: 400);
        page.Find("form").Submit();

        Assert.Equal(["n"], page.FindAll("[data-trouble]:not([hidden])").Select(trouble => trouble.Closest("fieldset")!.GetAttribute("data-question")));
        Assert.Equal("9,81", page.Find("[data-question=n] input").GetAttribute("value"));
    }

    private IRenderedComponent<TakePage> Take(params string[] fields)
    {
        SignIn("u1");
        var quiz = JsonSerializer.SerializeToNode(A.Quiz(QuizId, questions: 0), Json.Options)!;
        quiz["questions"] = JsonSerializer.SerializeToNode(
            new[] { ("n", "numeric"), ("o", "ordering"), ("t", "trueFalse"), ("x", "text") }.Select(question =>
                Of(question.Item2, options: question.Item2 == "ordering" ? ["a", "b"] : null) with { Id = question.Item1 }),
            Json.Options);
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", quiz);
        Visit.Request.Method = HttpMethods.Post;
        Visit.Request.ContentType = "application/x-www-form-urlencoded";
        Visit.Request.Form = new FormCollection(fields.Select(field => field.Split('='))
            .ToDictionary(field => field[0].Replace("q-", "answer-", StringComparison.Ordinal), field => new StringValues(field[1])));
        return Render<TakePage>(parameters => parameters.Add(page => page.Id, QuizId));
    }

    private static PlayerQuestion Of(string type, string[]? options = null) => new("q1", "Which?", options ?? [], 1, type);

    private static JsonElement Read(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static string Sorted(string type, JsonElement answer) =>
        type == "multiple" ? JsonSerializer.Serialize(answer.EnumerateArray().Select(option => option.GetInt32()).Order()) : answer.GetRawText();

    private static FormCollection Form(params IEnumerable<string> fields) => new(
        fields.Select(field => field.Split('=')).GroupBy(field => field[0], field => field[1])
            .ToDictionary(group => $"answer-q1{group.Key}", group => new StringValues([.. group])));

    // As a browser would send it.
    private static FormCollection Filled(IRenderedComponent<QuestionField> field) => Form(
        from control in field.FindAll("[name]")
        let name = control.GetAttribute("name")!["answer-q1".Length..]
        let value = control.NodeName == "SELECT" ? control.QuerySelector("option[selected]")?.GetAttribute("value") ?? ""
            : control.GetAttribute("type") is null || control.HasAttribute("checked") ? control.GetAttribute("value") : null
        where value is not null
        select $"{name}={value}");

    private IRenderedComponent<QuestionField> Show(string type, string? answer = null) => Show(Questions[type], answer);

    private IRenderedComponent<QuestionField> Show(PlayerQuestion question, string? answer = null) => Render<QuestionField>(parameters => parameters
        .Add(field => field.Question, question).Add(field => field.Number, 1).Add(field => field.Of, 3)
        .Add(field => field.Answer, answer is null ? null : Read(answer)));
}
