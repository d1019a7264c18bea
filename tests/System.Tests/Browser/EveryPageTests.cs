namespace QuizPlatform.System.Tests.Browser;

/// <summary>
/// Every page: no barrier that axe finds, nothing beyond the window's edge, nothing on the console, no request to anybody else; on a light phone and a dark
/// desktop. With SCREENSHOTS=FOLDER also the other way round, and it leaves a picture of each there.
/// </summary>
public sealed class EveryPageTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");

    [BrowserTheory]
    [InlineData("/")]
    [InlineData("/board")]
    [InlineData("/board?period=week")]
    [InlineData("/quizzes")]
    [InlineData("/quizzes/0190000000007000800000000000000a")]
    [InlineData("/quizzes?search=nothing+like+it&difficulty=advanced")]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    public async Task A_page_for_everybody_has_no_barriers(string path)
    {
        var barriers = new List<string>();
        foreach (var look in Pictures is null ? Look.Two : Look.All)
        {
            await using var visitor = await stage.Arrive(look);
            await visitor.Page.GotoAsync(path);
            barriers.AddRange((await visitor.Barriers()).Select(barrier => $"{look}: {barrier}"));
            if (Pictures is not null)
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{Name(path)}-{look}.png"), FullPage = true });
        }

        Assert.Equal([], barriers);
    }

    [BrowserFact]
    public async Task A_page_that_is_not_there_says_so_in_the_visitors_language()
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false, Language: "de"));
        visitor.Expected = message => message.Contains("404", StringComparison.Ordinal);

        var answer = await visitor.Page.GotoAsync("/nowhere");

        Assert.Equal(404, answer!.Status);
        Assert.Equal("Hier ist nichts", await visitor.Page.Locator("h1").TextContentAsync());
        Assert.Equal([], await visitor.Barriers());
    }

    private static string Name(string path) =>
        path == "/" ? "home" : string.Concat(path.Trim('/').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
