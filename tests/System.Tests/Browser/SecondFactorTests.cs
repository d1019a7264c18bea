using Microsoft.Playwright;
using OtpNet;

namespace QuizPlatform.System.Tests.Browser;

public sealed class SecondFactorTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_second_factor_is_turned_on_asked_for_and_turned_off()
    {
        await using var ann = await stage.Arrive(new Look(Phone: true, Dark: true));
        await ann.Register("factor-ann");
        var page = ann.Page;
        ann.Expected = what => what.Contains("status of 401", StringComparison.Ordinal) || what.Contains("status of 422", StringComparison.Ordinal);

        await page.GotoAsync("/account/second-factor");
        Assert.Empty(await ann.Barriers());
        var secret = await Begin(page);
        Assert.Empty(await ann.Barriers());
        await page.GetByLabel("Code that the app shows").FillAsync("000000");
        await Press("Turn it on");
        await Assertions.Expect(page.Locator(".fault")).ToContainTextAsync("The code is wrong.");
        await TurnOn(page, secret);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("The second factor is on.");
        Assert.Empty(await ann.Barriers());
        var recovery = await page.Locator("li code").AllTextContentsAsync();
        Assert.Equal(10, recovery.Count);

        await page.GotoAsync("/sign-in?return=%2Faccount%2Fsecond-factor");
        await page.GetByLabel("E-mail address or username").FillAsync("factor-ann");
        await page.GetByLabel("Password").FillAsync(RunningPlatform.Password);
        await Press("Sign in");
        Assert.Empty(await ann.Barriers());
        await page.GetByLabel("Code of the app, or a recovery code").FillAsync("000000");
        await Press("Go on");
        await Assertions.Expect(page.Locator(".fault")).ToContainTextAsync("The code is wrong, or was used before.");
        await page.GetByLabel("Code of the app, or a recovery code").FillAsync(recovery[0]);
        await page.GetByLabel("Code of the app, or a recovery code").PressAsync("Enter");
        await page.ArrivesAt("^/account/second-factor$");
        await Assertions.Expect(page.GetByText("Recovery codes left: 9.")).ToBeVisibleAsync();
        Assert.Empty(await ann.Barriers());

        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await page.GetByLabel("Code of the app, or a recovery code").FillAsync(recovery[1]);
        await Press("Turn it off");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The second factor is off.");
        await ann.SignIn("factor-ann");

        Task Press(string button) => SecondFactorTests.Press(page, button);
    }

    [BrowserFact]
    public async Task The_browser_is_asked_to_open_the_app_of_the_same_phone()
    {
        await using var bea = await stage.Arrive(new Look(Phone: true, Dark: false));
        await bea.Register("factor-bea");
        var page = bea.Page;
        await page.GotoAsync("/account/second-factor");
        var secret = await Begin(page);
        var app = new TaskCompletionSource<string?>();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Page.frameRequestedNavigation").OnEvent += (_, asked) => app.TrySetResult(asked!.Value.GetProperty("url").GetString());
        await session.SendAsync("Page.enable");

        await page.GetByRole(AriaRole.Link, new() { Name = "Open in an authenticator app" }).ClickAsync();

        var address = await app.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith($"otpauth://totp/QuizPlatform:factor-bea?secret={secret}&", address, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByLabel("Code that the app shows")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData("cleo", true)]
    [InlineData("dora", false)] // as where there is no TLS
    public async Task Recovery_codes_are_copied_a_line_each(string name, bool hasClipboard)
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        await visitor.Register($"factor-{name}");
        var page = visitor.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        if (!hasClipboard)
            await page.AddInitScriptAsync("Clipboard.prototype.writeText = () => Promise.reject(new Error('none'))");
        await page.GotoAsync("/account/second-factor");
        await TurnOn(page, await Begin(page));

        await Press(page, "Copy");

        await Assertions.Expect(page.Locator("copy-text [role=status]")).ToHaveTextAsync("Recovery codes copied");
        Assert.Empty(await visitor.Barriers());
        var codes = await page.Locator("li code").AllTextContentsAsync();
        Assert.Equal(10, codes.Count);
        Assert.Equal(string.Join('\n', codes), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.EndsWith("/account/second-factor", page.Url, StringComparison.Ordinal);
    }

    /// <returns>The secret that the page shows, as an app takes it.</returns>
    private static async Task<string> Begin(IPage page)
    {
        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await Press(page, "Set up a second factor");
        return (await page.Locator("code").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
    }

    private static async Task TurnOn(IPage page, string secret)
    {
        await page.GetByLabel("Code that the app shows").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp());
        await Press(page, "Turn it on");
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
