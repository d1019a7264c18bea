using System.Net;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class ReportTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task Somebody_without_scripts_reports_a_quiz_and_an_admin_hides_it_and_shows_it_again()
    {
        await stage.Platform.Register("admin");
        await using var anybody = await stage.Arrive(new Look(Phone: true, Dark: false), scripts: false);
        await anybody.Page.GotoAsync("/quizzes");
        var link = await anybody.Page.Locator("main a[href^='/quizzes/']").First.GetAttributeAsync("href");
        await anybody.Page.GotoAsync(link!);
        await anybody.Page.GetByRole(AriaRole.Link, new() { Name = "Report this quiz" }).ClickAsync();
        await anybody.Page.GetByLabel("It is spam").CheckAsync();
        await anybody.Page.GetByLabel("In your own words").FillAsync("It sells shoes.");
        await anybody.Page.GetByRole(AriaRole.Button, new() { Name = "Send the report" }).ClickAsync();
        await Assertions.Expect(anybody.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("An admin will look at it.");

        await using var admin = await stage.Arrive(new Look(Phone: false, Dark: true));
        await admin.SignIn("admin");
        await admin.Page.GotoAsync("/reports");
        Assert.Empty(await admin.Barriers());
        await using var watcher = await Watch(link!);
        var row = admin.Page.Locator("ul.quizzes li").Filter(new() { HasText = "It sells shoes." });
        await row.GetByLabel("Note: to the author").FillAsync("No adverts, please.");
        await row.GetByRole(AriaRole.Button, new() { Name = "Hide the quiz" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The quiz is hidden");

        anybody.Expected = message => message.Contains("404", StringComparison.Ordinal);
        Assert.Equal(404, (await anybody.Page.GotoAsync(link!))!.Status);
        await Assertions.Expect(watcher.Page.Locator(".board tbody tr")).ToHaveCountAsync(0, new() { Timeout = 20_000 });

        await admin.Page.GotoAsync("/reports?state=closed");
        await Assertions.Expect(row).ToContainTextAsync("No adverts, please.");
        Assert.Empty(await admin.Barriers());
        await row.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("can be seen again");
        Assert.Equal(200, (await anybody.Page.GotoAsync(link!))!.Status);
    }

    // Somebody before the quiz's board, which has a row, in a browser that can have no stream.
    private async Task<Visitor> Watch(string link)
    {
        var watched = await stage.Platform.Register("watched");
        Assert.Equal(HttpStatusCode.Created, (await stage.Platform.Submit(watched, new TestQuiz(link[^32..], "", []), [0])).Status);
        var watcher = await stage.Arrive();
        watcher.Expected = _ => true;
        await watcher.Page.RouteAsync("**/api/leaderboard/stream*", route => route.FulfillAsync(new() { Status = 503 }));
        await watcher.Page.GotoAsync(link);
        await Assertions.Expect(watcher.Page.Locator(".board tbody tr")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        return watcher;
    }
}
