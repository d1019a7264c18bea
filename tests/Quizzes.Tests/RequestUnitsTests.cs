namespace QuizPlatform.Quizzes.Tests;

/// <summary>What each operation asks of the store, which is billed by it.</summary>
public sealed class RequestUnitsTests
{
    [Fact]
    public async Task Each_operation_costs_what_the_table_says()
    {
        await using var app = new QuizzesApp();
        var budgets = new Budgets<QuizzesDb>("Quizzes", app.Store);
        for (var i = 0; i < 30; i++)
            await app.Publish(A.Request($"Capitals {i}"));
        await budgets.OfADay(app.RunTimersOfADay);

        string draft = "";
        await budgets.Of("create a draft", async () => draft = await app.Draft());
        await budgets.Of("save a draft", () => app.Update(draft, A.Request("Rivers") with { Draft = true }, "*"));
        await budgets.Of("copy a quiz", () => app.Copy(draft));
        await budgets.Of("preview a quiz", () => app.Preview(draft, new { answers = new[] { 1 } }));
        await budgets.Of("publish a draft", () => app.PublishDraft(draft));
        await budgets.Of("read a quiz", () => app.Get(draft));
        await budgets.Of("read one's own quiz", () => app.Get(draft, user: "ann"));
        await budgets.Of("first page of the catalogue", () => app.List());
        await budgets.Of("a page by category", () => app.List("?category=Maths"));
        await budgets.Of("search for a rare word", () => app.List("?search=rivers"));
        await budgets.Of("search for a frequent word", () => app.List("?search=capitals"));
        await budgets.Of("search by words and all filters", () => app.List(
            "?search=small+capitals&category=maths&difficulty=beginner&author=ann&featured=false"));
        await budgets.Of("one's own quizzes", () => app.List("?author=me", "ann"));
        await budgets.Of("the categories, for the first time", app.Categories);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.Categories();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await budgets.Of("the categories", app.Categories);
        await budgets.Of("tell Results a quiz's answers", () => app.AnswerKey(draft));
        await budgets.Of("import a quiz", () => app.Import("True?{T}", "format=gift"));
        await budgets.Of("export a quiz", () => app.Export(draft, "format=json"));
        await budgets.Of("report a quiz", () => app.Report(draft, new { reason = "offensive" }));
        await budgets.Of("read the reports", () => app.Reports());
        await budgets.Of("hide a quiz", () => app.Hide(draft, new { hidden = true, note = "Please mend it." }));
        await budgets.Of("restore a quiz", () => app.Hide(draft, new { hidden = false }));
        await budgets.Of("archive a quiz", () => app.Archive(draft));
        budgets.Check();
    }
}
