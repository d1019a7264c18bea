using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

public sealed class GuestTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task A_guest_opens_a_link_plays_registers_and_is_on_the_board_with_that_result()
    {
        await using var ann = await stage.Arrive(new Look(Phone: true, Dark: false));
        await ann.Page.GotoAsync("/quizzes");
        await ann.Page.Locator("main a[href^='/quizzes/']").First.ClickAsync();
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/quizzes/[0-9a-f]{32}$"));
        var quiz = ann.Page.Url;

        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Start", Exact = true }).ClickAsync();
        Assert.Empty(await ann.Barriers());
        await ann.Page.GetByLabel("Your name").FillAsync("Guest Ann");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await Assertions.Expect(ann.Page).ToHaveURLAsync(quiz + "/take");
        await Assertions.Expect(ann.Page.Locator("[data-who]")).ToContainTextAsync("You play as Guest Ann.");
        await HandIn(ann.Page, quiz);

        await ann.Page.GotoAsync(quiz);
        var row = ann.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Guest Ann" });
        await Assertions.Expect(row.Locator("[data-guest]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var score = await row.Locator(".score").InnerTextAsync();

        await ann.Page.GetByText("Guest Ann", new() { Exact = true }).First.ClickAsync();
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Keep my results" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("[data-keep]")).ToContainTextAsync("result of Guest Ann moves to your account");
        await Assertions.Expect(ann.Page.Locator("#field-displayName")).ToHaveValueAsync("Guest Ann");
        Assert.Empty(await ann.Barriers());
        await ann.Page.GetByLabel("Username").FillAsync("guest-ann");
        await ann.Page.GetByLabel("E-mail address").FillAsync("guest-ann@example.com");
        await ann.Page.Locator("#field-password").FillAsync("correct-horse-battery");
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();

        await Assertions.Expect(ann.Page).ToHaveURLAsync(quiz);
        await Assertions.Expect(row.Locator("[data-you]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(row.Locator("[data-guest]")).ToBeHiddenAsync();
        await Assertions.Expect(row.Locator(".score")).ToHaveTextAsync(score);
        await Assertions.Expect(row).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task A_guest_signs_in_from_the_page_of_a_result_and_sees_it_there_as_the_accounts()
    {
        await stage.Platform.Register("keeps-results");
        await using var ann = await stage.Arrive();
        await ann.Page.GotoAsync("/play");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        var id = await HandIn(ann.Page, "0190000000007000800000000000000a");
        await ann.Page.GotoAsync($"/results/{id}");
        var result = ann.Page.Url;

        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await ann.Page.GetByLabel("E-mail address or username").FillAsync("keeps-results");
        await ann.Page.Locator("#field-password").FillAsync(RunningPlatform.Password);
        await ann.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(ann.Page.Locator(".result-score")).ToBeVisibleAsync();
        await Assertions.Expect(ann.Page.GetByText("What you did as a guest moves to your account.")).ToBeVisibleAsync();
        Assert.Empty(await ann.Barriers());
        Assert.Equal(result, ann.Page.Url);
    }

    [BrowserFact]
    public async Task On_a_shared_device_a_guest_makes_room_and_is_forgotten()
    {
        await using var ann = await stage.Arrive();
        await ann.Page.GotoAsync("/play");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await ann.Page.GotoAsync("/account"); // which wants an account
        await Assertions.Expect(ann.Page).ToHaveURLAsync(new Regex("/register"));

        await ann.Page.GotoAsync("/play");
        await ann.Page.GetByLabel("Name of someone else").FillAsync("Bob");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await ann.Page.GotoAsync("/play");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Link, new() { Name = "Play as Bob" })).ToBeVisibleAsync();
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Hide my name on boards" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByText("Boards hide your name")).ToBeVisibleAsync();
        Assert.Empty(await ann.Barriers());
        await Forget(ann.Page);
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You are forgotten here");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Who_signs_in_where_somebody_else_has_played_takes_nothing_of_theirs()
    {
        var ben = await stage.Platform.Register("somebody-ben");
        await using var device = await stage.Arrive(new Look(Phone: true, Dark: true));
        await device.Page.GotoAsync("/play");
        await device.Page.GetByLabel("Your name").FillAsync("Guest Eve");
        await device.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await HandIn(device.Page, "0190000000007000800000000000000a");

        await device.Page.GotoAsync("/sign-in?return=%2Faccount");
        Assert.Empty(await device.Barriers());
        await device.Page.GetByRole(AriaRole.Button, new() { Name = "I am not Guest Eve" }).ClickAsync();
        await Assertions.Expect(device.Page.Locator("[data-keep]")).ToHaveCountAsync(0);
        await device.Page.GetByLabel("E-mail address or username").FillAsync("somebody-ben");
        await device.Page.Locator("#field-password").FillAsync(RunningPlatform.Password);
        await device.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(device.Page.GetByLabel("Username")).ToHaveValueAsync("somebody-ben");
        Assert.Equal(0, stage.Platform.Count("users", $"SELECT count(*) FROM User WHERE KeptBy = '{ben.Id}'"));
        Assert.Equal(0, stage.Platform.Count("results", $"SELECT count(*) FROM Result WHERE Partition = '{ben.Id}'"));
    }

    [BrowserFact]
    public async Task Answers_that_a_guest_has_not_handed_in_go_with_them_to_the_account()
    {
        await using var cat = await stage.Arrive();
        cat.Expected = message => message.Contains("403", StringComparison.Ordinal);
        var author = await stage.Platform.Register("keeper");
        var quiz = await stage.Platform.Publish(author, 0, 1);
        var take = $"/quizzes/{quiz.Id}/take";
        await cat.Page.GotoAsync($"/play?return={take}");
        await cat.Page.GetByLabel("Your name").FillAsync("Guest Cat");
        await cat.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await cat.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        foreach (var option in (string[])["a", "b"])
        {
            await cat.Page.Locator(".question:visible .option").Filter(new() { HasText = option }).ClickAsync();
            await cat.Page.Locator("[data-next]:visible, [data-overview]:visible").Last.ClickAsync();
        }

        await RequireAccounts(author, quiz);
        await cat.Page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Assertions.Expect(cat.Page.Locator("[data-heading]")).ToHaveTextAsync("This quiz is for people with an account");
        Assert.Empty(await cat.Barriers());
        await cat.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).Last.ClickAsync();
        await cat.Page.GetByLabel("Username").FillAsync("cat");
        await cat.Page.GetByLabel("E-mail address").FillAsync("cat@example.com");
        await cat.Page.Locator("#field-password").FillAsync(RunningPlatform.Password);
        await cat.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();

        await Assertions.Expect(cat.Page).ToHaveURLAsync(new Regex("/results/[0-9a-f]{32}$"));
        await Assertions.Expect(cat.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("100");
        Assert.Equal(1, stage.Platform.Count("results", $"SELECT count(*) FROM Result WHERE QuizId = '{quiz.Id}'"));
    }

    [BrowserFact]
    public async Task Who_makes_room_or_is_forgotten_is_told_first_what_is_not_handed_in()
    {
        await using var dan = await stage.Arrive(new Look(Phone: true, Dark: true));
        var author = await stage.Platform.Register("watcher");
        var quiz = await stage.Platform.Publish(author, 0, 1);
        await dan.Page.GotoAsync($"/play?return=/quizzes/{quiz.Id}/take");
        await dan.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await dan.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await dan.Page.Locator(".question:visible .option").First.ClickAsync();
        await dan.Page.GotoAsync("/play");
        var dialog = dan.Page.Locator("dialog[open]");

        foreach (var leave in (Func<IPage, Task>[])[Forget, page => page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync()])
        {
            await leave(dan.Page);
            await Assertions.Expect(dialog).ToContainTextAsync("1 answer that is not handed in");
            Assert.Empty(await dan.Barriers());
            await dialog.Locator("[data-stay]").ClickAsync();
        }

        await dan.Page.GetByRole(AriaRole.Button, new() { Name = "Forget me for good" }).ClickAsync();
        await dialog.Locator("[data-leave]").ClickAsync();
        await Assertions.Expect(dan.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Equal(0, await dan.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(name => name.startsWith('attempt:')).length"));
    }

    [BrowserFact]
    public async Task A_guest_who_has_forgotten_the_accounts_password_keeps_the_results_all_the_same()
    {
        var account = await stage.Platform.Register("forgetful-dora");
        await using var dora = await stage.Arrive();
        await dora.Page.GotoAsync("/play");
        await dora.Page.GetByRole(AriaRole.Button, new() { Name = "Play as a guest" }).ClickAsync();
        await HandIn(dora.Page, "0190000000007000800000000000000a");

        await dora.Page.GotoAsync("/password/forgotten");
        await dora.Page.GetByLabel("E-mail address").FillAsync("forgetful-dora@example.com");
        await dora.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        var letter = await stage.Letter("forgetful-dora@example.com", "Set a new password");
        await dora.Page.GotoAsync(Regex.Match(letter, "http://\\S+").Value);
        Assert.DoesNotContain("token", await dora.Page.GetByRole(AriaRole.Banner).InnerHTMLAsync(), StringComparison.Ordinal);
        await dora.Page.Locator("#field-password").FillAsync("battery-staple-anew");
        await dora.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(dora.Page.Locator("[data-keep]")).ToContainTextAsync("moves to your account");
        await dora.Page.GetByLabel("E-mail address or username").FillAsync("forgetful-dora");
        await dora.Page.Locator("#field-password").FillAsync("battery-staple-anew");
        await dora.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Eventually.Holds(
            () => Task.FromResult(stage.Platform.Count("results", $"SELECT count(*) FROM Result WHERE Partition = '{account.Id}'") == 1),
            () => "the result is not the account's");
    }

    [BrowserFact]
    public async Task What_a_guest_has_sealed_goes_in_as_the_accounts_own_where_the_guest_was_gone()
    {
        var quiz = await stage.Platform.Publish(await stage.Platform.Register("patient"), 0, 1);
        var account = await stage.Platform.Register("late-lea");
        await using var lea = await stage.Arrive();
        lea.Expected = message => message.Contains("403", StringComparison.Ordinal);
        await lea.SignIn("late-lea");
        await lea.Page.EvaluateAsync("""
            ([user, quizId]) => {
              const guest = "0".repeat(32);
              const body = JSON.stringify({ quizId, quizVersion: 1, userId: guest, timeSpent: 9, answers: [{ questionId: "q1", answer: 0 }] });
              localStorage.setItem(`attempt:${user}:${quizId}:1`, JSON.stringify(
                { key: "sealed-by-a-guest", startedAt: Date.now(), deadline: null, answers: { q1: 0 }, at: 0, body, from: guest }));
            }
            """, new[] { account.Id, quiz.Id });
        await lea.Page.Clock.InstallAsync();
        await lea.Page.GotoAsync($"/quizzes/{quiz.Id}/take");
        await Assertions.Expect(lea.Page.Locator("[data-heading]")).ToHaveTextAsync("Not handed in yet");

        await lea.Page.Clock.FastForwardAsync(61_000);

        await Assertions.Expect(lea.Page).ToHaveURLAsync(new Regex("/results/[0-9a-f]{32}$"));
        Assert.Equal(1, stage.Platform.Count("results", $"SELECT count(*) FROM Result WHERE Partition = '{account.Id}'"));
    }

    private async Task RequireAccounts(Person author, TestQuiz quiz)
    {
        var url = $"api/quizzes/{quiz.Id}";
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(stage.Platform.Quizzes.Url, url));
        request.Headers.Add("If-Match", "*");
        request.Headers.Add("Authorization", $"Bearer {author.Token}");
        request.Content = JsonContent.Create(new
        {
            title = "For members",
            questions = quiz.RightAnswers.Select((right, i) => new
            {
                id = $"q{i + 1}",
                question = $"Question {i}?",
                options = new[] { "a", "b", "c", "d" },
                correctAnswer = right,
            }),
            settings = new { guests = false },
        });
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.Holds(
            () => Task.FromResult(stage.Platform.Count("results", $"SELECT count(*) FROM KnownQuiz WHERE Partition = '{quiz.Id}' AND AccountsOnly") == 1),
            () => "Results has not heard of it");
        await Task.Delay(TimeSpan.FromSeconds(1.2)); // what Results knows of a quiz, it keeps for a second
    }

    // What the player sends by its script, from the page's own session.
    private static async Task<string> HandIn(IPage page, string quiz)
    {
        var id = await page.EvaluateAsync<string?>("""
            async (quizId) => (await (await fetch("/api/results/submit", {
              method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ quizId, answers: [0] }),
            })).json()).result?.id
            """, quiz[^32..]);
        return Assert.IsType<string>(id);
    }

    private static async Task Forget(IPage page)
    {
        await page.GetByText("Forget me here").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget me for good" }).ClickAsync();
    }
}
