using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>A quiz in Markdown, in every page that shows its texts: no barrier, nothing on the console, no request to anybody else.</summary>
public sealed class MarkdownTests(Stage stage) : IClassFixture<Stage>
{
    private const string Text = """
        # What is *this*?

        ![a map](https://pictures.example/map.png)

        ```js
        let a = b < c; // a comment that is longer than a small screen is wide, and longer still
        ```

        1. one
        2. two
        """;

    private const string Option = "`List<int>` <b>or</b> [a link](https://example.org)\n```\nx\n```";

    private static readonly object[] Questions =
    [
        new { question = Text, options = new[] { Option, "*Other*" }, correctAnswer = 1, explanation = "> Because\n>\n> - it **is**" },
        new { type = "ordering", question = "    code alone", options = new[] { "*Mercury*", "`Earth`", "Jupiter" } },
        new
        {
            type = "matching",
            question = "Which?",
            prompts = new[] { "**France**", "*Italy*" },
            options = new[] { "`Paris`", "Rome" },
            correctAnswer = new[] { 0, 1 },
        },
        new
        {
            type = "gaps",
            question = "Fill **[[1]]** and:\n\n    x = [[2]];",
            gaps = new object[] { new { kind = "text", correctAnswer = "this" }, new { kind = "numeric", correctAnswer = 1, unit = "m" } },
        },
    ];

    [BrowserFact]
    public async Task It_is_shown_without_barriers_wherever_its_texts_are()
    {
        var quiz = await Publish(await stage.Platform.Register("nora"));
        foreach (var look in Look.Two)
        {
            await using var nora = await stage.Arrive(look);
            await nora.SignIn("nora");
            var page = nora.Page;

            await page.GotoAsync($"/quizzes/{quiz}");
            await Assertions.Expect(page.Locator(".prose strong")).ToHaveTextAsync("maps");
            Assert.Equal([], await nora.Barriers());

            await page.GotoAsync($"/quizzes/{quiz}/take");
            await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What is this?" })).ToBeFocusedAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "a map" })).ToHaveAttributeAsync("target", "_blank");
            for (var i = 0; i < Questions.Length; i++)
            {
                Assert.Equal([], await nora.Barriers());
                await page.Locator(i < Questions.Length - 1 ? "[data-next]" : "[data-overview]").ClickAsync();
            }

            Assert.Equal([], await nora.Barriers());
            await page.Locator("[data-part=overview] [data-hand-in]").ClickAsync();
            await Assertions.Expect(page.Locator(".review pre code").First).ToContainTextAsync("b < c");
            Assert.Equal([], await nora.Barriers());

            foreach (var path in (string[])[$"{new Uri(page.Url).AbsolutePath}/practice", $"/my/quizzes/{quiz}/preview", $"/my/quizzes/{quiz}/analytics"])
            {
                await page.GotoAsync(path);
                await page.Locator("h1:visible").First.WaitForAsync();
                Assert.Equal([], await nora.Barriers());
            }
        }
    }

    [BrowserFact]
    public async Task Its_author_chooses_it_and_sees_what_becomes_of_it()
    {
        var quiz = await Publish(await stage.Platform.Register("olga"), draft: true, format: "plain");
        await using var olga = await stage.Arrive();
        await olga.SignIn("olga");
        var page = olga.Page;
        await page.GotoAsync($"/my/quizzes/{quiz}");

        await page.GetByLabel("How texts are read").SelectOptionAsync("As Markdown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        await Assertions.Expect(page.Locator(".question h2 em").First).ToHaveTextAsync("this");
    }

    private async Task<string> Publish(Person author, bool draft = false, string format = "markdown")
    {
        var quiz = new { title = "*Maps*", description = "All about **maps**", textFormat = format, questions = Questions, draft };
        var made = await stage.Platform.Send(HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes", quiz, author.Token);
        return made.Json["quiz"]!["id"]!.GetValue<string>();
    }
}
