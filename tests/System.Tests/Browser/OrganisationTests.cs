using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QuizPlatform.Provider;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Signing in through an organisation, in a browser and with all apps: its provider is a real one.</summary>
public sealed class OrganisationTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private TestProvider _provider = null!;

    public async Task InitializeAsync()
    {
        _provider = await TestProvider.Start();
        await _stage.Begin(
            ("Organisation__Name", "Example School"), ("Organisation__Authority", _provider.Issuer), ("Organisation__ClientId", TestProvider.ClientId),
            ("Organisation__ClientSecret", TestProvider.ClientSecret), ("Organisation__CreateAccounts", "true"),
            ("Organisation__RolesClaim", "roles"), ("Organisation__AdminRole", "quiz-admins"));
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [BrowserFact]
    public async Task Who_has_an_account_signs_in_to_it_once_and_comes_straight_in_from_then_on()
    {
        await using (var before = await Arrive(new Look(Phone: false, Dark: false)))
            await before.Register("ann");
        _provider.Who = new Member("4711", "ann@example.com", Username: "ann.lee", Name: "Ann Lee", Roles: ["quiz-admins"]);
        await using var ann = await Arrive(new Look(Phone: true, Dark: true));

        await ann.Page.GotoAsync("/sign-in?return=/board");
        Assert.Equal([], await ann.Barriers());
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example School" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByText("There is an account with the address ann@example.com already")).ToBeVisibleAsync();
        Assert.Equal([], await ann.Barriers());
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await ann.Page.GetByLabel("E-mail address or username").FillAsync("ann");
        await ann.Page.GetByLabel("Password").FillAsync(RunningPlatform.Password);
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/sign-in/organisation/account$"));
        Assert.Equal([], await ann.Barriers());
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Link it to ann" }).PressAsync("Enter");
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/board$"));

        await using var elsewhere = await Arrive(new Look(Phone: false, Dark: false, Language: "de"));
        await elsewhere.Page.GotoAsync("/sign-in?return=/account");
        await elsewhere.Page.GetByRole(AriaRole.Link, new() { Name = "Mit Example School anmelden" }).ClickAsync();
        await Assertions.Expect(elsewhere.Page).ToHaveURLAsync(new Regex("/account$"));
        await Assertions.Expect(elsewhere.Page.GetByText("Example School meldet dich hier an, seit")).ToBeVisibleAsync();
        Assert.Equal([], await elsewhere.Barriers());
        await elsewhere.Page.GotoAsync("/people"); // for admins alone
        await Assertions.Expect(elsewhere.Page.GetByRole(AriaRole.Searchbox).First).ToBeVisibleAsync();

        await elsewhere.Page.GotoAsync("/account");
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Verknüpfung lösen" }).ClickAsync();
        await elsewhere.Page.GetByLabel("E-Mail-Adresse oder Benutzername").FillAsync("ann"); // the role went with the link, and the session with the role
        await elsewhere.Page.GetByLabel("Passwort").FillAsync(RunningPlatform.Password);
        await elsewhere.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Anmelden", Exact = true }).ClickAsync();
        await Assertions.Expect(elsewhere.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Die Verknüpfung ist gelöst");
    }

    [BrowserFact]
    public async Task Who_has_none_is_given_an_account_keeps_what_a_guest_did_and_deletes_it_without_a_password()
    {
        _provider.Who = new Member("4712", "bea@example.com", Username: "bea", Name: "Bea");
        await using var bea = await Arrive(new Look(Phone: true, Dark: false));
        await bea.Page.GotoAsync("/play");
        await bea.Page.GetByLabel("name", new() { Exact = false }).First.FillAsync("Busy Bea");
        await bea.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(bea.Page).Not.ToHaveURLAsync(new Regex("/play"));

        await bea.Page.GotoAsync("/register?return=/account");
        await bea.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example School" }).ClickAsync();

        await Assertions.Expect(bea.Page).ToHaveURLAsync(new Regex("/account$"));
        await Assertions.Expect(bea.Page.GetByLabel("Username")).ToHaveValueAsync("bea");
        await Assertions.Expect(bea.Page.GetByText("only Example School signs you in")).ToBeVisibleAsync();
        await Assertions.Expect(bea.Page.GetByLabel("Current password")).ToHaveCountAsync(0);
        Assert.Equal([], await bea.Barriers());
        await bea.Page.GotoAsync("/account/delete");
        await bea.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(bea.Page).ToHaveURLAsync(new Regex("left=deleted"));
    }

    [BrowserFact]
    public async Task While_the_provider_is_away_the_page_says_so_and_the_password_is_good()
    {
        await using (var before = await Arrive(new Look(Phone: false, Dark: false)))
            await before.Register("cleo");
        _provider.IsDown = true;
        await using var cleo = await Arrive(new Look(Phone: false, Dark: true));

        await cleo.Page.GotoAsync("/sign-in?return=/board");
        await cleo.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example School" }).ClickAsync();
        await Assertions.Expect(cleo.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be reached just now");
        Assert.Equal([], await cleo.Barriers());
        await Visitor.SignIn(cleo.Page, "cleo");

        await Assertions.Expect(cleo.Page).ToHaveURLAsync(new Regex("/board$"));
    }

    // Only to the provider, and only on the way there.
    private async Task<Visitor> Arrive(Look look)
    {
        var visitor = await _stage.Arrive(look);
        visitor.Expected = what => what.StartsWith($"foreign request: {_provider.Issuer}authorize?", StringComparison.Ordinal);
        return visitor;
    }
}
