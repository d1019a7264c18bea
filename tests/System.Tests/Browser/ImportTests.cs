using System.Text;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>An author brings a quiz as a file, and takes it away as one.</summary>
public sealed class ImportTests(Stage stage) : IClassFixture<Stage>
{
    private const string Gift = """
        Where does the Rhine rise? {=In the Alps ~In the Vosges}

        Which river is the longest? {~Nile ~Amazon}

        The Danube flows into the Black Sea. {TRUE}

        Where do they end? {=Rhine \=> -> North Sea =Po -> Adriatic}
        """;

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)] // what the page does, it does without scripts, but for dropping
    public async Task A_file_is_looked_at_imported_without_what_is_wrong_and_exported_again(bool scripts)
    {
        await using var ira = await stage.Arrive(scripts: scripts);
        await ira.Register(scripts ? "import-ira" : "import-ivo");
        var page = ira.Page;
        await page.GotoAsync("/my/quizzes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).ClickAsync();
        await Choose(page);
        await page.GetByLabel("Title of the quiz").FillAsync("Rivers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What becomes of it, read as GIFT" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".quizzes li")).ToContainTextAsync("Question 2 line 3");
        await Assertions.Expect(page.Locator(".review > li")).ToHaveCountAsync(3);
        if (scripts)
            Assert.Equal([], await ira.Barriers());
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 3 questions" }).ClickAsync();
        await page.ArrivesAt("/my/quizzes/[0-9a-f]{32}$");
        await Assertions.Expect(page.Locator(".note.right")).ToHaveTextAsync("3 questions were imported. 1 could not be taken and was left out.");
        await page.GotoAsync("/my/quizzes");
        await Assertions.Expect(page.Locator(".quizzes li")).ToContainTextAsync("3 questions");

        await page.GetByRole(AriaRole.Link, new() { Name = "Export Rivers" }).ClickAsync();
        await page.GetByLabel("CSV").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "CSV cannot hold all of it" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".quizzes li")).ToContainTextAsync("Question 3");
        if (scripts)
            Assert.Equal([], await ira.Barriers());
        var file = await Download(page, () => page.GetByRole(AriaRole.Link, new() { Name = "Export all the same" }).ClickAsync());
        Assert.Equal(("Rivers.csv", true, false), (file.Name, file.Text.Contains("Where does the Rhine rise?", StringComparison.Ordinal),
            file.Text.Contains("Where do they end?", StringComparison.Ordinal)));

        await page.GetByLabel("JSON").CheckAsync();
        file = await Download(page, () => page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }).ClickAsync()); // which loses nothing
        Assert.Equal(("Rivers.json", true), (file.Name, file.Text.Contains("Where do they end?", StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task A_file_is_added_to_a_draft_once_however_often_it_is_sent()
    {
        await using var ina = await stage.Arrive();
        ina.Expected = message => message.Contains("412", StringComparison.Ordinal);
        await ina.Register("import-ina");
        var page = ina.Page;
        await page.GotoAsync("/my/quizzes/import");
        await Choose(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 3 questions" }).ClickAsync();
        await page.ArrivesAt("/my/quizzes/[0-9a-f]{32}$");

        await page.GetByRole(AriaRole.Link, new() { Name = "Import questions" }).ClickAsync();
        await Choose(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Import 3 questions" });
        await Assertions.Expect(again).ToBeVisibleAsync();
        await page.EvaluateAsync("""
            async () => {
              const body = new FormData(document.querySelector("#import"), document.querySelector("[name=do]"));
              await fetch(location.href, { method: "POST", body });
            }
            """);
        await again.ClickAsync();

        await Assertions.Expect(page.Locator(".note.wrong")).ToContainTextAsync("The draft has changed since you looked");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "rivers" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-list] li")).ToHaveCountAsync(6);
    }

    [BrowserFact]
    public async Task A_file_is_dropped_on_the_page_unless_it_is_too_large()
    {
        await using var ian = await stage.Arrive();
        await ian.Register("import-ian");
        await ian.Page.GotoAsync("/my/quizzes/import");
        var field = ian.Page.GetByLabel("File", new() { Exact = true });
        await Assertions.Expect(ian.Page.Locator("[data-drop]")).ToBeVisibleAsync(); // the script is there

        await Drop(ian.Page, size: 2 * 1024 * 1024);
        Assert.True(await field.EvaluateAsync<bool>("field => field.files[0].name === 'rivers.gift' && field.validity.valid"));
        await Drop(ian.Page, size: (2 * 1024 * 1024) + 1);
        Assert.Equal("The file is too large: at most 2 MB.", await field.EvaluateAsync<string>("field => field.validationMessage"));
        await Drop(ian.Page, size: 2 * 1024 * 1024);
        await ian.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();

        await Assertions.Expect(ian.Page.GetByRole(AriaRole.Button, new() { Name = "Import 1 question" })).ToBeVisibleAsync();
        await Assertions.Expect(ian.Page.Locator("form .note")).ToContainTextAsync("Choose it once more");
    }

    private static Task Choose(IPage page) => page.GetByLabel("File", new() { Exact = true })
        .SetInputFilesAsync(new FilePayload { Name = "rivers.gift", MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(Gift) });

    private static async Task<(string Name, string Text)> Download(IPage page, Func<Task> press)
    {
        var download = await page.RunAndWaitForDownloadAsync(press);
        return (download.SuggestedFilename, await File.ReadAllTextAsync(await download.PathAsync()));
    }

    private static async Task Drop(IPage page, int size) => await page.EvaluateAsync("""
        size => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["Does the Rhine rise in the Alps? {TRUE}".padEnd(size)], "rivers.gift"));
          for (const type of ["dragover", "drop"])
            document.querySelector("h1").dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
        """, size);
}
