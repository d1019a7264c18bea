using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Somebody takes a quiz, and what may come between.</summary>
public sealed class TakingTests(Stage stage) : IClassFixture<Stage>
{
    private const string Sample = "0190000000007000800000000000000a"; // JavaScript fundamentals, 10 questions

    [BrowserFact]
    public async Task Answers_survive_a_reload_and_a_lost_network_and_are_handed_in_once()
    {
        await using var ann = await stage.Arrive();
        ann.Expected = message => message.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal);
        await ann.Register("ann");
        await Begin(ann.Page);

        for (var i = 0; i < 10; i++)
        {
            await Choose(ann.Page, option: i % 3);
            if (i == 4)
                await ann.Page.ReloadAsync(); // to where it was, without asking
            if (i < 9)
                await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        }

        await ann.Page.Locator("[data-overview]").ClickAsync();
        await Assertions.Expect(ann.Page.GetByText("You have answered all 10 questions.")).ToBeVisibleAsync();
        await ann.Offline(true);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Heading, new() { Name = "Not handed in yet" })).ToBeVisibleAsync();
        Assert.Equal([], await ann.Barriers());
        await ann.Offline(false);

        await ann.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(ann.Page.Locator(".review > li")).ToHaveCountAsync(10);
        Assert.Equal([], await ann.Barriers());
        Assert.Equal(0, stage.Platform.Count("results", "SELECT count(*) - count(DISTINCT Partition) FROM Result")); // one of each person's
        await ann.Page.GotoAsync("/board");
        await Assertions.Expect(ann.Page.Locator("tr.me")).ToContainTextAsync("ann");
        Assert.Equal([], await ann.Barriers());
    }

    [BrowserFact]
    public async Task A_session_that_ends_in_the_middle_costs_no_answer()
    {
        await using var dora = await stage.Arrive();
        // Signed in again, both tabs hand the same in. Where one meets the other under way, that is 409, and it tries again.
        dora.Expected = message => message.Contains("status of 401", StringComparison.Ordinal)
            || (message.Contains("status of 409", StringComparison.Ordinal) && message.Contains("/api/results/submit", StringComparison.Ordinal));
        await dora.Register("dora");
        await Begin(dora.Page);
        await Choose(dora.Page, option: 1);
        var token = (await stage.Platform.LogIn("dora")).Json["token"]!.GetValue<string>();
        await stage.Platform.Send(HttpMethod.Post, stage.Platform.Users, "api/users/logout?everywhere=true", token: token);
        await Eventually.Holds(
            async () => (await stage.Platform.Send(HttpMethod.Get, stage.Platform.Results, $"api/results/{Sample}", token: token)).Status
                == HttpStatusCode.Unauthorized,
            () => "Results has not heard that all sessions have ended");

        await HandIn(dora.Page);
        await Assertions.Expect(dora.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in in a new tab" })).ToBeVisibleAsync();
        Assert.Equal([], await dora.Barriers());
        var tab = await dora.Page.Context.RunAndWaitForPageAsync(
            () => dora.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in in a new tab" }).ClickAsync());
        await Visitor.SignIn(tab, "dora");

        await dora.Page.BringToFrontAsync();
        if (!dora.Page.Url.Contains("/results/", StringComparison.Ordinal)) // it tries by itself when one comes back to it
            await dora.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(dora.Page.Locator(".review > li")).ToHaveCountAsync(10);
    }

    [BrowserFact]
    public async Task At_zero_what_is_answered_is_handed_in()
    {
        var author = await stage.Platform.Register();
        var made = await stage.Platform.Send(HttpMethod.Post, stage.Platform.Quizzes, "api/quizzes", new
        {
            title = "Ten seconds",
            timeLimit = 10,
            questions = new[] { "One?", "Two?" }.Select(question => new { question, options = new[] { "a", "b" }, correctAnswer = 0 }),
        }, author.Token);
        await using var finn = await stage.Arrive();
        await finn.Register("finn");
        await Begin(finn.Page, made.Json["quiz"]!["id"]!.GetValue<string>());
        await Choose(finn.Page, option: 0);

        await finn.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(finn.Page.Locator("h1")).ToContainTextAsync("50");
        await Assertions.Expect(finn.Page.Locator(".review > li").Nth(1)).ToContainTextAsync("Not answered");
    }

    [BrowserFact]
    public async Task A_gateway_that_dies_meanwhile_costs_no_answer()
    {
        await using var gina = await stage.Arrive();
        gina.Expected = message => message.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal);
        await gina.Register("gina");
        await Begin(gina.Page);
        await Choose(gina.Page, option: 2);
        await stage.Platform.Gateway.Kill();

        await HandIn(gina.Page);
        await Assertions.Expect(gina.Page.GetByRole(AriaRole.Heading, new() { Name = "Not handed in yet" })).ToBeVisibleAsync();
        await stage.Platform.Gateway.Start();

        await gina.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(gina.Page.Locator(".review > li")).ToHaveCountAsync(10);
    }

    [BrowserFact]
    public async Task A_board_moves_while_somebody_looks_at_it()
    {
        await using var looker = await stage.Arrive(new Look(Phone: true, Dark: true));
        await looker.Page.GotoAsync($"/quizzes/{Sample}");
        var bob = await stage.Platform.RegisterAs("bob");
        Assert.Equal(201, (int)bob.Status);
        var login = await stage.Platform.LogIn("bob");
        var token = login.Json["token"]!.GetValue<string>();

        await stage.Platform.Send(
            HttpMethod.Post, stage.Platform.Results, "api/results/submit", new { quizId = Sample, answers = new[] { 0 }, timeSpent = 9 }, token);

        await Assertions.Expect(looker.Page.Locator(".board tbody")).ToContainTextAsync("bob");
    }

    [BrowserFact]
    public async Task With_keys_alone_a_question_is_answered_and_nothing_is_sent_by_accident()
    {
        await using var carol = await stage.Arrive();
        await carol.Register("carol");
        await Begin(carol.Page);

        var keys = carol.Page.Keyboard;
        await keys.PressAsync("2");
        await Assertions.Expect(carol.Page.Locator(".question:visible input").Nth(1)).ToBeCheckedAsync();
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(carol.Page.Locator(".question:visible input").Nth(2)).ToBeCheckedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(carol.Page.Locator("[data-count]")).ToHaveTextAsync("1 of 10");

        await carol.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(carol.Page.Locator("[data-count]")).ToHaveTextAsync("2 of 10");
        await Assertions.Expect(carol.Page.Locator(".question:visible h2")).ToBeFocusedAsync();
        Assert.Equal([], await carol.Barriers());
    }

    [BrowserFact]
    public async Task What_was_wrong_is_practised_in_the_page_until_it_is_right()
    {
        await using var dan = await stage.Arrive();
        await dan.Register("dan");
        await Begin(dan.Page);
        await Choose(dan.Page, option: 1);
        await dan.Page.Locator("[data-overview]").ClickAsync();
        await dan.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await dan.Page.ArrivesAt("/results/[^/]+$");
        await Assertions.Expect(dan.Page.Locator(".result header")).ToContainTextAsync(new Regex("[Pp]lace \\d+ of \\d+"));
        var wrong = await dan.Page.Locator(".review > li.wrong").CountAsync();
        var handedIn = stage.Platform.Count("results", "SELECT count(*) FROM Result");

        await dan.Page.Locator("a[href$='/practice']").ClickAsync();
        await Practise(dan.Page, wrong, first: "wrong");
        await Assertions.Expect(dan.Page.Locator("[data-score]")).ToHaveTextAsync($"{wrong - 1} of {wrong} are right now.");
        Assert.Equal([], await dan.Barriers());
        await dan.Page.Locator("[data-again]").ClickAsync();
        await Practise(dan.Page, 1, first: "right");

        await Assertions.Expect(dan.Page.Locator("[data-score]")).ToHaveTextAsync("It is right now.");
        await Assertions.Expect(dan.Page.Locator("[data-score]")).ToBeFocusedAsync();
        Assert.Equal(handedIn, stage.Platform.Count("results", "SELECT count(*) FROM Result"));
    }

    [BrowserFact]
    public async Task The_number_of_a_question_is_seen_once_and_heard_with_it()
    {
        await using var nils = await stage.Arrive();
        await nils.Register("nils");
        await Begin(nils.Page);
        var number = nils.Page.Locator(".question:visible .number").First;

        Assert.InRange((await number.BoundingBoxAsync())!.Width, 0, 1);
        await Assertions.Expect(nils.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^Question 1 of 10") })).ToBeVisibleAsync();
        await Assertions.Expect(nils.Page.Locator("[data-count]")).ToHaveTextAsync("1 of 10");
        await nils.Page.Locator("[data-settings-place] summary").ClickAsync();
        await nils.Page.GetByLabel("All questions on one page").CheckAsync();
        Assert.InRange((await number.BoundingBoxAsync())!.Width, 50, 200);
    }

    [BrowserFact]
    public async Task A_quiz_that_was_left_in_the_middle_says_so_on_its_page()
    {
        await using var lea = await stage.Arrive();
        await lea.Register("lea");
        await Begin(lea.Page);
        await Choose(lea.Page, option: 2);

        await lea.Page.Locator(".player-leave").ClickAsync();
        var way = lea.Page.Locator("start-quiz a");
        await Assertions.Expect(way).ToHaveTextAsync(new Regex(@"^\s*Continue, \d+:\d\d left$"));
        Assert.Equal([], await lea.Barriers());
        await way.ClickAsync();
        await Assertions.Expect(lea.Page.Locator(".question:visible input").Nth(2)).ToBeCheckedAsync();

        await lea.Page.EvaluateAsync(
            "() => { for (const [name, text] of Object.entries(localStorage)) if (name.startsWith('attempt:')) "
            + "localStorage.setItem(name, JSON.stringify({ ...JSON.parse(text), deadline: Date.now() - 1000 })); }");
        await lea.Page.GotoAsync($"/quizzes/{Sample}");
        await Assertions.Expect(way).ToContainTextAsync("Hand in: the time is over");
        await way.ClickAsync();
        await lea.Page.ArrivesAt("/results/[^/]+$");
        await lea.Page.GotoAsync($"/quizzes/{Sample}");
        await Assertions.Expect(way).ToContainTextAsync("Start");
    }

    [BrowserFact]
    public async Task What_was_handed_in_without_a_clock_and_has_not_arrived_is_not_said_to_be_late()
    {
        await using var mia = await stage.Arrive();
        mia.Expected = message => message.Contains("ERR_FAILED", StringComparison.Ordinal);
        await mia.Register("mia");
        await mia.Page.GotoAsync($"/quizzes/{Sample}/take");
        await mia.Page.GetByLabel("No clock").CheckAsync();
        await mia.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Choose(mia.Page, option: 1);
        await mia.Page.RouteAsync("**/api/results/submit", route => route.AbortAsync());
        await HandIn(mia.Page);
        await Assertions.Expect(mia.Page.GetByRole(AriaRole.Heading, new() { Name = "Not handed in yet" })).ToBeVisibleAsync();

        await mia.Page.GotoAsync($"/quizzes/{Sample}");
        var way = mia.Page.Locator("start-quiz a");
        await Assertions.Expect(way).ToContainTextAsync("Hand in: it has not arrived yet");
        await mia.Page.UnrouteAsync("**/api/results/submit");
        await way.ClickAsync();

        await mia.Page.ArrivesAt("/results/[^/]+$");
    }

    // Answers each rightly, but the first as told.
    private static async Task Practise(IPage page, int questions, string first)
    {
        for (var i = 0; i < questions; i++)
        {
            var right = int.Parse((await page.Locator("[data-right]:has(.question:visible)").GetAttributeAsync("data-right"))!, CultureInfo.InvariantCulture);
            await Choose(page, i == 0 && first == "wrong" ? right == 0 ? 1 : 0 : right);
            await page.Locator("[data-check]").ClickAsync();
            await Assertions.Expect(page.Locator("[data-verdict]:visible")).ToBeFocusedAsync();
            await Assertions.Expect(page.Locator("[data-verdict]:visible")).ToHaveTextAsync(i == 0 && first == "wrong" ? "Wrong" : "Right");
            await page.Locator("[data-next]").ClickAsync();
        }
    }

    private static async Task Begin(IPage page, string quiz = Sample)
    {
        await page.GotoAsync($"/quizzes/{quiz}/take");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
    }

    private static async Task HandIn(IPage page)
    {
        await page.Locator("[data-overview]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
    }

    private static Task Choose(IPage page, int option) => page.Locator(".question:visible .option").Nth(option).ClickAsync();
}
