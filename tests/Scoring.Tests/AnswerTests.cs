using System.Text.Json;

namespace QuizPlatform.Scoring.Tests;

/// <summary>What is an answer to a question of each type, and in which spelling it is kept.</summary>
public sealed class AnswerTests
{
    private static readonly Dictionary<string, Solution> Solutions = new()
    {
        ["single"] = new SingleSolution(4, 2),
        ["multiple"] = new MultipleSolution(4, [0, 2]),
        ["trueFalse"] = new TrueFalseSolution(true),
        ["numeric"] = new NumericSolution(9.81m),
        ["text"] = new TextSolution("Paris"),
        ["ordering"] = new OrderingSolution([2, 0, 1]),
        ["matching"] = new MatchingSolution(3, [1, 0]),
        ["gaps"] = new GapsSolution([new TextSolution("Paris"), new NumericSolution(3), new ChoiceGap(["a", "b"], 1)]),
    };

    public static TheoryData<string> Types => [.. Solutions.Keys];

    [Theory]
    [InlineData("single", "3", "3")]
    [InlineData("multiple", "[2,0]", "[0,2]")]
    [InlineData("trueFalse", "false", "false")]
    [InlineData("trueFalse", "0", "true")]
    [InlineData("trueFalse", "1", "false")]
    [InlineData("numeric", "9.810", "9.81")]
    [InlineData("numeric", "1E3", "1000")]
    [InlineData("numeric", "-0", "0")]
    [InlineData("numeric", "\" −1.5e2 \"", "-150")]
    [InlineData("text", "\"Zürich\"", "\"Zürich\"")]
    [InlineData("ordering", "[0,2,1]", "[0,2,1]")]
    [InlineData("matching", "[null,0]", "[null,0]")]
    [InlineData("matching", "[2]", "[2,null]")]
    [InlineData("gaps", """["paris"," 3.50",0]""", """["paris",3.5,0]""")]
    [InlineData("gaps", """[" ",3,""]""", "[null,3,null]")]
    public void An_answer_has_one_spelling(string type, string given, string kept) => Assert.Equal(kept, Solutions[type].Read(given)?.Json);

    [Theory]
    [MemberData(nameof(Types))]
    public void What_was_kept_is_read_again_as_it_is(string type)
    {
        var kept = Solutions[type].Read(type switch
        {
            "multiple" or "ordering" => "[2,1,0]",
            "matching" => "[1]",
            "gaps" => """["x",1e-9]""",
            "text" => "\"x\"",
            _ => "1",
        });

        Assert.NotNull(kept);
        Assert.Equal(kept, Solutions[type].Read(kept.Value.Json));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Nothing_is_no_answer(string type)
    {
        Assert.Null(Solutions[type].Read("null"));
        Assert.Null(Solutions[type].Read(default(JsonElement)));
        Assert.Equal(default, Solutions[type].MarkOf("null", 5, new(PartialCredit.None, 1)));
    }

    [Theory]
    [InlineData("multiple", "[]")]
    [InlineData("ordering", "[]")]
    [InlineData("matching", "[null,null]")]
    [InlineData("gaps", """["",null,null]""")]
    [InlineData("gaps", """[" "," "," "]""")]
    [InlineData("matching", """["",null]""")]
    [InlineData("ordering", "[null,null,null]")]
    [InlineData("multiple", "[null]")]
    [InlineData("trueFalse", "\"\"")]
    [InlineData("text", "\" \\t\"")]
    [InlineData("numeric", "\"\"")]
    public void Neither_are_blanks(string type, string given) => Assert.Null(Solutions[type].Read(given));

    [Theory]
    [InlineData("single", "4")]
    [InlineData("single", "-1")]
    [InlineData("single", "1.5")]
    [InlineData("single", "\"1\"")]
    [InlineData("single", "true")]
    [InlineData("single", "[1]")]
    [InlineData("single", "99999999999")]
    [InlineData("multiple", "[0,0]")]
    [InlineData("multiple", "[4]")]
    [InlineData("multiple", "[null,1]")]
    [InlineData("multiple", "0")]
    [InlineData("multiple", "[0,1,2,3,0]")]
    [InlineData("trueFalse", "2")]
    [InlineData("trueFalse", "\"true\"")]
    [InlineData("numeric", "\"1,5\"")]
    [InlineData("numeric", "\"1,234.5\"")]
    [InlineData("numeric", "\"NaN\"")]
    [InlineData("numeric", "\".5\"")]
    [InlineData("numeric", "\"5.\"")]
    [InlineData("numeric", "\"0x10\"")]
    [InlineData("numeric", "\"1e\"")]
    [InlineData("numeric", "\"--1\"")]
    [InlineData("numeric", "1000000000000001")]
    [InlineData("numeric", "1e400")]
    [InlineData("numeric", "1e-40")]
    [InlineData("numeric", "1e99999999999999999999")]
    [InlineData("numeric", "0.12345678901234567890123456789")]
    [InlineData("numeric", "true")]
    [InlineData("text", "5")]
    [InlineData("text", "[\"Paris\"]")]
    [InlineData("text", "\"\\ud800\"")]
    [InlineData("ordering", "[0,1]")]
    [InlineData("ordering", "[0,1,1]")]
    [InlineData("ordering", "[0,1,3]")]
    [InlineData("matching", "[0,1,2]")]
    [InlineData("matching", "[3]")]
    [InlineData("matching", "[\"0\"]")]
    [InlineData("matching", "{}")]
    [InlineData("gaps", "[1]")]
    [InlineData("gaps", """["a",1,2]""")]
    [InlineData("gaps", """["a",1,1,1]""")]
    [InlineData("gaps", "\"Paris\"")]
    public void What_is_none_is_refused_and_told_what_it_must_be(string type, string given)
    {
        var refused = Assert.Throws<AnswerException>(() => Solutions[type].Read(given));

        Assert.NotEmpty(refused.Must);
    }

    [Fact]
    public void A_text_has_two_hundred_characters_at_most()
    {
        var longest = new string('x', 200);

        Assert.Equal($"\"{longest}\"", Solutions["text"].Read($"\"{longest}\"")?.Json);
        Assert.Throws<AnswerException>(() => Solutions["text"].Read($"\"{longest}x\""));
    }

    [Fact]
    public void Of_gaps_it_tells_which_one() => Assert.Equal(
        "a list of what fills the gaps, in which gap 3 is null or the index of an option, 0 to 1",
        Assert.Throws<AnswerException>(() => Solutions["gaps"].Read("""["a",1,7]""")).Must);
}
