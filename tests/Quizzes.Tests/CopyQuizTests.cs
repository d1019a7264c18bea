namespace QuizPlatform.Quizzes.Tests;

public sealed class CopyQuizTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_copy_is_a_draft_with_all_that_the_quiz_has()
    {
        var id = await _app.Publish(A.Request() with
        {
            Language = "de",
            TextFormat = "markdown",
            Tags = ["sums"],
            Difficulty = "advanced",
            TimeLimit = null,
            PassPercentage = 40,
            Scoring = new("proportional", 0.25m),
            Settings = new("best", Guests: false, GuestNames: "made-up"),
            Questions =
            [
                A.Question(), new("x", "multiple", "Even?", ["1", "2"], PartialCredit: "rightMinusWrong") { CorrectAnswer = A.Json<int[]>([1]) },
                new(Type: "ordering", Question: "Grows", Options: ["1", "2", "3"]),
                new(Type: "matching", Question: "Pairs", Prompts: ["a", "b"], Options: ["A", "B", "C"]) { CorrectAnswer = A.Json<int[]>([0, 1]) },
            ],
        });

        var copy = await _app.Copy(id);

        Assert.Equal(201, copy.Status);
        var copyId = copy.Value<string>("quiz.id");
        Assert.Equal($"/api/quizzes/{copyId}", copy.Headers.Location.ToString());
        Assert.Equal(("draft", "Sums (copy)", 0), (copy.Value<string>("quiz.status"), copy.Value<string>("quiz.title"), copy.Value<int>("quiz.version")));
        Assert.Equal(Plain(await _app.Get(id, "?view=author", "ann")), Plain(await _app.Get(copyId, "?view=author", "ann")));
        Assert.Equal(200, (await _app.PublishDraft(copyId)).Status);
    }

    [Fact]
    public async Task Its_questions_are_new_ones()
    {
        var id = await _app.Publish(A.Request(questions: 2));
        await _app.Update(id, A.Request() with { Questions = [A.Question(), A.Question(id: "q2")] }, "*"); // q3, q2

        var copy = await _app.Copy(id);

        Assert.Equal(["q1", "q2"], copy.Json!["quiz"]!["questions"]!.AsArray().Select(question => (string?)question!["id"]));
    }

    [Theory]
    [InlineData("x", 200, "x", 193)]
    [InlineData("👩‍👩‍👧", 25, "👩‍👩‍👧", 24)] // eight characters each
    public async Task A_title_is_cut_between_what_one_sees(string letter, int times, string last, int left)
    {
        var id = await _app.Draft(A.Request(string.Concat(Enumerable.Repeat(letter, times))));

        var copy = await _app.Copy(id);

        Assert.Equal(string.Concat(Enumerable.Repeat(last, left)) + " (copy)", copy.Value<string>("quiz.title"));
        Assert.Equal(200, (await _app.Update(copy.Value<string>("quiz.id"), A.Request(copy.Value<string>("quiz.title")), "*")).Status);
    }

    [Theory]
    [InlineData("ann", 201, 201, 201, 201)]
    [InlineData("eve:admin", 201, 201, 201, 201)]
    [InlineData("bob", 404, 403, 404, 404)]
    [InlineData("gus:guest", 403, 403, 403, 403)]
    [InlineData(null, 401, 401, 401, 401)]
    public async Task Who_sees_all_of_a_quiz_copies_it(string? user, int draft, int published, int archived, int hidden)
    {
        string[] ids = [await _app.Draft(), await _app.Publish(), await _app.Publish(), await _app.Publish()];
        await _app.Archive(ids[2]);
        await _app.Hide(ids[3], new { hidden = true });

        var copies = new List<Answer>();
        foreach (var id in ids)
            copies.Add(await _app.Copy(id, user));

        Assert.Equal([draft, published, archived, hidden], copies.Select(copy => copy.Status));
        foreach (var copy in copies.Where(copy => copy.Status == 201))
        {
            Assert.Equal(("draft", user!.Split(':')[0]), (copy.Value<string>("quiz.status"), copy.Value<string>("quiz.createdBy")));
            Assert.Null(copy.Json!["quiz"]!["hidden"]);
        }
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_makes_no_other_copy()
    {
        var (id, other) = (await _app.Publish(), await _app.Publish());
        var first = await _app.Copy(id, "ann", ("Idempotency-Key", "k"));
        await _app.Update(id, A.Request("Changed since"), "*");

        var again = await _app.Copy(id, "ann", ("Idempotency-Key", "k"));

        Assert.Equal((201, first.Value<string>("quiz.id"), "Sums (copy)"), (again.Status, again.Value<string>("quiz.id"), again.Value<string>("quiz.title")));
        Assert.Equal(422, (await _app.Copy(other, "ann", ("Idempotency-Key", "k"))).Status);
        Assert.Equal(3, (await _app.List("?author=me", "ann")).Value<int>("total"));
    }

    [Fact]
    public async Task A_draft_is_shown_as_players_will_see_it_to_its_author()
    {
        var id = await _app.Draft(A.Request() with { Questions = [A.Question(), new(Type: "numeric")] });

        var shown = await _app.Get(id, "?view=player", "ann");

        Assert.Equal((200, 0), (shown.Status, shown.Value<int>("version")));
        Assert.DoesNotContain("SECRET", shown.Json!.ToJsonString());
        Assert.Equal(["id", "type", "question", "options", "points"], shown.Json["questions"]![1]!.AsObject().Select(field => field.Key));
        Assert.Equal((404, 401), ((await _app.Get(id, "?view=player", "bob")).Status, (await _app.Get(id, "?view=player")).Status));
    }

    // Without what is a copy's own.
    private static string Plain(Answer answer)
    {
        var quiz = answer.Json!.AsObject();
        foreach (var own in (string[])["id", "title", "status", "version", "createdAt", "updatedAt", "publishedAt"])
            quiz.Remove(own);
        return quiz.ToJsonString();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
