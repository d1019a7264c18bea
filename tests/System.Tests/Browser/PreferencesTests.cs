using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>What somebody has typed is there still when the page comes back in another language or other colours.</summary>
public sealed class PreferencesTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000a"; // JavaScript fundamentals
    private const string Kept = "() => sessionStorage.getItem('typed') ?? ''";

    [BrowserFact]
    public async Task What_was_typed_is_put_back_once_but_for_the_password()
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        var page = visitor.Page;
        await page.GotoAsync("/register?return=%2Fboard");
        await page.GetByLabel("Username").FillAsync("typing-tia");
        await page.GetByLabel("E-mail address").FillAsync("typing-tia@example.com");
        await page.GetByLabel("Password").FillAsync(RunningPlatform.Password);

        await Choose(page, "Deutsch");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(page.GetByLabel("Benutzername")).ToHaveValueAsync("typing-tia");
        await Assertions.Expect(page.GetByLabel("E-Mail-Adresse")).ToHaveValueAsync("typing-tia@example.com");
        await Assertions.Expect(page.GetByLabel("Passwort")).ToHaveValueAsync("");
        await page.GetByLabel("Passwort").FillAsync(RunningPlatform.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Konto anlegen" }).ClickAsync();
        await page.ArrivesAt("/board");

        await page.GotoAsync("/register");
        await Assertions.Expect(page.GetByLabel("Benutzername")).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task What_was_chosen_or_sent_in_vain_is_put_back_too()
    {
        await stage.Platform.Register("taken");
        await using var visitor = await stage.Arrive();
        visitor.Expected = message => message.Contains("status of 409", StringComparison.Ordinal);
        var page = visitor.Page;
        await page.GotoAsync($"/quizzes/{Sample}/report");
        await page.GetByLabel("It is spam").CheckAsync();
        await page.GetByLabel("In your own words").FillAsync("It sells\n<b>shoes</b>.");

        await Choose(page, "Dark");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(page.GetByLabel("It is spam")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("In your own words")).ToHaveValueAsync("It sells\n<b>shoes</b>.");

        await page.GotoAsync("/register");
        await page.GetByLabel("Username").FillAsync("taken");
        await page.GetByLabel("E-mail address").FillAsync("another@example.com");
        await page.GetByLabel("Password").FillAsync(RunningPlatform.Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fault")).ToBeVisibleAsync();
        await Choose(page, "Deutsch");

        await Assertions.Expect(page.GetByLabel("E-Mail-Adresse")).ToHaveValueAsync("another@example.com");
    }

    [BrowserFact]
    public async Task It_is_for_the_page_it_was_typed_on_and_for_the_next_load_alone()
    {
        await using var visitor = await stage.Arrive();
        var page = visitor.Page;
        await page.GotoAsync("/play");
        await page.GetByLabel("Your name").FillAsync("Tom");
        await ChooseInVain(page);
        Assert.Contains("Tom", await page.EvaluateAsync<string>(Kept), StringComparison.Ordinal);

        await page.GotoAsync("/register");
        Assert.Equal("", await page.EvaluateAsync<string>(Kept));
        await page.GotoAsync("/play");
        await Assertions.Expect(page.GetByLabel("Your name")).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task What_is_secret_or_unchanged_or_kept_by_the_editor_itself_is_not_kept()
    {
        await using var visitor = await stage.Arrive();
        await visitor.Register("typing-tim");
        var page = visitor.Page;

        await page.GotoAsync("/account");
        foreach (var field in await page.Locator("[type=password]").AllAsync())
            await field.FillAsync("a secret of mine");
        await AssertNothingKept(page);

        await page.GotoAsync("/account/second-factor");
        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        await page.GetByLabel("Code that the app shows").FillAsync("123456");
        await AssertNothingKept(page);

        await page.GotoAsync("/my/quizzes/new");
        await page.GetByLabel("Title").FillAsync("Lakes");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("quiz-editor").GetByLabel("Title").FillAsync("Lakes of Europe");
        await AssertNothingKept(page);
        await Choose(page, "Deutsch");
        await Assertions.Expect(page.GetByLabel("Titel")).ToHaveValueAsync("Lakes of Europe");
    }

    [BrowserFact]
    public async Task Where_the_browser_keeps_nothing_the_language_changes_all_the_same()
    {
        await using var visitor = await stage.Arrive();
        var page = visitor.Page;
        await page.AddInitScriptAsync("Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } })");
        await page.GotoAsync("/play");
        await page.GetByLabel("Your name").FillAsync("Ted");

        await Choose(page, "Deutsch");

        await Assertions.Expect(page.GetByLabel("Dein Name")).ToHaveValueAsync("");
    }

    private static async Task AssertNothingKept(IPage page)
    {
        await ChooseInVain(page);
        Assert.EndsWith("\"values\":[]}", await page.EvaluateAsync<string>(Kept), StringComparison.Ordinal);
    }

    // The page stays, so that what it has kept by then can be seen.
    private static async Task ChooseInVain(IPage page)
    {
        await page.Locator(".preferences").EvaluateAsync("form => form.addEventListener('submit', event => event.preventDefault(), { once: true })");
        await Choose(page, "Deutsch");
    }

    private static Task Choose(IPage page, string preference) =>
        page.Locator(".preferences").GetByRole(AriaRole.Button, new() { Name = preference, Exact = true }).ClickAsync();
}
