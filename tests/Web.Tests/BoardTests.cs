using System.Globalization;
using Bunit;
using QuizPlatform.Web.Boards;

namespace QuizPlatform.Web.Tests;

public class BoardTests : PageContext
{
    private const string Results = "GET http://results/api/leaderboard";

    [Theory]
    [InlineData("en", "Hidden")]
    [InlineData("de", "Verborgen")]
    public void A_hidden_name_is_a_word_of_the_viewers_language(string language, string word)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Answer(Results, Board(nameHidden: true));

            var row = Render<BoardPage>().Find(".board tbody tr");

            Assert.Equal(word, row.QuerySelector("[data-name]")!.TextContent);
            Assert.True(row.QuerySelector("[data-unseen]")!.HasAttribute("hidden"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ones_own_row_has_the_name_and_says_whether_others_see_it(bool nameHidden)
    {
        SignIn("u1");
        Answer(Results, Board(nameHidden));

        var row = Render<BoardPage>().Find(".board tbody tr.me");

        Assert.Equal(nameHidden ? Visit.User.FindFirst("name")!.Value : "Anonymous player", row.QuerySelector("[data-name]")!.TextContent);
        Assert.False(row.QuerySelector("[data-you]")!.HasAttribute("hidden"));
        Assert.Equal(!nameHidden, row.QuerySelector("[data-unseen]")!.HasAttribute("hidden"));
    }

    private static object Board(bool nameHidden) => new
    {
        leaderboard = new[]
        {
            new
            {
                rank = 1, userId = "u1", displayName = "Anonymous player", totalQuizzes = 1, totalScore = 100, averageScore = 100, bestScore = 100,
                lastActivity = "2026-11-26T00:00:00Z", byAuthor = false, guest = false, nameHidden,
            },
        },
        totalUsers = 1,
        lastUpdated = "2026-11-26T00:00:00Z",
        nextCursor = (string?)null,
    };
}
