using Bunit;
using QuizPlatform.Web.Statistics;

namespace QuizPlatform.Web.Tests;

public class StatisticsTests : PageContext
{
    private const string Known = "0190000000007000800000000000000a";

    public StatisticsTests() => SignIn("u1");

    [Fact]
    public void What_was_taken_leads_to_its_review_whether_the_quiz_is_still_there_or_not()
    {
        Answer($"GET http://quizzes/api/quizzes/{Known}", A.Quiz(Known));
        var page = Show(Result("r2", "gone", 100, "2026-11-02T00:00:00Z"), Result("r1", Known, 0, "2026-11-01T00:00:00Z"));

        Assert.Equal(
            [("/results/r2", "Quiz"), ("/results/r1", "Rivers")],
            page.FindAll("a.title").Select(link => (link.GetAttribute("href")!, link.TextContent)));
    }

    [Fact]
    public void The_plot_goes_from_the_oldest_to_the_newest_and_says_so()
    {
        var page = Show(Result("r2", "q", 100, "2026-11-02T00:00:00Z"), Result("r1", "q", 0, "2026-11-01T00:00:00Z"));

        Assert.Equal("40,132 348,12", page.Find("polyline").GetAttribute("points"));
        Assert.Equal("Your last 2 results: from 0% to 100%, the best of them 100%.", page.Find("#plot-says").TextContent);
    }

    [Fact]
    public void The_default_category_is_a_word_of_the_viewers_language()
    {
        using var speaking = Speaking("de");

        var page = Show(Result("r1", "q", 50, "2026-11-01T00:00:00Z"));

        Assert.Equal(["Allgemein", "Rivers", "Alle anderen"], page.FindAll("tbody th").Select(category => category.TextContent.Trim()));
    }

    [Fact]
    public void Who_has_taken_none_is_led_to_the_quizzes() => Assert.Equal("/quizzes", Show().Find(".empty a").GetAttribute("href"));

    private static PastResult Result(string id, string quizId, int percentage, string at) => new(id, quizId, percentage, at);

    private IRenderedComponent<StatisticsPage> Show(params PastResult[] results)
    {
        Answer("GET http://results/api/results/user/u1", new
        {
            userId = "u1",
            displayName = "Ann",
            statistics = new
            {
                totalQuizzesTaken = results.Length,
                averageScore = 50,
                bestScore = 100,
                currentStreakDays = 1,
                recentActivity = results.Select(result => new { resultId = result.Id, result.QuizId, result.Percentage, submittedAt = result.At }),
                byCategory = ((string[])["general", "Rivers"]).Select(category => new { category, quizzesTaken = 1, averageScore = 50, bestScore = 50 }),
                otherCategories = new { category = (string?)null, quizzesTaken = 2, averageScore = 50, bestScore = 50 },
            },
            results = results.Select(result => new
            {
                result.Id,
                result.QuizId,
                score = result.Percentage,
                maxScore = 100,
                result.Percentage,
                passed = true,
                submittedAt = result.At,
            }),
            nextCursor = (string?)null,
        });
        return Render<StatisticsPage>();
    }

    private sealed record PastResult(string Id, string QuizId, int Percentage, string At);
}
