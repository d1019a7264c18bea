using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Questions of every type are taken, by keyboard and without scripts.</summary>
public sealed class QuestionTypeTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000c"; // Odd but true, a question of every type

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
    public async Task A_comma_stands_before_decimals_where_people_write_one()
    {
        await using var ina = await stage.Arrive(new(Phone: true, Dark: false, Language: "de"));
        var page = ina.Page;
        await page.GotoAsync($"/quizzes/{await Publish(Questions[2])}/take");
        await page.GetByLabel("Dein Name").FillAsync("Ina");
        await page.GetByRole(AriaRole.Button, new() { Name = "Als Gast spielen" }).ClickAsync();
        await page.Locator("[data-start]").ClickAsync();
        await page.GetByLabel("Deine Antwort, m/s²").FillAsync("9,81");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-trouble]")).ToBeHiddenAsync();
        await page.Locator("[data-overview]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Abgeben" }).ClickAsync();

        await page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(page.Locator(".review dd").First).ToHaveTextAsync("9,81 m/s²");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("100 %");
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

    [BrowserFact]
    public async Task Two_people_are_told_what_of_their_answers_is_right_and_what_it_earns()
    {
        await using var ann = await stage.Arrive(scripts: false);
        await using var bob = await stage.Arrive(new Look(Phone: true, Dark: true), scripts: false);
        await ann.Register("types-ann");
        await bob.Register("types-bob");

        await Take(
            ann.Page, ["Less than an hour", "Banana", "Tomato", "Watermelon", "True"], "384400", "quicksilver",
            ["The first sharks", "The first trees", "The first dinosaurs", "The first flowers"],
            ["Blue whale", "Giraffe", "Peregrine falcon", "Greenland shark"], "70", "air pressure");
        await Take(
            bob.Page, ["Eight days", "Banana", "Strawberry", "False"], "400000", "hg",
            ["The first dinosaurs", "The first sharks", "The first trees", "The first flowers"],
            ["Blue whale", "Giraffe", "Ostrich", "Peregrine falcon"], "90", "air");

        await Assertions.Expect(ann.Page.Locator("h1")).ToHaveTextAsync("100%");
        await Assertions.Expect(bob.Page.Locator("h1")).ToHaveTextAsync("47%"); // 8 of 17
        await Assertions.Expect(ann.Page.Locator(".review .verdict b")).ToHaveTextAsync(Enumerable.Repeat("Right", 8));
        await Assertions.Expect(bob.Page.Locator(".review .verdict b")).ToHaveTextAsync(
            ["Wrong", "Partly right", "Wrong", "Right", "Partly right", "Partly right", "Partly right", "Partly right"]);
        await Assertions.Expect(bob.Page.Locator(".review .figure")).ToHaveTextAsync(
        [
            "0 of 1 point", "1 of 3 points", "0 of 1 point", "1 of 1 point", "0.5 of 1 point", "2 of 3 points", "2 of 4 points", "1.5 of 3 points",
        ]);
        await bob.Page.GotoAsync($"/quizzes/{Sample}");
        await Assertions.Expect(bob.Page.Locator(".board tbody tr").Nth(1)).ToContainTextAsync("types-bob");
    }

    private static async Task Take(
        IPage page, string[] chosen, string distance, string metal, string[] order, string[] animals, string boils, string less)
    {
        await page.GotoAsync($"/quizzes/{Sample}/take");
        foreach (var option in chosen)
            await page.Locator(".option", new() { HasText = option }).ClickAsync();
        await page.GetByLabel("Your answer, km").FillAsync(distance);
        await page.GetByLabel("Your answer", new() { Exact = true }).FillAsync(metal);
        foreach (var (i, entry) in order.Index())
            await page.GetByLabel($"Place of {entry}").SelectOptionAsync($"{i + 1}");
        string[] records = ["The heaviest", "The tallest", "The fastest, in a dive", "The oldest with a backbone"];
        foreach (var (record, animal) in records.Zip(animals))
            await page.GetByLabel(record).SelectOptionAsync(animal);
        await page.GetByLabel("Gap 1", new() { Exact = true }).FillAsync("100");
        await page.GetByLabel("Gap 2").SelectOptionAsync(boils);
        await page.GetByLabel("Gap 3", new() { Exact = true }).FillAsync(less);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await page.ArrivesAt("/results/[^/]+$");
    }

    private async Task<string> Publish(params object[] questions)
    {
        var author = await stage.Platform.Register();
        var made = await stage.Platform.Send(
            HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes",
            new { title = "All types", language = "en", timeLimit = (int?)null, questions = questions is [] ? Questions : questions }, author.Token);
        return made.Json["quiz"]!["id"]!.GetValue<string>();
    }
}
