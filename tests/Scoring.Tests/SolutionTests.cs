using System.Text.Json;

namespace QuizPlatform.Scoring.Tests;

/// <summary>How solutions are kept, and which an author may not write.</summary>
public sealed class SolutionTests
{
    [Theory]
    [InlineData("""{"type":"single","options":4,"correctAnswer":2}""")]
    [InlineData("""{"type":"multiple","options":4,"correctAnswer":[0,2]}""")]
    [InlineData("""{"type":"trueFalse","correctAnswer":true}""")]
    [InlineData("""
        {"type":"numeric","correctAnswer":9.81,"tolerance":0.05,"toleranceType":"relative","unit":"m/s²",
        "alsoAccepted":[{"value":9.8,"tolerance":0,"toleranceType":"absolute","credit":0.5}]}
        """)]
    [InlineData("""
        {"type":"text","correctAnswer":"Paris","alsoAccepted":[{"text":"Lutetia","credit":0.5}],
        "caseSensitive":true,"ignoreAccents":true,"wildcards":true}
        """)]
    [InlineData("""{"type":"ordering","correctAnswer":[3,2,1,0]}""")]
    [InlineData("""{"type":"matching","options":3,"correctAnswer":[1,1,0]}""")]
    [InlineData("""
        {"type":"gaps","gaps":[{"kind":"text","correctAnswer":"Paris","caseSensitive":false,"ignoreAccents":false,"wildcards":false},
        {"kind":"choice","options":["a","b"],"correctAnswer":1}]}
        """)]
    public void Each_is_kept_whole(string json) => Assert.Equal(json.ReplaceLineEndings(""), Solution.Parse(json).ToJson());

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"riddle"}""")]
    [InlineData("""{"type":"multiple","options":4}""")]
    [InlineData("""{"type":"multiple","options":4,"correctAnswer":null}""")]
    [InlineData("""{"type":"gaps","gaps":[{"kind":"riddle"}]}""")]
    [InlineData("""{"type":"gaps","gaps":[{"correctAnswer":"Paris"}]}""")]
    [InlineData("""{"type":"gaps","gaps":[5]}""")]
    [InlineData("""{"type":"numeric","correctAnswer":"9.81"}""")]
    [InlineData("""{"type":"numeric","correctAnswer":1e-40}""")]
    [InlineData("""{"type":"numeric","correctAnswer":0.12345678901234567890123456789}""")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"toleranceType":1}""")]
    [InlineData("[]")]
    public void What_is_none_is_refused(string json) => Assert.Throws<JsonException>(() => { Solution.Parse(json); });

    [Theory]
    [InlineData("""{"type":"gaps","gaps":[null]}""", "gaps[0]")]
    [InlineData("""{"type":"numeric","correctAnswer":1,"alsoAccepted":[null]}""", "alsoAccepted[0]")]
    [InlineData("""{"type":"text","correctAnswer":"x","alsoAccepted":[null]}""", "alsoAccepted[0]")]
    public void What_is_missing_in_a_list_is_a_fault(string json, string field) => Assert.Equal(field, Assert.Single(Solution.Parse(json).Faults()).Field);

    public static TheoryData<Solution, string> Faulty => new()
    {
        { new SingleSolution(2, 2), "correctAnswer" },
        { new SingleSolution(2, -1), "correctAnswer" },
        { new MultipleSolution(3, []), "correctAnswer" },
        { new MultipleSolution(3, [1, 1]), "correctAnswer" },
        { new MultipleSolution(3, [3]), "correctAnswer" },
        { new NumericSolution(1e15m + 1), "correctAnswer" },
        { new NumericSolution(1, -0.1m), "tolerance" },
        { new NumericSolution(1, 1.01m, ToleranceType.Relative), "tolerance" },
        { new NumericSolution(0, 0.1m, ToleranceType.Relative), "tolerance" },
        { new NumericSolution(1, Unit: new('m', 21)), "unit" },
        { new NumericSolution(1, AlsoAccepted: [new(2, Credit: 0)]), "alsoAccepted[0].credit" },
        { new NumericSolution(1, AlsoAccepted: [new(2, -1)]), "alsoAccepted[0].tolerance" },
        { new NumericSolution(1, AlsoAccepted: [new(-1e16m)]), "alsoAccepted[0].value" },
        { new NumericSolution(1, AlsoAccepted: [.. Enumerable.Range(0, 11).Select(i => new AcceptedNumber(i))]), "alsoAccepted" },
        { new TextSolution(" "), "correctAnswer" },
        { new TextSolution(new('x', 201)), "correctAnswer" },
        { new TextSolution("x", [new("")]), "alsoAccepted[0].text" },
        { new TextSolution("x", [new("y", 1.01m)]), "alsoAccepted[0].credit" },
        { new TextSolution("x", [.. Enumerable.Repeat(new AcceptedText("y"), 21)]), "alsoAccepted" },
        { new OrderingSolution([0]), "options" },
        { new OrderingSolution([0, 2]), "correctAnswer" },
        { new MatchingSolution(2, [0, 2]), "correctAnswer" },
        { new MatchingSolution(2, [0]), "prompts" },
        { new MatchingSolution(2, [.. new int[21]]), "prompts" },
        { new MatchingSolution(21, [0, 1]), "options" },
        { new MultipleSolution(21, [0]), "options" },
        { new MultipleSolution(1, [0]), "options" },
        { new OrderingSolution([.. Enumerable.Range(0, 21)]), "options" },
        { new GapsSolution([]), "gaps" },
        { new GapsSolution([.. Enumerable.Repeat(new TextSolution("x"), 21)]), "gaps" },
        { new GapsSolution([new TextSolution("x"), new ChoiceGap(["a"], 0)]), "gaps[1].options" },
        { new GapsSolution([new ChoiceGap(["a", "a"], 0)]), "gaps[0].options" },
        { new GapsSolution([new ChoiceGap(["a", "b"], 2)]), "gaps[0].correctAnswer" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void An_authors_fault_is_told_with_its_field(Solution solution, string field)
    {
        var fault = Assert.Single(solution.Faults());

        Assert.Equal(field, fault.Field);
        Assert.NotEmpty(fault.Must);
    }

    [Fact]
    public void The_order_of_stored_options_tells_nothing_of_the_right_one()
    {
        Assert.Equal([3, 2, 1, 0], OptionOrder.Of("q3", ["1914", "1939", "1969", "1989"]));
        Assert.Equal([2, 4, 1, 3, 0], OptionOrder.Of("q1", ["a", "b", "c", "d", "e"]));
    }
}
