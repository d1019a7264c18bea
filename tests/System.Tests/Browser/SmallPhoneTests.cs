using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>The longer words of German on a small phone.</summary>
public sealed class SmallPhoneTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000a"; // JavaScript fundamentals, 10 questions

    [BrowserFact]
    public async Task A_question_with_its_buttons_fits()
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        await visitor.Register("emil");
        await InGerman(visitor.Page);

        await visitor.Page.GotoAsync($"/quizzes/{Sample}/take");
        await visitor.Page.Locator("[data-start]").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Weiter" })).ToBeVisibleAsync();
        Assert.Equal([], await visitor.Barriers());
    }

    private Task InGerman(IPage page) =>
        page.Context.AddCookiesAsync([new() { Name = "language", Value = "de", Url = stage.Platform.Gateway.Url.ToString() }]);
}
