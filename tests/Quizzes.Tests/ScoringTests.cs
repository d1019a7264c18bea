using System.Text.Json.Nodes;
using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>How a quiz is marked: what its author says, and what Results is told.</summary>
public sealed class ScoringTests : IAsyncDisposable
{
    private const string Multiple = """{"type":"multiple","question":"Primes?","options":["2","3","4"],"correctAnswer":[1,0]}""";
    private const string Single = """{"question":"2 + 2?","options":["3","4"],"correctAnswer":1}""";

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task What_is_not_said_is_all_or_nothing_without_penalties()
    {
        var quiz = await Publish($"[{Single},{Multiple}]");

        Assert.Equal("""{"partialCredit":"none","wrongPenalty":0}""", quiz["scoring"]!.ToJsonString());
        Assert.Equal([null, null], await Told(quiz, "partialCredit"));
        Assert.Equal([null, null], await Told(quiz, "wrongPenalty"));
    }

    [Fact]
    public async Task A_question_overrules_its_quiz()
    {
        var other = """,{"type":"ordering","question":"When?","options":["1914","1939"],"partialCredit":"rightMinusWrong"}""";
        var none = $$""",{{Multiple[..^1]}},"partialCredit":"none"}""";
        var quiz = await Publish($"[{Single},{Multiple}{other}{none}]", """{"partialCredit":"proportional","wrongPenalty":0.3333}""");

        Assert.Equal([null, null, "rightMinusWrong", "none"], quiz["questions"]!.AsArray().Select(q => (string?)q!["partialCredit"]));
        Assert.Equal([null, "proportional", "rightMinusWrong", null], await Told(quiz, "partialCredit"));
        Assert.Equal(["0.3333", "0.3333", "0.3333", "0.3333"], await Told(quiz, "wrongPenalty"));
    }

    [Fact]
    public async Task Players_see_what_a_wrong_answer_costs()
    {
        var quiz = await Publish($"[{Single}]", """{"wrongPenalty":0.25}""");

        Assert.Equal(
            """{"partialCredit":"none","wrongPenalty":0.25}""", (await _app.Get((string)quiz["id"]!)).Json!["scoring"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_change_leaves_out_stays_and_a_replaced_version_keeps_its_own()
    {
        var quiz = await Publish($"[{Single},{Multiple}]", """{"partialCredit":"proportional","wrongPenalty":0.25}""");
        var id = (string)quiz["id"]!;

        var left = await _app.Update(id, Request($"[{Single},{Multiple}]"), "*");
        var half = await _app.Update(id, Request($"[{Single},{Multiple}]", """{"wrongPenalty":0}"""), "*");

        Assert.Equal("""{"partialCredit":"proportional","wrongPenalty":0.25}""", left.Json!["quiz"]!["scoring"]!.ToJsonString());
        Assert.Equal("""{"partialCredit":"proportional","wrongPenalty":0}""", half.Json!["quiz"]!["scoring"]!.ToJsonString());
        Assert.Equal([null, null], await Told(quiz, "wrongPenalty"));
        Assert.Equal([null, "proportional"], await Told(quiz, "partialCredit"));
        Assert.Equal(["0.25", "0.25"], await Told(quiz, "wrongPenalty", "?version=1"));
        Assert.Equal([null, "proportional"], await Told(quiz, "partialCredit", "?version=1"));
    }

    [Fact]
    public async Task A_penalty_is_told_by_what_can_tell_it()
    {
        await Publish($"[{Single}]");
        await Publish($"[{Single}]", """{"partialCredit":"proportional"}"""); // which has nothing to be right in part
        await Publish($"[{Single}]", """{"wrongPenalty":1}""");

        Assert.Equal([QuizPublished.Type, QuizPublished.Type, QuizPublished.TypeV2], _app.Sent.All.Select(e => e.Type));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static JsonNode Request(string questions, string? scoring = null) =>
        JsonNode.Parse($$"""{"title":"Marked","questions":{{questions}},"scoring":{{scoring ?? "null"}}}""")!;

    private async Task<JsonNode> Publish(string questions, string? scoring = null)
    {
        var answer = await _app.Create(Request(questions, scoring));
        Assert.True(answer.Status == 201, answer.Json?.ToJsonString());
        return answer.Json!["quiz"]!;
    }

    private async Task<IEnumerable<string?>> Told(JsonNode quiz, string field, string query = "") =>
        (await _app.AnswerKey((string)quiz["id"]!, query)).Json!["questions"]!.AsArray().Select(q => q![field]?.ToString());
}
