using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class ForgottenPasswordTests(Stage stage) : IClassFixture<Stage>
{
    private const string NewPassword = "battery-staple-anew";

    [BrowserFact]
    public async Task Who_forgot_a_password_sets_a_new_one_by_letter_and_other_browsers_are_signed_out()
    {
        await using var other = await stage.Arrive();
        await other.Register("forgetful-ann");
        await using var ann = await stage.Arrive(new Look(Phone: true, Dark: false, Language: "de"));
        await ann.Page.GotoAsync("/sign-in");
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Passwort vergessen?" }).ClickAsync();
        await ann.Page.GetByLabel("E-Mail-Adresse").FillAsync("forgetful-ann@example.com");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Link schicken" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("eine E-Mail unterwegs");

        var letter = await stage.Letter("forgetful-ann@example.com", "Neues Passwort setzen");
        var link = Regex.Match(letter, "http://\\S+").Value;
        await ann.Page.GotoAsync(link);
        await ann.Page.GotoAsync(link); // as a scanner of mail has before her
        await ann.Page.GetByLabel("Neues Passwort").FillAsync(NewPassword);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Setzen" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Dein neues Passwort ist gesetzt");
        await ann.Page.GetByLabel("E-Mail-Adresse oder Benutzername").FillAsync("forgetful-ann");
        await ann.Page.GetByLabel("Passwort").FillAsync(NewPassword);
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Anmelden", Exact = true }).ClickAsync();
        await Assertions.Expect(ann.Page).Not.ToHaveURLAsync(new Regex("/sign-in"));

        await other.Page.GotoAsync("/account");
        await Assertions.Expect(other.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await ann.Page.GotoAsync(link);
        await ann.Page.GetByLabel("Neues Passwort").FillAsync("battery-staple-again");
        ann.Expected = message => message.Contains("422", StringComparison.Ordinal);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Setzen" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wurde schon benutzt");
    }
}
