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
        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await Press("Set up a second factor");
        Assert.Empty(await ann.Barriers());
        var secret = await page.Locator("code").TextContentAsync();
        await page.GetByLabel("Code that the app shows").FillAsync("000000");
        await Press("Turn it on");
        await Assertions.Expect(page.Locator(".fault")).ToContainTextAsync("The code is wrong.");
        await page.GetByLabel("Code that the app shows").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp());
        await Press("Turn it on");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The second factor is on.");
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
        await page.WaitForURLAsync("**/account/second-factor");
        await Assertions.Expect(page.GetByText("Recovery codes left: 9.")).ToBeVisibleAsync();
        Assert.Empty(await ann.Barriers());

        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await page.GetByLabel("Code of the app, or a recovery code").FillAsync(recovery[1]);
        await Press("Turn it off");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The second factor is off.");
        await ann.SignIn("factor-ann");

        Task Press(string button) =>
            page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }
}
