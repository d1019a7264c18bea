using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class PasskeyTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_passkey_is_added_renamed_used_and_removed_by_keyboard()
    {
        await using var ann = await stage.Arrive(new Look(Phone: true, Dark: false));
        await ann.Register("passkey-ann");
        var device = await ann.AddDevice();
        var page = ann.Page;

        await page.GotoAsync("/account/security");
        await page.GetByLabel("Name of the passkey").FillAsync("My phone");
        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await page.GetByLabel("Current password").PressAsync("Enter");
        await Says("The passkey is added. Everywhere else you are signed out.");
        Assert.Empty(await ann.Barriers());
        Assert.Single(await device.Passkeys());

        await page.GetByRole(AriaRole.Link, new() { Name = "Change My phone" }).PressAsync("Enter");
        Assert.Empty(await ann.Barriers());
        await page.GetByLabel("Name of the passkey").FillAsync("Old phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the name" }).PressAsync("Enter");
        await Says("The name is saved.");

        await page.GotoAsync("/sign-in?return=%2Faccount%2Fsecurity");
        Assert.Empty(await ann.Barriers());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).PressAsync("Enter");
        await page.ArrivesAt("^/account/security$");
        await Assertions.Expect(page.GetByText("Old phone")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Change Old phone" }).ClickAsync();
        await page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this passkey" }).ClickAsync();
        await Says("The passkey is removed. Everywhere else you are signed out.");

        ann.Expected = what => what.Contains("status of 401", StringComparison.Ordinal);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey opens no account here.");
        Assert.Empty(await ann.Barriers());

        Task Says(string sentence) => Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(sentence);
    }

    [BrowserFact]
    public async Task A_wrong_password_and_a_device_that_does_not_know_its_user_are_told_in_place()
    {
        await using var bob = await stage.Arrive(new Look(Phone: false, Dark: true));
        await bob.Register("passkey-bob");
        await bob.AddDevice(verifiesUser: false);
        bob.Expected = what => what.Contains("status of 403", StringComparison.Ordinal);

        await bob.Page.GotoAsync("/account/security");
        await bob.Page.GetByLabel("Current password").FillAsync("not the password");
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var alert = bob.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToHaveTextAsync("The password is wrong.");
        await Assertions.Expect(alert).ToBeFocusedAsync();

        await bob.Page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(alert).ToHaveTextAsync("It was cancelled, or took too long. Try again.");
        Assert.Empty(await bob.Barriers());
    }

    [BrowserFact]
    public async Task Who_plays_as_a_guest_signs_in_with_a_passkey_over_that()
    {
        await using var cleo = await stage.Arrive();
        await cleo.Register("passkey-cleo");
        await cleo.AddDevice();
        await cleo.Page.GotoAsync("/account/security");
        await cleo.Page.GetByLabel("Current password").FillAsync(RunningPlatform.Password);
        await cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(cleo.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await cleo.Page.EvaluateAsync("() => document.querySelector(\"form[action='/sign-out']\").requestSubmit()");
        await cleo.Page.Leaves("/account");

        await cleo.Page.GotoAsync("/play");
        await cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await cleo.Page.Leaves("/play");
        await cleo.Page.GotoAsync("/sign-in?return=%2Faccount");
        await cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await cleo.Page.ArrivesAt("^/account$");
        await Assertions.Expect(cleo.Page.GetByLabel("Username")).ToHaveValueAsync("passkey-cleo");
    }
}
