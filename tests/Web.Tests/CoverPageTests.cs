using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Quizzes;
using QuizPlatform.Web.Reports;

namespace QuizPlatform.Web.Tests;

public class CoverPageTests : PageContext
{
    private const string QuizId = "0190000000007000800000000000000a";

    public CoverPageTests() => Answer($"GET http://quizzes/api/quizzes/{QuizId}", A.Quiz(QuizId, createdBy: "ann", timeLimit: null, language: "fr"));

    [Fact]
    public void Its_author_finds_the_ways_to_edit_it_and_to_its_figures_and_nobody_else_does()
    {
        SignIn("bob", "Bob");
        Assert.Empty(Show().FindAll($"a[href^='/my/quizzes/{QuizId}']"));

        SignIn("ann");
        Assert.Equal(
            [$"/my/quizzes/{QuizId}", $"/my/quizzes/{QuizId}/analytics"],
            Show().FindAll("a[href^='/my/']").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task An_admin_marks_it_as_worth_taking_and_finds_the_way_to_archive_it()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"PUT http://quizzes/api/quizzes/{QuizId}/featured", new { });
        var page = Show();
        Assert.Equal(
            [$"/my/quizzes/{QuizId}/analytics", $"/my/quizzes/{QuizId}/archive"],
            page.FindAll("a[href^='/my/']").Select(link => link.GetAttribute("href")));
        Assert.Equal("true", page.Find("button[name=featured]").GetAttribute("value"));
        page.Instance.Featured = true;

        await page.Find("form").SubmitAsync();

        Assert.Equal(
            ($"PUT http://quizzes/api/quizzes/{QuizId}/featured", """{"featured":true}"""),
            Assert.Single(Asked, asked => asked.Request.StartsWith("PUT", StringComparison.Ordinal)));
        SignIn("ann");
        Assert.Empty(Show().FindAll("button[name=featured]"));
    }

    [Fact]
    public async Task What_an_admin_cannot_mark_any_more_is_told()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"PUT http://quizzes/api/quizzes/{QuizId}/featured", new { type = "urn:problem:quiz.not-published", detail = "no" }, status: 409);
        var page = Show();

        await page.Find("form").SubmitAsync();

        Assert.Contains("The quiz is not published.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_texts_are_marked_with_their_language() => Assert.Equal("fr", Show().Find("h1").GetAttribute("lang"));

    [Fact]
    public void A_quiz_without_a_clock_tells_no_minutes() =>
        Assert.DoesNotContain("min", Show().Find(".soft").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Its_address_is_there_to_read_to_copy_and_to_photograph()
    {
        var page = Show();

        Assert.EndsWith($"/quizzes/{QuizId}", page.Find("share-link input").GetAttribute("value"), StringComparison.Ordinal);
        Assert.StartsWith("M4 4h1v1h-1zM5 4", page.Find("svg.qr path").GetAttribute("d"), StringComparison.Ordinal); // a mark's corner, after the margin
    }

    [Fact]
    public void A_board_that_is_away_leaves_the_quiz_to_be_taken()
    {
        Answer("GET http://results/api/leaderboard", new { }, status: 503);

        var page = Show();

        Assert.NotNull(page.Find(".note"));
        Assert.NotNull(page.Find($"a[href='/quizzes/{QuizId}/take']"));
    }

    [Fact]
    public void A_name_on_its_board_is_reported_and_that_leads_back()
    {
        Answer("GET http://results/api/leaderboard", new
        {
            leaderboard = new[]
            {
                new { rank = 1, userId = "g1", displayName = "Rude", totalScore = 100, lastActivity = DateTimeOffset.UnixEpoch, guest = true },
            },
            totalUsers = 1,
        });

        var report = Show().Find(".board tbody [data-report]").GetAttribute("href")!;

        Assert.Equal($"/players/g1/report?return=/quizzes/{QuizId}", report);
        Services.GetRequiredService<NavigationManager>().NavigateTo(report);
        Assert.Equal($"/quizzes/{QuizId}", Render<ReportPage>(page => page.Add(name => name.Id, "g1")).Find("a.quiet").GetAttribute("href"));
    }

    [Fact]
    public void One_that_is_not_shown_leads_its_author_to_its_page_and_is_nothing_for_others()
    {
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", new { type = "urn:problem:quiz.not-found", detail = "no" }, status: 404);
        SignIn("bob");
        Assert.Throws<ApiException>(Show);

        Answer($"GET http://quizzes/api/quizzes/{QuizId}?view=author", A.OwnQuiz(QuizId, 1, "archived", ["q1"]));
        Assert.Equal($"/my/quizzes/{QuizId}", Show().Find("a.button").GetAttribute("href"));
    }

    private IRenderedComponent<CoverPage> Show() => Render<CoverPage>(page => page.Add(quiz => quiz.Id, QuizId));
}
