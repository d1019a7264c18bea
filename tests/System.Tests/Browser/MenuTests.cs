using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>The menu behind one's name.</summary>
public sealed class MenuTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task It_closes_by_Escape_and_by_a_press_anywhere_else()
    {
        await using var visitor = await stage.Arrive();
        await visitor.Register("mona");
        var page = visitor.Page;
        var (name, account) = (page.Locator(".menu summary"), page.GetByRole(AriaRole.Link, new() { Name = "Account" }));

        await name.ClickAsync();
        await Assertions.Expect(account).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(account).ToBeHiddenAsync();
        await Assertions.Expect(name).ToBeFocusedAsync();

        await name.ClickAsync();
        await Assertions.Expect(account).ToBeVisibleAsync();
        await page.Mouse.ClickAsync(640, 600);
        await Assertions.Expect(account).ToBeHiddenAsync();
    }
}
