using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Authoring;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Reports;

namespace QuizPlatform.Web.Tests;

public class ReportTests : PageContext
{
    private const string Id = "0199fa5dd2b47f0f9d3a6c1e8b7a5f43";
    private const string Quizzes = "http://quizzes/api/quizzes";
    private const string Users = "http://users/api/users";

    [Fact]
    public async Task Anybody_reports_a_quiz_and_is_thanked()
    {
        Visit.Request.Path = $"/quizzes/{Id}/report";
        Answer($"GET {Quizzes}/{Id}", A.Quiz(Id));
        Answer($"POST {Quizzes}/{Id}/reports", new { message = "Thank you." }, status: 202);
        var page = Render<ReportPage>(parameters => parameters.Add(p => p.Id, Id));
        Assert.Equal(["offensive", "private", "rights", "wrong", "spam", "other"], page.FindAll("[type=radio]").Select(radio => radio.GetAttribute("value")));
        (page.Instance.Input.Reason, page.Instance.Input.Text) = ("spam", "It sells shoes.");

        await page.Find("form").SubmitAsync();

        Assert.Contains(($"POST {Quizzes}/{Id}/reports", "{\"reason\":\"spam\",\"text\":\"It sells shoes.\"}"), Asked);
        Assert.EndsWith($"/quizzes/{Id}/report?sent=true", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_reported_and_what_was_typed_is_kept_when_that_fails()
    {
        Visit.Request.Path = $"/players/{Id}/report";
        Answer($"POST {Users}/{Id}/reports", new { type = "urn:problem:request.too-many", detail = "Later." }, status: 429);
        var page = Render<ReportPage>(parameters => parameters.Add(p => p.Id, Id));
        Assert.Equal("Report a player’s name", page.Find("h1").TextContent);
        (page.Instance.Input.Reason, page.Instance.Input.Text) = ("pretends", "It is not the mayor.");

        await page.Find("form").SubmitAsync();

        Assert.Equal(429, Visit.Response.StatusCode);
        Assert.Single(page.FindAll("[role=alert]"));
        Assert.Equal("It is not the mayor.", page.Find("textarea").TextContent);
        Assert.Equal("pretends", page.Find("[type=radio][checked]").GetAttribute("value"));
    }

    [Theory]
    [InlineData(false, "Report the name “Mayor”")]
    [InlineData(true, "Report a player’s name")]
    public void Whose_name_it_is_the_board_says_that_has_led_there(bool hidden, string title)
    {
        Visit.Request.Path = $"/players/{Id}/report";
        Answer("GET http://results/api/leaderboard", new
        {
            leaderboard = new[] { new { rank = 1, userId = Id, displayName = "Mayor", lastActivity = DateTimeOffset.UnixEpoch, nameHidden = hidden } },
            totalUsers = 1,
        });
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/players/{Id}/report?return=/quizzes/{Id}");

        Assert.Equal(title, Render<ReportPage>(parameters => parameters.Add(p => p.Id, Id)).Find("h1").TextContent);
        Assert.Contains(Asked, asked => asked.Request.Contains($"quizId={Id}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hide r1 q1", "PUT http://quizzes/api/quizzes/q1/hidden", "{\"hidden\":true,\"note\":\"Rude.\"}")]
    [InlineData("show r1 q1", "PUT http://quizzes/api/quizzes/q1/hidden", "{\"hidden\":false,\"note\":null}")]
    [InlineData("close r1 q1", "PUT http://quizzes/api/quizzes/reports/r1/closed", "{\"note\":\"Rude.\"}")]
    public async Task An_admin_decides_with_the_note_of_that_report(string decision, string request, string body)
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET {Quizzes}/reports", new { reports = new[] { Report() } });
        Answer(request, new { }, status: 200);
        var page = Render<ReportsPage>();
        Assert.Equal("/my/quizzes/q1", page.Find("a.title").GetAttribute("href"));
        Assert.Equal($"/people/{Id}", page.Find("li p a").GetAttribute("href"));
        Assert.Equal(["hide r1 q1", "close r1 q1"], page.FindAll("button").Select(button => button.GetAttribute("value")));
        (page.Instance.Input.Do, page.Instance.Input.Notes) = (decision, new() { ["r1"] = "Rude.", ["r2"] = "Other." });

        await page.Find("form").SubmitAsync();

        Assert.Contains((request, body), Asked);
    }

    [Fact]
    public async Task A_reported_name_is_replaced()
    {
        SignIn("boss", "Boss", "admin");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/reports?of=names");
        Answer($"GET {Users}/reports", new
        {
            reports = new[] { new { id = "r1", userId = "u2", name = "Rude", reason = "offensive", reportedAt = DateTimeOffset.UnixEpoch } },
        });
        Answer($"DELETE {Users}/u2/name", new { id = "u2", displayName = "Calm Owl 12" });
        var page = Render<ReportsPage>();
        Assert.Equal("/people/u2", page.Find("a.title").GetAttribute("href"));
        page.Instance.Input.Do = "reset r1 u2";

        await page.Find("form").SubmitAsync();

        Assert.Contains(Asked, asked => asked.Request == $"DELETE {Users}/u2/name");
    }

    [Fact]
    public void Nobody_else_sees_the_queue_or_the_way_to_it()
    {
        SignIn("u1");

        Assert.Equal(HttpStatusCode.Forbidden, Assert.Throws<ApiException>(() => Render<ReportsPage>()).Status);
        Assert.Empty(Render<MainLayout>().FindAll("a[href='/reports']"));
        Assert.Empty(Asked);
    }

    [Fact]
    public void The_author_sees_that_a_quiz_is_hidden_and_why()
    {
        SignIn("u1");
        Answer($"GET {Quizzes}", new
        {
            quizzes = new[]
            {
                new
                {
                    id = Id, title = "Rivers", status = "archived", questionCount = 1, version = 1, updatedAt = DateTimeOffset.UnixEpoch,
                    hidden = new { at = DateTimeOffset.UnixEpoch, note = "It names somebody." },
                },
            },
            total = 1,
        });

        var row = Render<MyQuizzesPage>().Find("ul.quizzes li");

        Assert.Contains("Hidden by an admin", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("It names somebody.", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_reads_a_hidden_quiz_and_shows_it_again()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET {Quizzes}/{Id}", A.OwnQuiz(Id, version: 1, "archived", ["first"], hidden: new { at = DateTimeOffset.UnixEpoch, note = "Rude." }));
        Answer($"PUT {Quizzes}/{Id}/hidden", new { });
        var page = Editor();
        Assert.Equal("first?", page.Find(".review h2").TextContent);
        Assert.Equal(["/reports"], page.FindAll(".actions a").Select(link => link.GetAttribute("href")));

        await page.Find("form").SubmitAsync();

        Assert.Contains(($"PUT {Quizzes}/{Id}/hidden", """{"hidden":false,"note":null}"""), Asked);
        Assert.Equal($"http://localhost/my/quizzes/{Id}", Here);
    }

    [Fact]
    public void An_admin_reads_an_archived_quiz_and_is_led_to_a_published_one()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET {Quizzes}/{Id}", A.OwnQuiz(Id, version: 1, "archived", ["first"]));
        Assert.Empty(Editor().FindAll(".actions button"));

        Answer($"GET {Quizzes}/{Id}", A.OwnQuiz(Id, version: 1, "first"));
        Editor();

        Assert.Equal($"http://localhost/quizzes/{Id}", Here);
        Answer($"GET {Quizzes}/{Id}", A.OwnQuiz(Id, version: 0, "first"));
        Assert.Equal(HttpStatusCode.Forbidden, Assert.Throws<ApiException>(Editor).Status);
    }

    private string Here => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<EditorPage> Editor() => Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

    private static object Report(string createdBy = Id) => new
    {
        id = "r1",
        quizId = "q1",
        quizTitle = "Rivers",
        quizVersion = 1,
        quizHidden = false,
        quizCreatedBy = createdBy,
        reason = "offensive",
        text = "Rude.",
        reportedAt = DateTimeOffset.UnixEpoch,
    };
}
