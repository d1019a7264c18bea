using System.Net;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

public class AuthoringTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";

    [Theory]
    [InlineData("draft", 0, "Edit Copy Export Delete")]
    [InlineData("published", 2, "Edit Open as a player Settings Analytics Copy Export Archive")]
    [InlineData("archived", 0, "Copy Export Delete")]
    [InlineData("archived", 1, "Settings Analytics Copy Export")]
    public void What_can_be_done_with_a_quiz_goes_by_its_state(string status, int version, string actions)
    {
        SignIn("u1");
        Answer("GET http://quizzes/api/quizzes", new
        {
            quizzes = new[] { new { id = Id, title = "Rivers", status, questionCount = 1, version, updatedAt = DateTimeOffset.UtcNow.AddMinutes(-5) } },
            total = 1,
        });

        var page = Render<MyQuizzesPage>();

        Assert.Equal(actions, string.Join(' ', page.FindAll(".row-actions a").Select(link => link.TextContent)));
        Assert.Equal("5 minutes ago", page.Find("time").TextContent);
    }

    [Fact]
    public void Somebody_who_has_none_is_led_to_a_first_one()
    {
        SignIn("u1");
        Answer("GET http://quizzes/api/quizzes", new { quizzes = Array.Empty<object>(), total = 0 });

        var page = Render<MyQuizzesPage>();

        Assert.Equal("/my/quizzes/new", page.Find(".empty a").GetAttribute("href"));
        Assert.Contains("author=me&state=all", Asked.Single().Request, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_not_signed_in_signs_in_first()
    {
        Render<ArchivePage>(parameters => parameters.Add(archive => archive.Id, Id));

        var here = Services.GetRequiredService<NavigationManager>();
        Assert.StartsWith("/sign-in?return=", new Uri(here.Uri).PathAndQuery, StringComparison.Ordinal);
        Assert.Empty(Asked);
    }

    [Fact]
    public void No_text_of_a_quiz_ends_the_script_that_it_is_in()
    {
        const string Title = "</script><b id=\"out\">What <!-- means</b>";
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", new
        {
            id = Id,
            status = "draft",
            title = Title,
            description = "",
            difficulty = "beginner",
            category = "general",
            tags = Array.Empty<string>(),
            timeLimit = 300,
            passPercentage = 70,
            settings = new { leaderboardCounts = "unaided" },
            version = 0,
            updatedAt = DateTimeOffset.UnixEpoch,
            createdBy = "u1",
            questions = new[] { new { id = "q1", type = "text", question = "", options = Array.Empty<string>(), correctAnswer = Title, points = 1 } },
        });

        var page = Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

        Assert.Empty(page.FindAll("#out"));
        Assert.Equal(Title, JsonNode.Parse(page.Find("script[data-quiz]").TextContent)!["quiz"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public void The_editor_of_a_published_quiz_leads_to_the_quiz_and_its_figures()
    {
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version: 1, "first"));

        var page = Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

        Assert.Equal(
            ["/my/quizzes", $"/quizzes/{Id}", $"/my/quizzes/{Id}/analytics", $"/my/quizzes/{Id}/export"],
            page.FindAll(".editor-top .small a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("u1", 1, "Archive quiz", "/my/quizzes?archived=1")]
    [InlineData("boss", 1, "Archive quiz", "/quizzes?archived=1")]
    [InlineData("u1", 0, "Delete draft", "/my/quizzes?deleted=1")]
    public async Task Who_has_archived_a_quiz_or_deleted_a_draft_is_told_where_they_came_from(string who, int version, string button, string where)
    {
        SignIn(who, "Boss", "admin");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version, "first"));
        Answer($"DELETE http://quizzes/api/quizzes/{Id}", new { });
        var page = Render<ArchivePage>(parameters => parameters.Add(archive => archive.Id, Id));

        Assert.Equal(button, page.Find("form button").TextContent);
        await page.Find("form").SubmitAsync();

        Assert.EndsWith(where, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_draft_has_no_time_limit_of_its_own()
    {
        Answer("POST http://quizzes/api/quizzes", new { quiz = A.OwnQuiz(Id, version: 0) });

        await Services.GetRequiredService<AuthorApi>().Draft("Rivers", language: "en", key: "k");

        Assert.Equal("""{"title":"Rivers","language":"en","timeLimit":null,"draft":true}""", Assert.Single(Asked).Body);
    }

    [Fact]
    public async Task A_copy_is_made_by_the_app()
    {
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version: 2, "first", "second"));
        Answer($"POST http://quizzes/api/quizzes/{Id}/copy", new { quiz = A.OwnQuiz("0190000000007000800000000000000c", version: 0) });
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/new?from={Id}");
        var page = Render<NewQuizPage>();
        Assert.Empty(page.FindAll("form input:not([type=hidden])"));

        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/my/quizzes/0190000000007000800000000000000c", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_copies_what_another_has_written()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version: 2, "first"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/new?from={Id}");

        Assert.Equal(HttpStatusCode.Forbidden, Assert.Throws<ApiException>(() => Render<NewQuizPage>()).Status);
    }

    [Fact]
    public void An_archived_quiz_shows_its_questions_and_the_way_to_a_copy()
    {
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version: 1, "archived", ["first", "second"]));

        var page = Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

        Assert.Equal(["first?", "second?"], page.FindAll(".review h2").Select(question => question.TextContent));
        Assert.Equal(["B · Right", "B · Right"], page.FindAll(".shares .right .as-typed").Select(option => option.TextContent));
        Assert.Equal($"/my/quizzes/new?from={Id}", page.Find(".actions .button").GetAttribute("href"));
    }

    [Fact]
    public void An_archived_quiz_tells_what_is_right_in_questions_of_every_type()
    {
        SignIn("u1");
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, "archived", EveryType));

        var page = Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

        Assert.Equal(
            [
                "A · Rhine (Right)", "B · Elbe", "C · Oder (Right)",
                "True", "False (Right)",
                "9.81 ± 2 % m/s²", "9.8 m/s² (counts 50%)",
                "Paris", "Par*s (counts 25%)",
                "1. Rhine", "2. Oder",
                "Rhine → North Sea", "Po → ?", "– → Adriatic",
                "[[1]] Paris", "[[2]] 3.5 ± 0.1", "[[3]] Seine (Loire / Seine)",
            ],
            page.FindAll(".shares > li").Select(option => option.QuerySelector("span")!.TextContent
                + (option.QuerySelector(".verdict b, .soft") is { } verdict ? $" ({verdict.TextContent})" : "")));
    }

    [Fact]
    public async Task A_key_of_another_quiz_is_replaced_when_somebody_went_back_to_the_form()
    {
        Answer("POST http://quizzes/api/quizzes", new { type = "urn:problem:request.idempotency-key-reused", detail = "used" }, status: 422);

        var refused = await Assert.ThrowsAsync<ApiException>(() => Services.GetRequiredService<AuthorApi>().Draft("Rivers", language: null, key: "k"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(Asked.Count > 1);
    }

    private static object[] EveryType =>
    [
        new { id = "q1", type = "multiple", question = "Which?", options = new[] { "Rhine", "Elbe", "Oder" }, correctAnswer = new[] { 0, 2 }, points = 1 },
        new { id = "q2", type = "trueFalse", question = "So?", options = Array.Empty<string>(), correctAnswer = false, points = 1 },
        new
        {
            id = "q3",
            type = "numeric",
            question = "How much?",
            options = Array.Empty<string>(),
            correctAnswer = 9.81,
            points = 1,
            tolerance = 0.02,
            toleranceType = "relative",
            unit = "m/s²",
            alsoAccepted = new[] { new { value = 9.8, tolerance = 0, toleranceType = "absolute", credit = 0.5 } },
        },
        new
        {
            id = "q4",
            type = "text",
            question = "Where?",
            options = Array.Empty<string>(),
            correctAnswer = "Paris",
            points = 1,
            alsoAccepted = new[] { new { text = "Par*s", credit = 0.25 } },
            caseSensitive = true,
            ignoreAccents = false,
            wildcards = true,
        },
        new { id = "q5", type = "ordering", question = "From west?", options = new[] { "Oder", "Rhine" }, correctAnswer = new[] { 1, 0 }, points = 1 },
        new
        {
            id = "q6",
            type = "matching",
            question = "Whereto?",
            options = new[] { "Adriatic", "North Sea" },
            correctAnswer = new int?[] { 1, null },
            points = 1,
            prompts = new[] { "Rhine", "Po" },
        },
        new
        {
            id = "q7",
            type = "gaps",
            question = "[[1]], [[2]] and [[3]]",
            options = Array.Empty<string>(),
            points = 1,
            gaps = new object[]
            {
                new { kind = "text", correctAnswer = "Paris" },
                new { kind = "numeric", correctAnswer = 3.5, tolerance = 0.1 },
                new { kind = "choice", options = new[] { "Loire", "Seine" }, correctAnswer = 1 },
            },
        },
    ];
}
