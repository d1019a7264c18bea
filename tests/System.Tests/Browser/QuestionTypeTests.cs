using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Questions of every type are taken, by keyboard and without scripts.</summary>
public sealed class QuestionTypeTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly object[] Questions =
    [
        new { type = "multiple", question = "Which are even?", options = new[] { "One", "Two", "Three", "Four" }, correctAnswer = new[] { 1, 3 } },
        new { type = "trueFalse", question = "Water is wet.", correctAnswer = true },
        new { type = "numeric", question = "How strong is gravity?", correctAnswer = 9.81, tolerance = 0.05, unit = "m/s²" },
        new { type = "text", question = "Who wrote Faust?", correctAnswer = "Goethe" },
        new
        {
            type = "gaps",
            question = "[[1]] lies on the [[2]], [[3]] long.",
            gaps = new object[]
            {
                new { kind = "text", correctAnswer = "Paris" },
                new { kind = "choice", options = new[] { "Rhine", "Seine" }, correctAnswer = 1 },
                new { kind = "numeric", correctAnswer = 775, unit = "km" },
            },
        },
        new
        {
            type = "matching",
            question = "Which capital?",
            prompts = new[] { "France", "Italy" },
            options = new[] { "Paris", "Rome", "Madrid" },
            correctAnswer = new[] { 0, 1 },
        },
        new { type = "ordering", question = "From the smallest:", options = new[] { "Mercury", "Earth", "Jupiter" } },
    ];

    [BrowserFact]
    public async Task All_are_answered_by_keyboard_and_survive_a_reload()
    {
        await using var ida = await stage.Arrive();
        await ida.Register("ida");
        var page = ida.Page;
        await page.GotoAsync($"/quizzes/{await Publish()}/take");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Press("2", "4");
        await Next();
        await Press("1");
        await Next();
        await Press("Tab", "9", ",", "8");
        await Assertions.Expect(Shown("[data-trouble]")).ToBeVisibleAsync();
        Assert.Equal([], await ida.Barriers());
        await page.GetByRole(AriaRole.Button, new() { Name = "Write 9.8" }).PressAsync("Enter");
        await Press("1", "Enter");
        await Assertions.Expect(Shown("input")).ToHaveValueAsync("9.81");
        await Next();
        await Press("Tab");
        await page.Keyboard.TypeAsync("goethe");
        await Next();
        await Press("Tab");
        await page.Keyboard.TypeAsync("Paris");
        await Press("Tab", "S", "Tab");
        await page.Keyboard.TypeAsync("775");
        Assert.Equal([], await ida.Barriers());
        await Next();
        await page.GetByLabel("France").SelectOptionAsync("Paris");
        await page.GetByLabel("Italy").SelectOptionAsync("Rome");
        Assert.Equal([], await ida.Barriers());
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Italy").Locator("option:checked")).ToHaveTextAsync("Rome");
        await Next();
        await page.Locator("[data-overview]").ClickAsync();
        await Assertions.Expect(page.GetByText("One question is open.")).ToBeVisibleAsync(); // the order in which it came is no answer
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the questions" }).ClickAsync();
        foreach (var entry in (string[])["Earth", "Mercury"])
            for (var i = 0; i < 2; i++)
                await page.GetByRole(AriaRole.Button, new() { Name = $"Move up: {entry}" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move up: Mercury" })).ToBeFocusedAsync();
        await Assertions.Expect(Shown("[data-placed]")).ToHaveTextAsync("Mercury: place 1 of 3");
        Assert.Equal([], await ida.Barriers());
        await page.ReloadAsync();
        await Assertions.Expect(Shown(".ordering .as-typed")).ToHaveTextAsync(["Mercury", "Earth", "Jupiter"]);

        await page.Locator("[data-overview]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("100%");
        Assert.Equal([], await ida.Barriers());

        ILocator Shown(string what) => page.Locator($".question:visible {what}");
        Task Next() => page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();

        async Task Press(params string[] keys)
        {
            foreach (var key in keys)
                await page.Keyboard.PressAsync(key);
        }
    }

    [BrowserFact]
    public async Task All_are_answered_without_scripts()
    {
        await using var jan = await stage.Arrive(scripts: false);
        jan.Expected = message => message.Contains("status of 400", StringComparison.Ordinal);
        await jan.Register("jan");
        var page = jan.Page;
        await page.GotoAsync($"/quizzes/{await Publish()}/take");

        foreach (var option in (string[])["Two", "Four", "True"])
            await page.Locator(".option", new() { HasText = option }).ClickAsync();
        await page.GetByLabel("Your answer, m/s²").FillAsync("9,81");
        await page.GetByLabel("Your answer", new() { Exact = true }).FillAsync("Goethe");
        await page.GetByLabel("Gap 1").FillAsync("Paris");
        await page.GetByLabel("Gap 2").SelectOptionAsync("Seine");
        await page.GetByLabel("Gap 3, km").FillAsync("775");
        await page.GetByLabel("France").SelectOptionAsync("Paris");
        await page.GetByLabel("Italy").SelectOptionAsync("Rome");
        foreach (var (option, place) in new[] { ("Mercury", "1"), ("Earth", "2"), ("Jupiter", "2") })
            await page.GetByLabel($"Place of {option}").SelectOptionAsync(place);

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync(); // the browser asks for a point
        await page.GetByLabel("Your answer, m/s²").FillAsync("9.81");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Give each its own place.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Gap 3, km")).ToHaveValueAsync("775");
        await page.GetByLabel("Place of Earth").SelectOptionAsync("2");
        await page.GetByLabel("Place of Jupiter").SelectOptionAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();

        await page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("100%");
    }

    private async Task<string> Publish()
    {
        var author = await stage.Platform.Register();
        var made = await stage.Platform.Send(
            HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes",
            new { title = "All types", language = "en", timeLimit = (int?)null, questions = Questions }, author.Token);
        return made.Json["quiz"]!["id"]!.GetValue<string>();
    }
}
