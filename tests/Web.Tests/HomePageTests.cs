using Bunit;
using QuizPlatform.Web.Home;

namespace QuizPlatform.Web.Tests;

public class HomePageTests : PageContext
{
    [Fact]
    public void An_app_that_is_away_takes_its_own_part_of_the_page_only()
    {
        Answer("GET http://quizzes/api/quizzes", new { error = "away" }, status: 503);
        Answer("GET http://results/api/leaderboard", new
        {
            leaderboard = new[]
            {
                new
                {
                    rank = 1, userId = "u1", displayName = "Ann", totalQuizzes = 1, totalScore = 100, averageScore = 100, bestScore = 100,
                    lastActivity = "2026-11-26T00:00:00Z", byAuthor = false,
                },
            },
            totalUsers = 1,
            lastUpdated = "2026-11-26T00:00:00Z",
            nextCursor = (string?)null,
        });

        var page = Render<HomePage>();

        Assert.Contains("cannot be reached", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ann", page.Find(".board tbody tr").TextContent, StringComparison.Ordinal);
    }
}
