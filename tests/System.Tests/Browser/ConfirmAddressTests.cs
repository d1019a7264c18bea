using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class ConfirmAddressTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_letter_after_registering_confirms_the_address_and_its_link_alone_does_not()
    {
        await using var eve = await stage.Arrive(new Look(Phone: true, Dark: true));
        await eve.Register("new-eve");
        await eve.Page.GotoAsync("/account");
        var note = eve.Page.GetByText("The address new-eve@example.com is not confirmed yet");
        await Assertions.Expect(note).ToBeVisibleAsync();
        Assert.Empty(await eve.Barriers());
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The e-mail is on its way.");

        var link = Regex.Match(await stage.Letter("new-eve@example.com", "Confirm your e-mail address"), "http://\\S+").Value;
        await eve.Page.GotoAsync(link);
        Assert.Empty(await eve.Barriers());
        await eve.Page.GotoAsync("/account");
        await Assertions.Expect(note).ToBeVisibleAsync();
        await eve.Page.GotoAsync(link);
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your address is confirmed.");
        await eve.Page.GotoAsync("/account");
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(note).ToBeHiddenAsync();
    }
}
