using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Two people from their first visit on, and an author at two places at once.</summary>
public sealed class StoryTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task One_writes_a_quiz_another_takes_it_and_the_board_moves_for_both()
    {
        await using var ann = await stage.Arrive();
        await using var bob = await stage.Arrive(new Look(Phone: true, Dark: true));
        await ann.Register("story-ann");
        await Draft(ann.Page, "Capitals", ("Capital of Peru?", "Lima", "Quito"), ("Capital of Chile?", "Santiago", "La Paz"));
        await Publish(ann.Page);
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Open and share it" }).ClickAsync();
        await ann.Page.ArrivesAt("/quizzes/[0-9a-f]{32}$");
        var link = ann.Page.Url;

        await bob.Register("story-bob");
        await bob.Page.GotoAsync(link);
        await bob.Page.GetByRole(AriaRole.Link, new() { Name = "Start" }).ClickAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await bob.Page.Locator(".question:visible .option").First.ClickAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await bob.Page.Locator(".question:visible .option").First.ClickAsync();
        await bob.Page.Locator("[data-overview]").ClickAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await bob.Page.ArrivesAt("/results/[^/]+$");

        await Assertions.Expect(bob.Page.Locator("h1")).ToContainTextAsync("100");
        await Assertions.Expect(ann.Page.Locator(".board tbody")).ToContainTextAsync("story-bob"); // without a reload
        await bob.Page.GotoAsync("/board");
        await Assertions.Expect(bob.Page.Locator("tr.me")).ToContainTextAsync("story-bob");
    }

    [BrowserFact]
    public async Task Of_two_tabs_that_write_one_quiz_the_second_chooses_and_loses_nothing()
    {
        await using var cleo = await stage.Arrive();
        cleo.Expected = message => message.Contains("412", StringComparison.Ordinal);
        await cleo.Register("story-cleo");
        await Draft(cleo.Page, "Seas", ("Which sea is the saltiest?", "Dead Sea", "Black Sea"));
        var second = await cleo.OpenTab();
        await second.GotoAsync(cleo.Page.Url);

        await cleo.Page.GetByRole(AriaRole.Button, new() { Name = "About the quiz" }).ClickAsync();
        await cleo.Page.GetByLabel("Title").FillAsync("Seas of the first tab");
        await Saved("Seas of the first tab");
        await second.GetByRole(AriaRole.Button, new() { Name = "About the quiz" }).ClickAsync();
        await second.GetByLabel("Title").FillAsync("Seas of the second tab");

        await Assertions.Expect(second.Locator("[data-conflict]")).ToBeVisibleAsync();
        await Assertions.Expect(second.Locator("[data-text=theirs]")).ToContainTextAsync("Seas of the first tab");
        await Assertions.Expect(second.GetByRole(AriaRole.Button, new() { Name = "Publish quiz" })).ToBeHiddenAsync(); // first one chooses
        await second.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Saved("Seas of the second tab");
        await Assertions.Expect(second.GetByRole(AriaRole.Button, new() { Name = "Publish quiz" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task What_is_wrong_with_a_draft_is_listed_by_the_names_of_its_fields()
    {
        await using var gil = await stage.Arrive();
        await gil.Register("story-gil");
        await Draft(gil.Page, "Lakes", ("Which lake is the deepest?", "Baikal", "Tanganyika"));
        await gil.Page.GetByRole(AriaRole.Button, new() { Name = "About the quiz" }).ClickAsync();
        await Assertions.Expect(gil.Page.GetByLabel("Category (optional)")).ToHaveValueAsync("");
        await gil.Page.GetByLabel("Passed from").FillAsync("300");
        await gil.Page.GetByLabel("seconds").FillAsync("3");

        await gil.Page.GetByRole(AriaRole.Button, new() { Name = "Publish quiz" }).ClickAsync();

        await Assertions.Expect(gil.Page.Locator("[data-faults] h2")).ToHaveTextAsync("This needs another look");
        await Assertions.Expect(gil.Page.Locator("[data-faults] li")).ToHaveTextAsync(
        [
            "Time limit: Give a time from 10 seconds to 24 hours.", "Passed from (per cent): Give a whole number from 0 to 100.",
        ]);
        Assert.Equal([], await gil.Barriers());
    }

    [BrowserFact]
    public async Task Without_scripts_people_find_their_way_and_see_the_board()
    {
        await using var dan = await stage.Arrive(new Look(Phone: true, Dark: false), scripts: false);
        await dan.Register("story-dan");
        await dan.Page.GotoAsync("/quizzes");
        await dan.Page.Locator(".quizzes a").First.ClickAsync();
        await Assertions.Expect(dan.Page.Locator("h1")).ToBeVisibleAsync();
        await dan.Page.GotoAsync("/board");
        await Assertions.Expect(dan.Page.Locator("h1")).ToBeVisibleAsync();
        await dan.Page.Locator(".menu summary").ClickAsync();
        await dan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(dan.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Without_scripts_a_quiz_cannot_be_written_and_people_are_told_before()
    {
        await using var fay = await stage.Arrive(new Look(Phone: true, Dark: false), scripts: false);
        await fay.Register("story-fay");
        await fay.Page.GotoAsync("/my/quizzes/new");
        await Assertions.Expect(fay.Page.Locator(".note")).ToContainTextAsync("Editing a quiz needs scripts");
        await fay.Page.GetByLabel("Title").FillAsync("Fjords");
        await fay.Page.GetByRole(AriaRole.Button, new() { Name = "Create draft" }).ClickAsync();

        await Assertions.Expect(fay.Page.GetByRole(AriaRole.Heading, new() { Name = "Fjords" })).ToBeVisibleAsync();
        await fay.Page.GetByRole(AriaRole.Link, new() { Name = "Back to my quizzes" }).ClickAsync();
        await Assertions.Expect(fay.Page.GetByRole(AriaRole.Link, new() { Name = "Fjords", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Writes a draft; the first option is right.</summary>
    private static async Task Draft(IPage page, string title, params (string Question, string Right, string Wrong)[] questions)
    {
        await page.GotoAsync("/my/quizzes/new");
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create draft" }).ClickAsync();
        await page.Leaves("/new");
        foreach (var (question, right, wrong) in questions)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add question" }).ClickAsync();
            await page.GetByLabel("Question", new() { Exact = true }).FillAsync(question);
            await page.GetByLabel("Option 1", new() { Exact = true }).FillAsync(right);
            await page.GetByLabel("Option 2", new() { Exact = true }).FillAsync(wrong);
            await page.Locator("[data-right]").First.CheckAsync();
        }
    }

    private static async Task Publish(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish quiz" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish quiz" }).ClickAsync();
        await Assertions.Expect(page.Locator(".note.right")).ToBeVisibleAsync();
    }

    private Task Saved(string title) => Eventually.Holds(
        () => Task.FromResult(stage.Platform.Count("quizzes", $"SELECT count(*) FROM Quiz WHERE Title = '{title}'") == 1), () => $"'{title}' is not saved");
}
