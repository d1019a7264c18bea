using System.Text.Json.Nodes;

namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class ExportQuizTests : IAsyncDisposable
{
    private const string Mixed = """
        {"title":"Größe/../1: \"x\"","questions":[
        {"question":"2 + 2?","options":["3","4"],"correctAnswer":1,"points":2},
        {"type":"ordering","question":"Order.","options":["1","2","3"]},
        {"type":"numeric","question":"g?","correctAnswer":10,"tolerance":0.1,"toleranceType":"relative","unit":"m/s²"}]}
        """;

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_quiz_is_a_file_to_keep()
    {
        var id = await _app.Publish(A.Request("Sums", questions: 1));

        var answer = await _app.Export(id, "format=gift");

        Assert.Equal((200, "// [points:2]\n[plain]1 + 2?{\n\t~3\n\t=4\n\t~5\n####Because it is the SECRET.}\n\n"), (answer.Status, answer.Text));
        Assert.Equal("attachment; filename=Sums.gift; filename*=UTF-8''Sums.gift", answer.Headers.ContentDisposition.ToString());
        Assert.Equal(("text/plain; charset=utf-8", "no-store"), (answer.Headers.ContentType.ToString(), answer.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task A_zip_comes_whole_and_goes_in_again()
    {
        var answer = await _app.Export(await _app.Publish(A.Request("Sums", questions: 2)), "format=qti");

        Assert.Equal((200, "application/zip"), (answer.Status, answer.Headers.ContentType.ToString()));
        Assert.Equal("attachment; filename=Sums.zip; filename*=UTF-8''Sums.zip", answer.Headers.ContentDisposition.ToString());
        Assert.Equal(2, Files.Read("qti", answer.Bytes).Report.Counts.Ok);
    }

    [Fact]
    public async Task What_is_of_its_place_here_is_not_in_our_own_format()
    {
        var id = await _app.Publish(A.Request(questions: 1));

        var quiz = (await _app.Export(id, "format=json")).Json!["quiz"]!.AsObject();

        Assert.Equal(
            [
                "title", "description", "language", "textFormat", "difficulty", "category", "tags", "timeLimit", "passPercentage", "scoring", "settings",
                "questions",
            ],
            quiz.Select(field => field.Key));
        Assert.DoesNotContain(quiz["questions"]![0]!.AsObject(), field => field.Key == "id");
    }

    [Fact]
    public async Task What_is_lost_is_told_unless_it_may_be()
    {
        var id = (await _app.Create(JsonNode.Parse(Mixed)!.ToJsonString())).Value<string>("quiz.id");

        var refused = await _app.Export(id, "format=gift");
        var lossy = await _app.Export(id, "format=gift&lossy=true");
        var whole = await _app.Export(id, "format=gift&questions=q1");

        Assert.Equal((422, "urn:problem:export.lossy"), (refused.Status, refused.Value<string>("type")));
        Assert.Equal("""{"ok":1,"warnings":1,"errors":1}""", refused.Json!["report"]!["counts"]!.ToJsonString());
        Assert.Equal(
            [
                "GIFT has no questions of the type ordering.", "GIFT has no units.",
                "GIFT has no relative tolerances: they are written as absolute ones.",
            ],
            refused.Json!["report"]!["items"]!.AsArray().SelectMany(item => item!["messages"]!.AsArray()).Select(message => (string)message!["sentence"]!));
        Assert.Equal("// [points:2]\n[plain]2 + 2?{\n\t~3\n\t=4\n}\n\n[plain]g?{#\n\t=%100%10:1.0\n}\n\n", lossy.Text);
        Assert.Equal("attachment; filename=\"Gr__e1 x.gift\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe1%20x.gift", whole.Headers.ContentDisposition.ToString());
    }

    [Fact]
    public async Task Where_nothing_is_left_there_is_no_file()
    {
        var id = await _app.Publish(new QuizRequest("True?", Questions: [new(Type: "trueFalse", Question: "True?") { CorrectAnswer = A.Json(true) }]));

        var answer = await _app.Export(id, "format=aiken&lossy=true");

        Assert.Equal((422, "urn:problem:export.lossy", 1), (answer.Status, answer.Value<string>("type"), answer.Value<int>("report.counts.errors")));
        Assert.Equal("The format aiken can hold none of it.", answer.Value<string>("detail"));
    }

    [Theory]
    [InlineData("gift", "What wrong answers cost in this quiz is lost.|Some of the right answers alone earn part of the points in Moodle.", "none")]
    [InlineData("gift", "What wrong answers cost in this quiz is lost.|Choosing more answers than are right costs nothing in Moodle.", "proportional")]
    [InlineData("gift", "What wrong answers cost in this quiz is lost.", "rightMinusWrong")]
    [InlineData("csv", "What wrong answers cost in this quiz is lost.|What answers earn that are right in part is lost.", "proportional")]
    [InlineData("qti", "What wrong answers cost in this quiz is lost.|What answers earn that are right in part is lost.", "rightMinusWrong")]
    [InlineData("aiken", "What wrong answers cost in this quiz is lost.|Aiken has only questions with one right option.", "none")]
    [InlineData("json", null, "proportional")]
    public async Task What_the_quiz_says_of_marking_is_no_less_lost_than_what_a_question_does(string format, string? said, string partialCredit)
    {
        var quiz = $$"""
            {"title":"Primes","scoring":{"partialCredit":"{{partialCredit}}","wrongPenalty":0.25},"questions":[
            {"question":"2 + 2?","options":["3","4"],"correctAnswer":1},
            {"type":"multiple","question":"Primes?","options":["2","3","4"],"correctAnswer":[0,1]}]}
            """;
        var id = (await _app.Create(quiz)).Value<string>("quiz.id");

        var report = (await _app.Export(id, $"format={format}")).Json!["report"];

        var messages = report?["messages"]!.AsArray().Concat(report["items"]!.AsArray().SelectMany(item => item!["messages"]!.AsArray()));
        Assert.Equal(said, messages is null ? null : string.Join('|', messages.Select(message => (string)message!["sentence"]!)));
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("format=word", "format")]
    [InlineData("format=gift&lossy=1", "lossy")]
    [InlineData("format=gift&questions=q1,q9", "questions")]
    [InlineData("format=gift&questions=,", "questions")]
    [InlineData("format=gift&questions=", "questions")]
    public async Task What_is_asked_for_must_be_something(string query, string field)
    {
        var answer = await _app.Export(await _app.Publish(), query);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("bob", 403)]
    [InlineData("eve:admin", 200)]
    public async Task Right_answers_are_for_who_may_see_them(string? user, int status) =>
        Assert.Equal(status, (await _app.Export(await _app.Publish(), "format=json", user)).Status);

    [Fact]
    public async Task Nobody_else_has_a_draft() => Assert.Equal(404, (await _app.Export(await _app.Draft(), "format=json", "bob")).Status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
