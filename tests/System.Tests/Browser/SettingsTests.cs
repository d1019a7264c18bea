using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>An author changes what players see of a quiz that they have taken already.</summary>
public sealed class SettingsTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_right_is_shown_once_the_author_says_so(bool scripts)
    {
        var name = scripts ? "settings-sam" : "settings-sue";
        var author = await stage.Platform.Register(name);
        var made = await stage.Platform.Send(HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes", new
        {
            title = "Exam",
            settings = new { reveal = "never" },
            questions = new[] { new { question = "Where does the Rhine rise?", options = new[] { "In the Alps", "In the Vosges" }, correctAnswer = 0 } },
        }, author.Token);
        var quiz = made.Json["quiz"]!["id"]!.GetValue<string>();
        await using var tom = await stage.Arrive(scripts: false);
        await tom.Register($"{name}-tom");
        await tom.Page.GotoAsync($"/quizzes/{quiz}/take");
        await tom.Page.Locator(".option", new() { HasText = "In the Vosges" }).ClickAsync();
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await tom.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(tom.Page.GetByText("This quiz does not show what is right.")).ToBeVisibleAsync();
        await using var sam = await stage.Arrive(new(Phone: false, Dark: false, TimeZone: "Asia/Kolkata"), scripts);
        await sam.SignIn(name);
        var page = sam.Page;

        await page.GotoAsync("/my/quizzes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings of Exam" }).ClickAsync();
        var moment = page.GetByLabel("From");
        await Assertions.Expect(moment).ToBeVisibleAsync(new() { Visible = !scripts });
        await page.GetByLabel("Players see what is right").SelectOptionAsync("From a moment on");
        await moment.FillAsync("2099-01-02T03:04");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
        await Assertions.Expect(moment).ToHaveValueAsync("2099-01-02T03:04");
        await Shows(scripts ? "January 1, 2099 9:34 PM UTC" : "January 2, 2099 3:04 AM UTC");

        await page.GetByLabel("Players see what is right").SelectOptionAsync("As soon as they have handed in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Shows("In the Alps");
        await page.GotoAsync("/my/quizzes");
        await Assertions.Expect(page.Locator(".quizzes li")).ToContainTextAsync("Version 1");

        async Task Shows(string text) => await Eventually.Holds(async () =>
        {
            await tom.Page.ReloadAsync();
            return await tom.Page.GetByText(text).CountAsync() > 0;
        }, () => $"the result's page does not show '{text}'");
    }
}
