using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class GuestTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_guest_opens_a_link_plays_registers_and_is_on_the_board_with_that_result()
    {
        await using var ann = await stage.Arrive(new Look(Phone: true, Dark: false));
        await ann.Page.GotoAsync("/quizzes");
        await ann.Page.Locator("main a[href^='/quizzes/']").First.ClickAsync();
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/quizzes/[0-9a-f]{32}$"));
        var quiz = ann.Page.Url;

        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Start", Exact = true }).ClickAsync();
        Assert.Empty(await ann.Barriers());
        await ann.Page.GetByLabel("Your name").FillAsync("Guest Ann");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await Assertions.Expect(ann.Page).ToHaveURLAsync(quiz + "/take");
        await Assertions.Expect(ann.Page.Locator("[data-who]")).ToContainTextAsync("You play as Guest Ann.");
        await HandIn(ann.Page, quiz);

        await ann.Page.GotoAsync(quiz);
        var row = ann.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Guest Ann" });
        await Assertions.Expect(row.Locator("[data-guest]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var score = await row.Locator(".score").InnerTextAsync();

        await ann.Page.GetByText("Guest Ann", new() { Exact = true }).First.ClickAsync();
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Keep my results" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("[data-keep]")).ToContainTextAsync("result of Guest Ann moves to your account");
        await Assertions.Expect(ann.Page.Locator("#field-displayName")).ToHaveValueAsync("Guest Ann");
        Assert.Empty(await ann.Barriers());
        await ann.Page.GetByLabel("Username").FillAsync("guest-ann");
        await ann.Page.GetByLabel("E-mail address").FillAsync("guest-ann@example.com");
        await ann.Page.Locator("#field-password").FillAsync("correct-horse-battery");
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();

        await Assertions.Expect(ann.Page).ToHaveURLAsync(quiz);
        await Assertions.Expect(row.Locator("[data-you]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(row.Locator("[data-guest]")).ToBeHiddenAsync();
        await Assertions.Expect(row.Locator(".score")).ToHaveTextAsync(score);
        await Assertions.Expect(row).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task On_a_shared_device_a_guest_makes_room_and_is_forgotten()
    {
        await using var ann = await stage.Arrive();
        await ann.Page.GotoAsync("/play");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await ann.Page.GotoAsync("/account"); // which wants an account
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/register"));

        await ann.Page.GotoAsync("/play");
        await ann.Page.GetByLabel("Name of someone else").FillAsync("Bob");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await ann.Page.GotoAsync("/play");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Link, new() { Name = "Play as Bob" })).ToBeVisibleAsync();
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Forget me here" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    // What the player sends by its script, from the page's own session.
    private static async Task HandIn(IPage page, string quiz)
    {
        var id = quiz[^32..];
        var status = await page.EvaluateAsync<int>("""
            async (quizId) => (await fetch("/api/results/submit", {
              method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ quizId, answers: [0] }),
            })).status
            """, id);
        Assert.Equal(201, status);
    }
}
