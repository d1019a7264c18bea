using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Describe.Tests;

/// <summary>What tests of the apps are told when a function does otherwise than described.</summary>
public sealed class ContractTests
{
    private static readonly string Good = Example("createQuiz", "201").ToJsonString();

    [Fact]
    public void An_answer_as_described_passes() => Check(201, Good);

    [Theory]
    [InlineData("\"message\":", "\"massage\":", "message")] // one field missing, one too many
    [InlineData("\"timeLimit\":120", "\"timeLimit\":\"120\"", "/quiz/timeLimit")]
    [InlineData("\"points\":2", "\"points\":2,\"secret\":1", "/quiz/questions/0/secret")]
    [InlineData("\"archivedAt\":null", "\"archivedAt\":\"soon\"", "/quiz/archivedAt")]
    public void Another_body_is_told(string from, string to, string where) =>
        Assert.Contains(where, Told(201, Good.Replace(from, to)), StringComparison.Ordinal);

    [Fact]
    public void A_status_or_a_header_that_nobody_has_heard_of_is_told()
    {
        Assert.Contains("status 200", Told(200, Good), StringComparison.Ordinal);
        Assert.Contains("Location is missing", Told(201, Good, headers: ["ETag"]), StringComparison.Ordinal);
        Assert.Contains("Retry-After is not described", Told(201, Good, headers: ["ETag", "Location", "Retry-After"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_that_the_route_does_not_name_is_told()
    {
        const string Problem =
            """{"type":"urn:problem:user.taken","title":"Conflict","status":409,"detail":"It is taken.","traceId":"1","error":"It is taken."}""";

        Assert.Contains("/type", Told(409, Problem, headers: []), StringComparison.Ordinal);
        Check(409, Problem.Replace("user.taken", "request.conflict"), headers: []);
    }

    [Fact]
    public void A_request_that_is_taken_although_it_is_described_as_wrong_is_told() =>
        Assert.Contains("title", Told(201, Good, """{"questions":[]}"""), StringComparison.Ordinal);

    private static string Told(int status, string json, string? body = null, string[]? headers = null) =>
        Assert.Throws<InvalidDataException>(() => Check(status, json, body, headers)).Message.Split('\n')[0];

    private static void Check(int status, string json, string? body = null, string[]? headers = null)
    {
        var answered = new HeaderDictionary();
        foreach (var header in headers ?? ["ETag", "Location"])
            answered[header] = "x";
        Contract.Check("CreateQuiz", TestHttp.Request("POST", "/api/quizzes", body ?? Example("createQuiz", "request").ToJsonString()),
            new(status, JsonNode.Parse(json), answered, []));
    }

    private static JsonNode Example(string operation, string what) => Examples.Of(operation)![what]!;
}
