using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>What a browser keeps of somebody goes with their session, and they are told before.</summary>
public sealed class LeavingTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000a";
    private const string Kept = "Object.keys(localStorage).filter(name => name.startsWith('attempt:')).length";

    [BrowserFact]
    public async Task Answers_that_wait_are_told_before_signing_out_and_gone_after()
    {
        await using var fay = await stage.Arrive(new Look(Phone: true, Dark: false));
        await fay.Register("fay");
        await Begin(fay.Page);
        var other = await fay.OpenTab();
        await other.GotoAsync("/");
        var dialog = other.Locator("dialog[open]");

        await SignOut(other);
        await Assertions.Expect(dialog).ToContainTextAsync("1 answer that is not handed in");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/quizzes/{Sample}/take");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        Assert.Equal(1, await other.EvaluateAsync<int>(Kept));

        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Go on without it" }).ClickAsync();

        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Assertions.Expect(fay.Page).ToHaveURLAsync(new Regex(@"/play\?")); // the tab with the quiz has let go of it too
        Assert.Equal(0, await other.EvaluateAsync<int>(Kept));
    }

    [BrowserFact]
    public async Task Who_deletes_the_account_is_told_that_it_is_done()
    {
        await using var gil = await stage.Arrive();
        await gil.Register("gil");
        gil.Expected = message => message.Contains("403", StringComparison.Ordinal);
        await Begin(gil.Page);
        await gil.Page.GotoAsync("/account/delete");

        await Delete(gil.Page, "not the password");
        await Assertions.Expect(gil.Page.Locator(".fault")).ToHaveTextAsync("The password is wrong.");
        Assert.Equal(1, await gil.Page.EvaluateAsync<int>(Kept));
        await Delete(gil.Page, RunningPlatform.Password);

        await Assertions.Expect(gil.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Your account is deleted.");
        Assert.Equal(0, await gil.Page.EvaluateAsync<int>(Kept));
        Assert.Equal([], await gil.Barriers());
    }

    private static async Task Begin(IPage page)
    {
        await page.GotoAsync($"/quizzes/{Sample}/take");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.Locator(".question:visible .option").First.ClickAsync();
    }

    private static async Task SignOut(IPage page)
    {
        await page.Locator(".menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
    }

    private static async Task Delete(IPage page, string password)
    {
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on without it" }).ClickAsync();
    }
}
