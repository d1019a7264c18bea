using System.Net;
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

        Assert.Equal(("50 %", "2 of 4 points: not passed."), (page.Find("h1").TextContent, page.Find(".lead").TextContent));
        Assert.Equal(["Right", "Wrong", "Not answered"], page.FindAll(".review .verdict b").Select(verdict => verdict.TextContent));
        Assert.Equal("So it is.", page.Find(".why").TextContent);
        Assert.Equal("No option is marked as right yet.", page.FindAll(".review dd")[^1].TextContent);
        Assert.Equal(["GET"], Asked.Select(asked => asked.Request.Split(' ')[0]).Distinct());
    }

    [Fact]
    public void What_is_saved_is_sent_along_so_that_its_review_is_of_the_same()
    {
        var sent = Show().Find("input[name=quiz]").GetAttribute("value")!;

        Assert.Equal("0 %", Show(sent, ("handed-in", "1")).Find("h1").TextContent);
        Assert.Equal("100 %", Show(sent, ("handed-in", "1"), ("answer-q0", "1"), ("answer-q1", "1")).Find("h1").TextContent);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"questions":3}""")]
    public void What_is_no_quiz_is_refused(string sent) =>
        Assert.Equal(HttpStatusCode.BadRequest, Assert.Throws<ApiException>(() => Show(sent)).Status);

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
