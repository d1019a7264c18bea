using Microsoft.Playwright;
using OtpNet;

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

    [BrowserFact]
    public async Task The_ways_on_stand_in_one_row_each()
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        await visitor.Register("erna");
        await InGerman(visitor.Page);

        foreach (var path in (string[])["/board", "/my/quizzes"])
        {
            await visitor.Page.GotoAsync(path);
            Assert.Equal(44, await Height(".tabs a"));
            Assert.Equal(44, await Height(".top nav a"));
        }

        Task<int> Height(string links) => visitor.Page.Locator(links).EvaluateAllAsync<int>(
            "links => { const boxes = links.map(link => link.getBoundingClientRect()); "
            + "return Math.round(Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top))); }");
    }

    [BrowserFact]
    public async Task Setting_a_second_factor_up_fits()
    {
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        await visitor.Register("erik");
        await InGerman(visitor.Page);

        await visitor.Page.GotoAsync("/account/second-factor");
        await visitor.Page.GetByLabel("Aktuelles Passwort").FillAsync(RunningPlatform.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Zweiten Faktor einrichten" }).ClickAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "In Authenticator-App öffnen" })).ToBeVisibleAsync();
        Assert.Equal([], await visitor.Barriers());
        var secret = (await visitor.Page.Locator("code").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await visitor.Page.GetByLabel("Code, den die App zeigt").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp());
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Einschalten" }).ClickAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Kopieren" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("copy-text [role=status]")).ToHaveTextAsync("Ersatzcodes kopiert");
        Assert.Equal([], await visitor.Barriers());
    }

    [BrowserFact]
    public async Task Ones_figures_fit()
    {
        var person = await stage.Platform.Register("emma");
        var body = new { quizId = Sample, answers = new int?[] { 0, 1, 2, null, 0, 1, 2, 0, 1, 2 }, timeSpent = 75 };
        await stage.Platform.Send(HttpMethod.Post, stage.Platform.Results, "api/results/submit", body, person.Token);
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        await visitor.SignIn("emma");
        await InGerman(visitor.Page);
        var figures = visitor.Page.Locator("table[aria-labelledby=by-category]");

        await visitor.Page.GotoAsync("/my/statistics");
        for (var tries = 0; tries < 20 && await figures.CountAsync() == 0; tries++) // they are counted a moment later
            await visitor.Page.ReloadAsync();

        await Assertions.Expect(figures).ToBeVisibleAsync();
        Assert.Equal([], await visitor.Barriers());
    }

    [BrowserTheory]
    [InlineData(true, "/", "/quizzes/" + Sample, "/sign-in", "/register", "/play", "/my/statistics")]
    [InlineData(false, "/", "/quizzes/" + Sample, "/sign-in", "/register", "/play", "/account", "/people?search=admin", "/reports?of=names")]
    public async Task The_longest_name_fits(bool guest, params string[] pages)
    {
        var name = new string('W', 50);
        await using var visitor = await stage.Arrive(new Look(Phone: true, Dark: false));
        if (guest)
        {
            await visitor.Page.GotoAsync("/play");
            await visitor.Page.GetByLabel("Your name").FillAsync(name);
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
            await visitor.Page.ArrivesAt("^/$");
        }
        else
        {
            var admin = await stage.Platform.Register("admin");
            await Send(HttpMethod.Patch, "profile", new { displayName = name }, admin.Token);
            await Send(HttpMethod.Post, $"{admin.Id}/reports", new { reason = "spam" });
            await visitor.SignIn("admin");
        }

        await InGerman(visitor.Page);
        foreach (var path in pages)
        {
            await visitor.Page.GotoAsync(path);
            Assert.Equal([], await visitor.Barriers());
        }

        Task Send(HttpMethod method, string path, object body, string? token = null) =>
            stage.Platform.Send(method, stage.Platform.Users, $"api/users/{path}", body, token);
    }

    private Task InGerman(IPage page) =>
        page.Context.AddCookiesAsync([new() { Name = "language", Value = "de", Url = stage.Platform.Gateway.Url.ToString() }]);
}
