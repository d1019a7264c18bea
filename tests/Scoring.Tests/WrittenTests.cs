using System.Text.Json.Nodes;

namespace QuizPlatform.Scoring.Tests;

/// <summary>What authors write of what is right: finished, unfinished and faulty.</summary>
public sealed class WrittenTests
{
    [Theory]
    [InlineData("single", """{"correctAnswer":2}""", """{"type":"single","options":3,"correctAnswer":2}""")]
    [InlineData("multiple", """{"correctAnswer":[2,0]}""", """{"type":"multiple","options":3,"correctAnswer":[2,0]}""")]
    [InlineData("trueFalse", """{"correctAnswer":false}""", """{"type":"trueFalse","correctAnswer":false}""")]
    [InlineData("numeric", """{"correctAnswer":9.81}""", """{"type":"numeric","correctAnswer":9.81,"tolerance":0,"toleranceType":"absolute"}""")]
    [InlineData("ordering", """{"correctAnswer":[2,0,1]}""", """{"type":"ordering","correctAnswer":[2,0,1]}""")]
    [InlineData("ordering", "{}", """{"type":"ordering","correctAnswer":[0,1,2]}""")]
    [InlineData("matching", """{"prompts":["a","b"],"correctAnswer":[2,2]}""", """{"type":"matching","options":3,"correctAnswer":[2,2]}""")]
    [InlineData(
        "gaps", """{"gaps":[{"correctAnswer":1,"options":["a","b"],"kind":"choice"}]}""",
        """{"type":"gaps","gaps":[{"kind":"choice","options":["a","b"],"correctAnswer":1}]}""")]
    public void What_is_finished_is_a_solution(string type, string fields, string solution) => Assert.Equal(solution, Read(type, fields).Solution?.ToJson());

    [Theory]
    [InlineData("single", "{}")]
    [InlineData("multiple", """{"correctAnswer":[]}""")]
    [InlineData("multiple", """{"correctAnswer":null}""")]
    [InlineData("trueFalse", "{}")]
    [InlineData("numeric", """{"tolerance":0.1,"toleranceType":"relative"}""")]
    [InlineData("text", """{"correctAnswer":" ","alsoAccepted":[{"text":"x"}]}""")]
    [InlineData("matching", "{}")]
    [InlineData("matching", """{"correctAnswer":[1,null]}""")]
    [InlineData("matching", """{"correctAnswer":[1]}""")]
    [InlineData("gaps", "{}", "gaps")]
    [InlineData("gaps", """{"gaps":[]}""", "gaps")]
    [InlineData("gaps", """{"gaps":[{"kind":"text","correctAnswer":"x"},{"kind":"numeric"}]}""", "gaps[1].correctAnswer")]
    public void What_is_unfinished_has_no_solution_and_no_fault(string type, string fields, string missing = "correctAnswer")
    {
        var written = Read(type, fields);

        Assert.Null(written.Solution);
        Assert.Equal([missing], written.Missing);
        Assert.Empty(written.Faults);
    }

    [Theory]
    [InlineData("single", """{"correctAnswer":3}""", "correctAnswer", "the index of one of the options, counted from 0")]
    [InlineData("single", """{"correctAnswer":"b"}""", "correctAnswer", "the index of one of the options, counted from 0")]
    [InlineData("single", """{"correctAnswer":1.5}""", "correctAnswer", "the index of one of the options, counted from 0")]
    [InlineData("multiple", """{"correctAnswer":1}""", "correctAnswer", "different indexes of the options, at least one")]
    [InlineData("multiple", """{"correctAnswer":[0,"b"]}""", "correctAnswer", "different indexes of the options, at least one")]
    [InlineData("trueFalse", """{"correctAnswer":1}""", "correctAnswer", "true or false")]
    [InlineData("numeric", """{"correctAnswer":"9.81"}""", "correctAnswer", "a number from -1e15 to 1e15")]
    [InlineData("numeric", """{"correctAnswer":1e-40}""", "correctAnswer", "a number from -1e15 to 1e15")]
    [InlineData("numeric", """{"tolerance":-1}""", "tolerance", "0 or more, a relative one at most 1 and not of 0")]
    [InlineData("text", """{"correctAnswer":5}""", "correctAnswer", "a text of 1 to 200 characters")]
    [InlineData("ordering", """{"correctAnswer":[0,1]}""", "correctAnswer", "every option once, in the right order")]
    [InlineData("ordering", """{"correctAnswer":"abc"}""", "correctAnswer", "every option once, in the right order")]
    [InlineData("matching", """{"correctAnswer":[0,1,2]}""", "correctAnswer", "an option for every prompt")]
    [InlineData("matching", """{"correctAnswer":[0,3]}""", "correctAnswer", "an option for every prompt")]
    [InlineData("matching", """{"correctAnswer":{"a":1}}""", "correctAnswer", "an option for every prompt")]
    [InlineData("gaps", """{"gaps":[{"kind":"text"},{"kind":"numeric","correctAnswer":"x"}]}""", "gaps[1].correctAnswer", "a number from -1e15 to 1e15")]
    [InlineData("gaps", """{"gaps":[{"kind":"choice","options":["a","b"],"correctAnswer":2}]}""", "gaps[0].correctAnswer", null)]
    [InlineData("gaps", """{"gaps":[{"kind":"numeric","tolerance":-1}]}""", "gaps[0].tolerance", null)]
    [InlineData("numeric", """{"tolerance":"wide"}""", "tolerance", "0 or more, a relative one at most 1 and not of 0")]
    [InlineData("numeric", """{"alsoAccepted":[{"value":1},{"value":"x"}]}""", "alsoAccepted[1].value", "a number from -1e15 to 1e15")]
    [InlineData("text", """{"alsoAccepted":[{"text":"x","credit":1e-40}]}""", "alsoAccepted[0].credit", "above 0 and at most 1")]
    public void What_is_wrong_is_told_with_its_field_also_where_the_rest_is_missing(string type, string fields, string field, string? must)
    {
        var written = Read(type, fields);

        var fault = Assert.Single(written.Faults);
        Assert.Equal(field, fault.Field);
        Assert.Equal(must ?? fault.Must, fault.Must);
        Assert.Null(written.Solution);
    }

    [Fact]
    public void Every_type_has_its_right_answer_which_it_marks_with_all_points()
    {
        foreach (var type in Written.Types)
        {
            var solution = Read(type, Whole[type]).Solution!;

            Assert.True(solution.MarkOf(solution.Right().Json).IsCorrect, type);
        }
    }

    [Theory]
    [InlineData("single", "1", "1")]
    [InlineData("multiple", "[2,0]", "0,2")]
    [InlineData("trueFalse", "false", "1")]
    [InlineData("numeric", "5", "")]
    [InlineData("ordering", "[2,1,0]", "")]
    public void An_answer_tells_which_options_it_chose(string type, string answer, string chosen)
    {
        var solution = Read(type, Whole[type]).Solution!;

        Assert.Equal(chosen, string.Join(',', solution.Chosen(solution.Read(answer)!.Value)));
    }

    [Theory]
    [InlineData("matching", "[0,1]", "1,0")]
    [InlineData("gaps", """["PARIS",null]""", "1,0")]
    [InlineData("gaps", """["Rome",3]""", "0,0.5")]
    [InlineData("multiple", "[1]", null)]
    public void Parts_that_stand_for_themselves_have_their_credits(string type, string answer, string? credits)
    {
        var solution = Read(type, Whole[type]).Solution!;

        Assert.Equal(credits, solution.PartCredits(solution.Read(answer)!.Value) is { } each ? string.Join(',', each) : null);
    }

    private static readonly Dictionary<string, string> Whole = new()
    {
        ["single"] = """{"correctAnswer":1}""",
        ["multiple"] = """{"correctAnswer":[2,0]}""",
        ["trueFalse"] = """{"correctAnswer":false}""",
        ["numeric"] = """{"correctAnswer":9.81}""",
        ["text"] = """{"correctAnswer":"Paris"}""",
        ["ordering"] = """{"correctAnswer":[2,0,1]}""",
        ["matching"] = """{"correctAnswer":[0,2]}""",
        ["gaps"] = """
            {"gaps":[{"kind":"text","correctAnswer":"Paris"},{"kind":"numeric","correctAnswer":3.5,"alsoAccepted":[{"value":3,"credit":0.5}]}]}
            """,
    };

    // Of three options and two prompts.
    private static Written Read(string type, string fields) => Written.Read(type, 3, 2, (JsonObject)JsonNode.Parse(fields)!);
}
