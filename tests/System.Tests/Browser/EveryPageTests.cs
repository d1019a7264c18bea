using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>
/// Every page: no barrier that axe finds, nothing beyond the window's edge, nothing on the console, no request to anybody else; on a light phone and a dark
/// desktop. With SCREENSHOTS=FOLDER also the other way round, and it leaves a picture of each there.
/// </summary>
public sealed class EveryPageTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000a"; // JavaScript fundamentals, 10 questions

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");

    [BrowserTheory]
    [InlineData("/")]
    [InlineData("/board")]
    [InlineData("/board?period=week")]
    [InlineData("/quizzes")]
    [InlineData("/quizzes/0190000000007000800000000000000a")]
    [InlineData("/quizzes?sort=shortest")]
    [InlineData("/quizzes?search=nothing+like+it&difficulty=advanced")]
    [InlineData("/quizzes/0190000000007000800000000000000a/report")]
    [InlineData("/quizzes/0190000000007000800000000000000a/report?sent=true")]
    [InlineData("/players/0190000000007000800000000000000a/report")]
    [InlineData("/play")]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    [InlineData("/password/forgotten")]
    [InlineData("/password/forgotten?asked=yes")]
    [InlineData("/password/new?token=x")]
    [InlineData("/email/confirm?token=x")]
    [InlineData("/email/undo?token=x")]
    public async Task A_page_for_everybody_has_no_barriers(string path)
    {
        var barriers = new List<string>();
        foreach (var look in Looks)
        {
            await using var visitor = await stage.Arrive(look);
            barriers.AddRange(await Visit(visitor, path, look, Name(path)));
        }

        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }

    [BrowserFact]
    public async Task A_page_of_ones_own_has_no_barriers()
    {
        var (admin, ann) = (await stage.Platform.Register("admin"), await stage.Platform.Register("ann"));
        var (quiz, draft) = (await Write(admin, Rivers), await Write(admin, new { title = "Lakes", draft = true, questions = Array.Empty<object>() }));
        foreach (var answers in (int?[][])[[0, 1, 2], [0, 1, null], [1, 2, 2]])
            await Take(quiz, ann, answers);
        var result = await Take(Sample, admin, 0, 1, 2, null, 0, 1, 2, 0, 1, 2);
        (string Name, string Path)[] pages =
        [
            ("account", "/account"), ("account-delete", "/account/delete"), ("security", "/account/security"), ("second-factor", "/account/second-factor"),
            ("statistics", "/my/statistics"),
            ("my-quizzes", "/my/quizzes"), ("new-quiz", "/my/quizzes/new"), ("editor", $"/my/quizzes/{quiz}"), ("draft", $"/my/quizzes/{draft}"),
            ("archive", $"/my/quizzes/{quiz}/archive"), ("settings", $"/my/quizzes/{quiz}/settings"), ("preview", $"/my/quizzes/{quiz}/preview"),
            ("import", "/my/quizzes/import"), ("import-into", $"/my/quizzes/import?into={draft}"),
            ("export", $"/my/quizzes/{quiz}/export"), ("export-lossy", $"/my/quizzes/{quiz}/export?to=aiken"),
            ("analytics", $"/my/quizzes/{quiz}/analytics"), ("start", $"/quizzes/{quiz}/take"),
            ("result", $"/results/{result}"), ("practice", $"/results/{result}/practice"),
            ("reports", "/reports"), ("reports-names", "/reports?of=names"), ("reports-closed", "/reports?state=closed"),
            ("people", "/people?search=a"), ("person", $"/people/{ann.Id}"), ("person-close", $"/people/{ann.Id}/close"),
        ];

        var barriers = new List<string>();
        foreach (var look in Looks)
        {
            await using var visitor = await stage.Arrive(look);
            await visitor.SignIn("admin");
            foreach (var (name, path) in pages)
                barriers.AddRange(await Visit(visitor, path, look, name));
        }

        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }

    // Scalar's page, not ours: only that it works under its policy, and asks nobody else.
    [BrowserFact]
    public async Task The_page_of_the_API_shows_it()
    {
        foreach (var look in Looks)
        {
            await using var visitor = await stage.Arrive(look);
            await visitor.Page.GotoAsync("/docs");

            foreach (var part in (string[])["Quiz platform", "Users"]) // what is further down, it adds when somebody comes there
                await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = part, Exact = true }).First.WaitForAsync();
            if (Pictures is not null)
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"docs-{look}.png") });
        }
    }

    [BrowserFact]
    public async Task On_paper_there_are_the_questions_or_the_review_and_nothing_to_press()
    {
        var finch = await stage.Platform.Register("finch");
        var (quiz, result) = (await Write(finch, Rivers), await Take(Sample, finch, 0, 1, 2, null, 0, 1, 2, 0, 1, 2));
        await using var visitor = await stage.Arrive(new Look(Phone: false, Dark: true));
        await visitor.SignIn("finch");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Print(visitor.Page, "preview", $"/my/quizzes/{quiz}/preview", ".question", 3);
        await Print(visitor.Page, "quiz", $"/quizzes/{Sample}/take", ".question", 10);
        await Print(visitor.Page, "result", $"/results/{result}", ".review > li", 10);
    }

    [BrowserFact]
    public async Task What_robots_and_browsers_look_for_by_themselves_is_there()
    {
        await using var visitor = await stage.Arrive();

        var robots = await visitor.Page.APIRequest.GetAsync("/robots.txt");
        var icon = await visitor.Page.APIRequest.GetAsync("/favicon.ico");

        Assert.Contains("Disallow: /my/", await robots.TextAsync(), StringComparison.Ordinal);
        Assert.Equal((200, "text/plain"), (robots.Status, robots.Headers["content-type"]));
        Assert.Equal((200, "image/svg+xml"), (icon.Status, icon.Headers["content-type"]));
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

    private static IEnumerable<Look> Looks => Pictures is null ? Look.Two : Look.All;

    private static async Task<IEnumerable<string>> Visit(Visitor visitor, string path, Look look, string name)
    {
        var answer = await visitor.Page.GotoAsync(path);
        await visitor.Page.Locator("h1:visible").First.WaitForAsync(); // editor and player show themselves once they have asked other tabs
        if (Pictures is not null)
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{look}.png"), FullPage = true });
        return (answer!.Ok ? await visitor.Barriers() : [$"{answer.Status}"]).Select(barrier => $"{path} {look}: {barrier}");
    }

    private static async Task Print(IPage page, string name, string path, string part, int parts)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator($"{part}:visible")).ToHaveCountAsync(parts);
        await Assertions.Expect(page.Locator("button:visible, .note:visible, nav:visible, share-link:visible")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-print.png"), FullPage = true });
    }

    private async Task<string> Write(Person author, object quiz)
    {
        var answer = await stage.Platform.Send(HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes", quiz, author.Token);
        return answer.Json["quiz"]!["id"]!.GetValue<string>();
    }

    private async Task<string> Take(string quizId, Person player, params int?[] answers)
    {
        var answer = await stage.Platform.Send(
            HttpMethod.Post, stage.Platform.Results, "api/results/submit", new { quizId, answers, timeSpent = 75 }, player.Token);
        return answer.Json["result"]!["id"]!.GetValue<string>();
    }

    private static object Rivers => new
    {
        title = "Rivers of Europe",
        description = "Where they rise, and where they end.",
        language = "en",
        category = "geography",
        questions = new object[]
        {
            new { question = "Where does the Rhine end?", options = new[] { "In the North Sea", "In the Baltic Sea" }, correctAnswer = 0 },
            new
            {
                question = "Which is the longest river of Europe?",
                options = new[] { "Danube", "Volga", "Dnieper", "Rhine" },
                correctAnswer = 1,
                explanation = "The Volga is 3,530 km long.",
            },
            new { question = "Through how many capitals does the Danube flow?", options = new[] { "Two", "Three", "Four" }, correctAnswer = 2, points = 3 },
        },
    };

    private static string Name(string path) =>
        path == "/" ? "home" : string.Concat(path.Trim('/').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
