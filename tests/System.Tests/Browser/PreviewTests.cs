using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>An author looks at a draft as players will see it.</summary>
public sealed class PreviewTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_preview_shows_what_is_written_just_now_and_hands_in_nothing()
    {
        await using var eve = await stage.Arrive();
        await eve.Register("eve");
        var page = eve.Page;
        await page.GotoAsync("/my/quizzes/new");
        await page.GetByLabel("Title").FillAsync("Seas");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();
        await page.GetByLabel("minutes").FillAsync("");
        await page.GetByLabel("seconds").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add question" }).ClickAsync();
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("Which sea has no coast?");
        await page.GetByLabel("Option 1", new() { Exact = true }).FillAsync("Sargasso Sea");
        await page.GetByLabel("Option 2", new() { Exact = true }).FillAsync("Dead Sea");
        await page.GetByLabel("Right", new() { Exact = true }).First.CheckAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-start]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-clock-choice]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.Locator(".question:visible h2")).ToHaveTextAsync("Which sea has no coast?");
        Assert.Equal([], await eve.Barriers());
        await page.Locator(".question:visible .option").First.ClickAsync();
        await page.Locator("[data-overview]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("100%"); // what players will see then
        await Assertions.Expect(page.Locator(".review > li.right")).ToContainTextAsync("A · Sargasso Sea");
        Assert.Equal([], await eve.Barriers());
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).filter(name => name.startsWith('attempt:')).length"));
        Assert.Equal(0, stage.Platform.Count("results", "SELECT count(*) FROM Result"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Start over" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".question:visible h2")).ToHaveTextAsync("Which sea has no coast?");
        await Assertions.Expect(page.Locator(".question:visible input:checked")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the editor" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("quiz-editor h1")).ToHaveTextAsync("Seas");
        await Assertions.Expect(page.Locator("[data-list] li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-list] [data-text]")).ToHaveTextAsync("Which sea has no coast?");
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(name => name.startsWith('quiz-editor '))"); // all is saved
        await Assertions.Expect(page.GetByLabel("minutes")).ToHaveValueAsync("");
        Assert.Equal(1, stage.Platform.Count("quizzes", "SELECT count(*) FROM Quiz WHERE Title = 'Seas' AND TimeLimit IS NULL"));
    }
}
