using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests.Exporting;

public sealed class ExportResultsTests : IAsyncDisposable
{
    private readonly ResultsApp _app = new();

    [Fact]
    public async Task A_table_has_a_row_for_each_result_with_what_was_answered()
    {
        var quiz = await PublishSeveral();
        await Submit("ann", quiz, """[1, [2,0], "-3", "=SUM(1)", [2,0,1], [1], ["x", 1]]""");
        await Submit("bob", quiz, "[]");
        await Submit("ann", quiz, """[0, null, null, "1;-2"]""");

        var answer = await _app.Export(quiz.QuizId, "author", "format=csv");

        Assert.Equal((200, "text/csv; charset=utf-8"), (answer.Status, answer.Headers.ContentType.ToString()));
        Assert.StartsWith($"attachment; filename=results-{quiz.QuizId}.csv;", answer.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
        Assert.Empty(answer.Headers.Link.ToString());
        var (ann, bob) = (await Player(quiz, 0), await Player(quiz, 1));
        var questions = string.Join(',', Enumerable.Range(0, 7).Select(i => $"q{i}.answer,q{i}.points"));
        Assert.Equal(
            $"""
            player,number,version,submittedAt,timeSpent,score,maxScore,percentage,passed,countsOnBoard,byAuthor,{questions}
            {ann},1,1,2026-11-22 10:00:00,,5.5,7,79,true,true,false,Bonn,1,a|c,1,-3,1,'=SUM(1),0,3|1|2,1,Rome=>Italy,0.5,x|two,1
            {bob},1,1,2026-11-22 10:00:01,,0,7,0,false,true,false,,0,,0,,0,,0,,0,,0,,0
            {ann},2,1,2026-11-22 10:00:02,,0,7,0,false,false,false,Paris,0,,0,,0,1;'-2,0,,0,,0,,0

            """.ReplaceLineEndings("\r\n"),
            answer.Text.TrimStart('\uFEFF'));
        Assert.StartsWith("\uFEFF", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_json_answers_are_as_clients_gave_them()
    {
        var quiz = await PublishSeveral();
        await Submit("ann", quiz, """[1, [2,0], -3, "=SUM(1)", null, [1], ["x", 1]]""");

        var file = (await _app.Export(quiz.QuizId, "author", "format=json")).Json!;

        Assert.Equal(quiz.QuizId, file["quizId"]!.GetValue<string>());
        var answers = file["results"]![0]!["answers"]!.AsObject();
        Assert.Equal("""1 [0,2] -3 "=SUM(1)"  [1,null] ["x",1]""", string.Join(' ', answers.Select(answer => answer.Value!["answer"]?.ToJsonString())));
        Assert.Equal([1, 1, 1, 0, 0, 0.5, 1], answers.Select(answer => answer.Value!["points"]!.GetValue<double>()));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task What_no_text_has_is_in_no_file(string format)
    {
        var quiz = await PublishSeveral();
        await Submit("ann", quiz, """[null, null, null, "a\u0000\u001B[31m\u202E\u2066\tb", null, null, ["\uFFFE\u0085x", 1]]""");

        var file = (await _app.Export(quiz.QuizId, "author", $"format={format}")).Text;

        Assert.Contains($"a\uFFFD\uFFFD[31m\uFFFD\uFFFD{(format == "csv" ? "\t" : @"\t")}b", file, StringComparison.Ordinal);
        Assert.Contains("\uFFFD\uFFFDx", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("results")]
    [InlineData("people")]
    public async Task No_time_is_as_fine_as_on_a_board(string rows)
    {
        var quiz = await PublishSeveral();
        _app.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        await Submit("ann", quiz, "[1]");

        var file = await _app.Export(quiz.QuizId, "author", $"format=json&rows={rows}");

        Assert.Equal("2026-11-22T10:00:00Z", file.Value<string>($"{rows}.0.submittedAt"));
    }

    [Fact]
    public async Task A_person_has_the_same_pseudonym_in_each_file_of_a_quiz_and_another_on_another()
    {
        var (quiz, other) = (await _app.Publish(A.Quiz()), await _app.Publish(A.Quiz()));
        foreach (var one in new[] { quiz, other })
            await _app.Submit("ann", one, right: 1);

        var names = new[] { await Player(quiz, 0), await Player(quiz, 0), await Player(other, 0) };
        await using var later = new ResultsApp(_app.Store);
        var again = (await later.Export(quiz.QuizId, "author", "format=json")).Value<string>("results.0.player");

        Assert.All(names, name => Assert.Matches("^p[0-9a-f]{12}$", name));
        Assert.Equal((names[0], names[0], true), (names[1], again, names[0] != names[2]));
    }

    [Theory]
    [InlineData("best", "90", true)]
    [InlineData("first", "40", false)]
    [InlineData("last", "60", false)]
    [InlineData("average", "63.33", false)]
    public async Task A_person_has_the_grade_that_is_asked_for(string gradeFrom, string grade, bool passed)
    {
        var quiz = await _app.Publish(A.Quiz(10));
        foreach (var right in new[] { 4, 9, 6 })
            await Later("ann", quiz, right);
        await Later("bob", quiz, right: 9);
        await Later("author", quiz, right: 10);

        var people = (await _app.Export(quiz.QuizId, "author", $"format=json&rows=people&gradeFrom={gradeFrom}")).Json!["people"]!.AsArray();
        var table = (await _app.Export(quiz.QuizId, "author", $"format=csv&rows=people&gradeFrom={gradeFrom}")).Text;

        Assert.Equal(2, people.Count);
        Assert.Equal((3, grade, passed), Graded(0));
        Assert.Equal((1, "90", true), Graded(1));
        Assert.Contains($",{grade},{(passed ? "true" : "false")}\r\n", table, StringComparison.Ordinal);
        Assert.Equal(3, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        (int, string, bool) Graded(int person) => (
            people[person]!["results"]!.GetValue<int>(), people[person]!["percentage"]!.ToJsonString(), people[person]!["passed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_file_that_is_full_leads_to_the_next()
    {
        var quiz = await _app.Publish(A.Quiz(1));
        var results = Enumerable.Range(0, 50_003).Select(i => A.Result(A.Id(), quiz, 1, A.Sunday.AddSeconds(i / 2))).ToList();
        results.Add(A.Result(results[0].UserId, quiz, 1, A.Sunday.AddDays(7), again: true));
        await _app.Save(results);

        var first = await _app.Export(quiz.QuizId, "author", "format=csv");
        var link = first.Headers.Link.ToString();
        var second = await _app.Export(quiz.QuizId, "author", link.Split('?', '>')[1]);

        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.Equal(1 + 50_000, Lines(first));
        Assert.Equal((1 + 4, ""), (Lines(second), second.Headers.Link.ToString()));
        Assert.Contains(",2,1,2026-11-29 10:00:00,", second.Text, StringComparison.Ordinal); // counted on from the file before

        static int Lines(Answer answer) => answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [Fact]
    public async Task Questions_of_all_versions_have_their_columns_those_of_the_newest_first()
    {
        var quiz = await _app.Publish(A.Quiz(1));
        await Later("ann", quiz, right: 1);
        var changed = quiz with { Version = 2, Revision = 2, Questions = [new("new", 4, 1, 1, null), .. quiz.Questions!] };
        await _app.Publish(changed);
        await Later("bob", changed, right: 2);

        var lines = (await _app.Export(quiz.QuizId, "author", "format=csv")).Text.Split("\r\n");

        Assert.EndsWith(",new.answer,new.points,q0.answer,q0.points", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",,,2,1", lines[1], StringComparison.Ordinal); // by number: nobody kept the texts
        Assert.EndsWith(",2,1,2,1", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("author", "format=xls", 400)]
    [InlineData("author", "", 400)]
    [InlineData("author", "format=csv&rows=all", 400)]
    [InlineData("author", "format=csv&cursor=x", 400)]
    [InlineData("ann", "format=csv", 403)]
    [InlineData(null, "format=csv", 401)]
    public async Task Only_the_author_may_have_it_and_only_what_there_is(string? user, string query, int status)
    {
        var quiz = await _app.Publish(A.Quiz());

        Assert.Equal(status, (await _app.Export(quiz.QuizId, user, query)).Status);
    }

    [Fact]
    public async Task An_admin_may_have_it_and_of_a_quiz_that_is_taken_down_nobody_else_but_the_author()
    {
        var quiz = await _app.Publish(A.Quiz());
        await _app.TellOfQuiz(QuizHidden.Type, new QuizHidden(quiz.QuizId, "author", true, null, null, 2));

        var statuses = new[] { "root:admin", "author", "ann" }.Select(user => _app.Export(quiz.QuizId, user, "format=csv"));

        Assert.Equal([200, 200, 404], (await Task.WhenAll(statuses)).Select(answer => answer.Status));
        Assert.Equal(404, (await _app.Export(A.Id(), "author", "format=csv")).Status);
    }

    [Fact]
    public async Task A_table_waits_for_the_texts_of_options_in_every_version()
    {
        var quiz = await PublishSeveral();
        await Submit("ann", quiz, "[1]");
        await _app.Publish(quiz with { Version = 2, Revision = 2 });
        await Submit("bob", quiz with { Version = 2 }, "[1]");
        _app.Quizzes.Down = true;

        Assert.Equal(503, (await _app.Export(quiz.QuizId, "author", "format=csv")).Status);
        Assert.Equal(200, (await _app.Export(quiz.QuizId, "author", "format=json")).Status);
    }

    [Fact]
    public async Task Texts_that_nobody_kept_are_asked_for_once()
    {
        var quiz = await _app.Publish(A.Quiz());
        foreach (var user in new[] { "ann", "bob", "cat" })
            await _app.Submit(user, quiz, right: 1);

        var asked = _app.Quizzes.Asked;
        await _app.Export(quiz.QuizId, "author", "format=csv");

        Assert.Equal(1, _app.Quizzes.Asked - asked);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<QuizPublished> PublishSeveral()
    {
        string[] solutions =
        [
            """{"type":"multiple","options":3,"correctAnswer":[0,2]}""",
            """{"type":"numeric","correctAnswer":-3}""",
            """{"type":"text","correctAnswer":"Paris"}""",
            """{"type":"ordering","correctAnswer":[2,0,1]}""",
            """{"type":"matching","options":2,"correctAnswer":[1,0]}""",
            """{"type":"gaps","gaps":[{"kind":"text","correctAnswer":"x"},{"kind":"choice","options":["one","two"],"correctAnswer":1}]}""",
        ];
        var quiz = A.Quiz(1);
        quiz = quiz with
        {
            Questions =
            [
                .. quiz.Questions!,
                .. solutions.Select((solution, i) =>
                    new PublishedQuestion($"q{i + 1}", null, null, 1, null, JsonDocument.Parse(solution).RootElement, i == 4 ? "proportional" : null)),
            ],
        };
        _app.Quizzes.Published[quiz.QuizId] = quiz;
        _app.Quizzes.Texts[quiz.QuizId] =
        [
            new("q0", "Capital?", ["Paris", "Bonn", "Rome", "Oslo"]), new("q1", "Which?", ["a", "b", "c"]), new("q4", "Order", ["1", "2", "3"]),
            new("q5", "Where?", ["France", "Italy"], ["Rome", "Paris"]),
        ];
        return await _app.Publish(quiz);
    }

    private async Task Submit(string user, QuizPublished quiz, string answers)
    {
        var answer = await _app.Submit(user, new { quizId = quiz.QuizId, answers = JsonNode.Parse(answers) });
        Assert.Equal(201, answer.Status);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private Task<Answer> Later(string user, QuizPublished quiz, int right)
    {
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        return _app.Submit(user, quiz, right);
    }

    private async Task<string> Player(QuizPublished quiz, int result) =>
        (await _app.Export(quiz.QuizId, "author", "format=json")).Value<string>($"results.{result}.player");
}
