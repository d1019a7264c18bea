using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>An author writes questions of every type: what is sent of an answer, and what is there again once it is saved.</summary>
public sealed class WritingTests(Stage stage) : IClassFixture<Stage>
{
    [BrowserFact]
    public async Task Several_options_are_right_and_what_a_type_does_not_use_is_found_again()
    {
        await using var ivy = await stage.Arrive();
        var page = await Begin(ivy, "ivy", "multiple");
        await Fill(page, "Option 1", "Rhine");
        await Fill(page, "Option 2", "Danube");
        await Press(page, "Add option");
        await Fill(page, "Option 3", "Elbe");
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(2).CheckAsync();
        Assert.Equal([], await ivy.Barriers());

        await page.GetByLabel("Type").SelectOptionAsync("single"); // no one of the two is the right one
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveCountAsync(0);
        await page.GetByLabel("Type").SelectOptionAsync("trueFalse");
        await page.GetByLabel("True").CheckAsync();
        Assert.Equal([], await ivy.Barriers());
        await page.GetByLabel("Type").SelectOptionAsync("multiple");

        await Sent(page, """{"type":"multiple","options":["Rhine","Danube","Elbe"],"correctAnswer":[0,2]}""");
        await Reopen(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-unfinished]:visible")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_deleted_option_comes_back_as_right_as_it_was_and_moves_by_the_keyboard()
    {
        await using var jon = await stage.Arrive();
        var page = await Begin(jon, "jon", "multiple");
        await Fill(page, "Option 1", "A");
        await Fill(page, "Option 2", "B");
        await page.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();

        await Press(page, "Delete (Option 2)");
        await Assertions.Expect(page.Locator("[data-spoken]")).ToContainTextAsync("Option 2, the right one, deleted.");
        await Press(page, "Undo: option 2 deleted");
        await page.GetByRole(AriaRole.Checkbox).Nth(1).PressAsync("Alt+ArrowUp");

        await Sent(page, """{"type":"multiple","options":["B","A"],"correctAnswer":[0]}""");
    }

    [BrowserFact]
    public async Task What_is_right_in_part_and_what_is_wrong_counts_as_the_author_says()
    {
        await using var uma = await stage.Arrive();
        var page = await Begin(uma, "uma", "multiple");
        await Fill(page, "Option 1", "A");
        await Fill(page, "Option 2", "B");
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await page.Locator("[data-field=partialCredit]").SelectOptionAsync("rightMinusWrong");
        await Sent(page, """{"type":"multiple","options":["A","B"],"correctAnswer":[0],"partialCredit":"rightMinusWrong"}""");

        await Press(page, "About the quiz");
        await page.Locator("#editor-partialCredit").SelectOptionAsync("proportional");
        await page.GetByLabel("A wrong answer costs").FillAsync("101");
        await Assertions.Expect(page.Locator("[data-state]")).ToContainTextAsync("Not saved");
        await page.GetByLabel("A wrong answer costs").FillAsync("12.5");
        Assert.Equal([], await uma.Barriers());
        await Sent(page, """{"type":"multiple","options":["A","B"],"correctAnswer":[0],"partialCredit":"rightMinusWrong"}""");

        await page.GetByLabel("Players see what is right").SelectOptionAsync("afterClose");
        await Assertions.Expect(page.Locator("[data-state]")).ToContainTextAsync("Not saved");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2026-12-24T18:30");
        await Assertions.Expect(page.Locator("[data-state]")).ToContainTextAsync("Saved");
        Assert.Equal([], await uma.Barriers());

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("2026-12-24T18:30");
        await Assertions.Expect(page.GetByLabel("A wrong answer costs")).ToHaveValueAsync("12.5");
        await Assertions.Expect(page.Locator("#editor-partialCredit")).ToHaveValueAsync("proportional");
    }

    [BrowserFact]
    public async Task A_statement_is_true_or_false()
    {
        await using var kim = await stage.Arrive(new Look(Phone: true, Dark: true));
        var page = await Begin(kim, "kim", "trueFalse");
        await Assertions.Expect(page.Locator("[data-unfinished]:visible")).ToHaveCountAsync(1);
        await page.GetByLabel("False").CheckAsync();
        Assert.Equal([], await kim.Barriers());

        await Sent(page, """{"type":"trueFalse","correctAnswer":false}""");
        await Reopen(page);
        await Assertions.Expect(page.GetByLabel("False")).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task A_number_has_a_tolerance_and_others_count_in_part()
    {
        await using var lea = await stage.Arrive(new Look(Phone: true, Dark: false));
        var page = await Begin(lea, "lea", "numeric");
        await Fill(page, "Right number", "9.81");
        await Fill(page, "Tolerance (±) (optional)", "7");
        await page.GetByLabel("Kind of tolerance", new() { Exact = true }).SelectOptionAsync("relative");
        await Fill(page, "Unit, shown to players (optional)", "m/s²");
        await Press(page, "Add number");
        await Fill(page, "Number (accepted 1)", "-1e3");
        await Fill(page, "Points (per cent) (accepted 1)", "29");
        Assert.Equal([], await lea.Barriers());

        await Sent(page, """
            {"type":"numeric","correctAnswer":9.81,"tolerance":0.07,"toleranceType":"relative","unit":"m/s²",
            "alsoAccepted":[{"value":-1000,"tolerance":0,"toleranceType":"absolute","credit":0.29}]}
            """);
        await Reopen(page);
        await Assertions.Expect(page.GetByLabel("Right number")).ToHaveValueAsync("9.81");
        await Assertions.Expect(page.GetByLabel("Tolerance (±) (optional)")).ToHaveValueAsync("7");
        await Assertions.Expect(page.GetByLabel("Points (per cent) (accepted 1)")).ToHaveValueAsync("29");
    }

    [BrowserFact]
    public async Task What_is_no_number_is_told_beside_its_field_and_not_sent()
    {
        await using var max = await stage.Arrive();
        var page = await Begin(max, "max", "numeric");
        await Fill(page, "Right number", "nine");
        await Press(page, "Add number");
        await Fill(page, "Number (accepted 1)", "0.12345678901234567");
        await Fill(page, "Points (per cent) (accepted 1)", "0");

        var number = page.GetByLabel("Right number");
        await Assertions.Expect(page.Locator("[data-state]")).ToContainTextAsync("something needs another look");
        await Assertions.Expect(number).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Contains("such as 9.81", await Told(number), StringComparison.Ordinal);
        Assert.Equal(
            "At most 15 digits are kept exactly. Round the number. Give more than 0 and at most 100 per cent.",
            await Told(page.GetByLabel("Number (accepted 1)")));
        Assert.Equal([], await max.Barriers());

        await Fill(page, "Right number", "9");
        await Press(page, "Delete (accepted 1)");
        await Sent(page, """{"type":"numeric","correctAnswer":9,"tolerance":0,"toleranceType":"absolute","alsoAccepted":[]}""");
    }

    [BrowserFact]
    public async Task A_text_has_other_spellings_and_rules()
    {
        await using var nia = await stage.Arrive(new Look(Phone: true, Dark: false));
        var page = await Begin(nia, "nia", "text");
        await Fill(page, "Right text", "São Paulo");
        await Press(page, "Add text");
        await Fill(page, "Text (accepted 1)", "Paulo*");
        await Fill(page, "Points (per cent) (accepted 1)", "50");
        await page.GetByLabel("Accents may be missing").CheckAsync();
        await page.GetByLabel("* stands for any text").CheckAsync();
        Assert.Equal([], await nia.Barriers());

        await Sent(page, """
            {"type":"text","correctAnswer":"São Paulo","caseSensitive":false,"ignoreAccents":true,"wildcards":true,
            "alsoAccepted":[{"text":"Paulo*","credit":0.5}]}
            """);
        await Reopen(page);
        await Assertions.Expect(page.GetByLabel("Text (accepted 1)")).ToHaveValueAsync("Paulo*");
        await Assertions.Expect(page.GetByLabel("* stands for any text")).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task What_is_to_be_put_in_order_is_written_and_read_in_the_right_one()
    {
        await using var oda = await stage.Arrive(new Look(Phone: true, Dark: true));
        var page = await Begin(oda, "oda", "ordering");
        await Fill(page, "Option 1", "Second");
        await Fill(page, "Option 2", "First");
        await Press(page, "Add option");
        await Fill(page, "Option 3", "Third");
        await Press(page, "Move up (Option 2)");
        Assert.Equal([], await oda.Barriers());

        await Sent(page, """{"type":"ordering","options":["First","Second","Third"]}""");
        await Reopen(page);
        await Assertions.Expect(page.GetByLabel("Option 1", new() { Exact = true })).ToHaveValueAsync("First");
        await Assertions.Expect(page.GetByLabel("Option 2", new() { Exact = true })).ToHaveValueAsync("Second");
        await Assertions.Expect(page.GetByLabel("Option 3", new() { Exact = true })).ToHaveValueAsync("Third");
    }

    [BrowserFact]
    public async Task An_option_that_belongs_to_several_prompts_is_one()
    {
        await using var pia = await stage.Arrive(new Look(Phone: true, Dark: false));
        var page = await Begin(pia, "pia", "matching");
        await Press(page, "Add pair");
        var number = 0;
        foreach (var (river, sea) in ((string, string)[])[("Rhine", "North Sea"), ("Po", "Adriatic"), ("Elbe", "North Sea")])
        {
            await Fill(page, $"Prompt (pair {++number})", river);
            await Fill(page, $"Belongs to it (pair {number})", sea);
        }

        await Press(page, "Add option");
        await Fill(page, "Option 1 that matches nothing", "Black Sea");
        Assert.Equal([], await pia.Barriers());

        await Sent(page, """
            {"type":"matching","prompts":["Rhine","Po","Elbe"],"options":["North Sea","Adriatic","Black Sea"],"correctAnswer":[0,1,0]}
            """);
        await Reopen(page);
        await Assertions.Expect(page.GetByLabel("Belongs to it (pair 3)")).ToHaveValueAsync("North Sea");
        await Assertions.Expect(page.GetByLabel("Option 1 that matches nothing", new() { Exact = true })).ToHaveValueAsync("Black Sea");
    }

    [BrowserFact]
    public async Task Gaps_come_and_go_with_their_marks_in_the_text()
    {
        await using var quin = await stage.Arrive(new Look(Phone: true, Dark: false));
        var page = await Begin(quin, "quin", "gaps");
        var text = page.GetByLabel("Question", new() { Exact = true });
        await text.FillAsync("On the ");
        await Press(page, "Add gap");
        await page.Keyboard.TypeAsync(" lies ");
        await Press(page, "Add gap");
        await page.Keyboard.TypeAsync(", with [[3]] million people.");
        await Assertions.Expect(text).ToHaveValueAsync("On the [[1]] lies [[2]], with [[3]] million people.");
        await Gap(page, 1).GetByLabel("Filled with").SelectOptionAsync("choice");
        await Gap(page, 1).GetByLabel("Option 1", new() { Exact = true }).FillAsync("Seine");
        await Gap(page, 1).GetByLabel("Option 2", new() { Exact = true }).FillAsync("Loire");
        await Gap(page, 1).GetByRole(AriaRole.Radio).Nth(0).CheckAsync();
        await Gap(page, 2).GetByLabel("Filled with").SelectOptionAsync("choice");
        await Gap(page, 2).GetByLabel("Option 1", new() { Exact = true }).FillAsync("Lyon");
        await Gap(page, 2).GetByLabel("Option 2", new() { Exact = true }).FillAsync("Paris");
        await Gap(page, 2).GetByRole(AriaRole.Radio).Nth(1).CheckAsync();
        await Gap(page, 3).GetByLabel("Filled with").SelectOptionAsync("numeric");
        await Gap(page, 3).GetByLabel("Right number").FillAsync("2.1");
        Assert.Equal([], await quin.Barriers());

        await text.FillAsync("There lies [[2]], with [[3]] million people.");
        await Assertions.Expect(page.Locator("[data-rows=gaps] > fieldset")).ToHaveCountAsync(2);
        await Sent(page, """
            {"type":"gaps","gaps":[{"kind":"choice","options":["Lyon","Paris"],"correctAnswer":1},
            {"kind":"numeric","correctAnswer":2.1,"tolerance":0,"toleranceType":"absolute","alsoAccepted":[]}]}
            """, "There lies [[1]], with [[2]] million people.");
        await text.FillAsync("On the [[1]] lies [[2]].");
        await Assertions.Expect(Gap(page, 1).GetByLabel("Option 1", new() { Exact = true })).ToHaveValueAsync("Seine"); // back with its mark
        await Assertions.Expect(Gap(page, 1).GetByRole(AriaRole.Radio).Nth(0)).ToBeCheckedAsync();
        await Assertions.Expect(Gap(page, 2).GetByRole(AriaRole.Radio).Nth(1)).ToBeCheckedAsync();

        await text.FillAsync("There lies [[2]], and [[2]] again.");
        await Assertions.Expect(text).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Contains("the same number", await Told(text), StringComparison.Ordinal);
        await text.FillAsync("There lies [[2]].");
        await Sent(page, """{"type":"gaps","gaps":[{"kind":"choice","options":["Lyon","Paris"],"correctAnswer":1}]}""", "There lies [[1]].");
        await Reopen(page);
        await Assertions.Expect(Gap(page, 1).GetByRole(AriaRole.Radio).Nth(1)).ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task What_the_API_refuses_is_told_beside_the_nearest_field()
    {
        await using var ren = await stage.Arrive();
        ren.Expected = message => message.Contains("400", StringComparison.Ordinal);
        var page = await Begin(ren, "ren", "gaps");
        await page.RouteAsync("**/api/quizzes/*", route => route.Request.Method != "PUT" ? route.ContinueAsync() : route.FulfillAsync(new()
        {
            Status = 400,
            ContentType = "application/problem+json",
            Body = """
                {"type":"urn:problem:request.invalid","errors":{"questions[0].gaps[1].alsoAccepted[0].value":["Too large."],
                "questions[0].gaps[0].correctAnswer":["Not like this."],"questions[0].gaps[1]":["Not this gap."]}}
                """,
        }));
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("[[1]] and [[2]]");
        await Gap(page, 2).GetByLabel("Filled with").SelectOptionAsync("numeric");
        await Gap(page, 2).GetByRole(AriaRole.Button, new() { Name = "Add number" }).ClickAsync();
        await Gap(page, 2).GetByLabel("Number (accepted 1)").FillAsync("1");

        await Assertions.Expect(Gap(page, 2).GetByLabel("Number (accepted 1)")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal("Too large.", await Told(Gap(page, 2).GetByLabel("Number (accepted 1)")));
        Assert.Equal("Not like this.", await Told(Gap(page, 1).GetByLabel("Right text")));
        await Assertions.Expect(Gap(page, 2)).ToContainTextAsync("Not this gap.");
    }

    [BrowserFact]
    public async Task What_an_older_script_has_kept_is_gone_on_with()
    {
        await using var sol = await stage.Arrive();
        var page = await Begin(sol, "sol", "single");
        await Fill(page, "Option 1", "A");
        await Fill(page, "Option 2", "B");
        await page.GetByRole(AriaRole.Radio).Nth(1).CheckAsync();
        await Sent(page, """{"type":"single","options":["A","B"],"correctAnswer":1}""");
        await page.EvaluateAsync("""
            async () => {
              const id = location.pathname.split("/").at(-1);
              const answer = await fetch(`/api/quizzes/${id}?view=author`);
              const quiz = await answer.json();
              const options = [{ key: "a", text: "A" }, { key: "b", text: "B" }, { key: "c", text: "C" }];
              const questions = [{ key: "k", id: quiz.questions[0].id, question: "Which?", options, right: "c", explanation: "", points: 1 }];
              const undos = [{ option: { key: "d", text: "D" }, index: 0, wasRight: false, of: "k" }];
              const { title, description, difficulty, tags, timeLimit, passPercentage } = quiz;
              const about = { title, description, language: "", difficulty, category: "", tags, timeLimit, passPercentage };
              const written = { ...about, leaderboardCounts: "unaided", guests: "own", questions };
              const entry = { tag: answer.headers.get("ETag"), unanswered: [], undos, open: "k", at: Date.now(), quiz: written };
              localStorage.setItem(`quiz-editor ${document.documentElement.dataset.user} ${id} older`, JSON.stringify(entry));
            }
            """);
        await page.ReloadAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Radio).Nth(2)).ToBeCheckedAsync();
        await Press(page, "Undo: option 1 deleted");
        await Sent(page, """{"type":"single","options":["D","A","B","C"],"correctAnswer":3}""");
    }

    /// <summary>A draft with one question.</summary>
    private static async Task<IPage> Begin(Visitor author, string name, string type)
    {
        await author.Register(name);
        var page = author.Page;
        await page.AddInitScriptAsync("""
            const { fetch } = window;
            window.fetch = (url, options) => {
              if (options?.method === "PUT")
                window.sent = JSON.parse(options.body).questions[0];
              return fetch(url, options);
            };
            """);
        await page.GotoAsync("/my/quizzes/new");
        await page.GetByLabel("Title").FillAsync(name);
        await Press(page, "Create draft");
        await page.Leaves("/new");
        await Press(page, "Add question");
        await page.GetByLabel("Type").SelectOptionAsync(type);
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("Which?");
        return page;
    }

    private static Task Fill(IPage page, string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static ILocator Gap(IPage page, int number) => page.GetByRole(AriaRole.Group, new() { Name = $"Gap {number}", Exact = true });

    /// <summary>What is told beside a field.</summary>
    private static Task<string> Told(ILocator field) => field.EvaluateAsync<string>("""
        field => field.getAttribute("aria-describedby").split(" ").map(id => document.getElementById(id)).filter(place => !place.hidden)
          .map(place => place.innerText.trim()).join(" ")
        """);

    /// <summary>All is saved, and that was sent of the answer.</summary>
    private static async Task Sent(IPage page, string answer, string question = "Which?")
    {
        const string Said = """
            JSON.stringify(Object.keys(localStorage).some(name => name.startsWith("quiz-editor ")) ? null : window.sent)
            """;
        var expected = JsonNode.Parse(answer)!;
        expected["question"] = question;
        JsonNode? sent = null;
        await Eventually.Holds(async () =>
        {
            sent = JsonNode.Parse(await page.EvaluateAsync<string?>(Said) ?? "null");
            foreach (var other in (string[])["id", "explanation", "points"])
                sent?.AsObject().Remove(other);
            return JsonNode.DeepEquals(expected, sent);
        }, () => $"not {expected.ToJsonString()}, but {sent?.ToJsonString()}");
    }

    private static async Task Reopen(IPage page)
    {
        await page.ReloadAsync();
        await page.Locator("[data-list] [data-do=open]").ClickAsync();
    }
}
