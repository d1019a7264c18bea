namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class KahootTests
{
    private const string Times = "The time limits of its questions are left out.";
    private const string Any = "Several answers are right: all of them must be chosen here, where Kahoot takes any one.";
    private const string Numbers = "Column H must have the numbers of the right answers, as 1,3.";
    private const string Looks = "A number or a date in it may look otherwise in the spreadsheet.";

    public static TheoryData<object?[], string, string> Rows => new()
    {
        { ["Capital?", "Rome", "Paris", null, null, null, 2],
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""", "" },
        { ["Capital?", "Rome", "Paris", "Bonn", "Oslo", 30, " 2 "],
            """{"type":"single","question":"Capital?","options":["Rome","Paris","Bonn","Oslo"],"correctAnswer":1}""", Times },
        { ["Primes?", "2", "4", null, "3", null, "1, 4,"],
            """{"type":"multiple","question":"Primes?","options":["2","4","3"],"correctAnswer":[0,2]}""", Any },
        { ["Year?", 2006, 2007.5, null, null, null, 1.0],
            """{"type":"single","question":"Year?","options":["2006","2007.5"],"correctAnswer":0}""", "" },
        { ["True?", true, false, null, null, null, "2"],
            """{"type":"single","question":"True?","options":["TRUE","FALSE"],"correctAnswer":1}""", "" },
        { ["How much?", 0.1 + 0.2, (0.07 * 3, 1), null, null, null, 1],
            """{"type":"single","question":"How much?","options":["0.3","21%"],"correctAnswer":0}""", "" },
        { ["How much?", (0.5, 1), (0.07, 1), null, null, null, 1],
            """{"type":"single","question":"How much?","options":["50%","7%"],"correctAnswer":0}""", "" },
        { ["When?", (1.0, 2), (0.5, 3), null, null, null, 1],
            """{"type":"single","question":"When?","options":["1900-01-01","0.5"],"correctAnswer":0}""", Looks },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_a_question(object?[] row, string question, string said)
    {
        var import = Files.Read("kahoot", Zips.Kahoot(row));

        Assert.Equal(question, Files.Written(Assert.Single(import.Questions)));
        Assert.Equal(said, string.Join('|', import.Said().Select(sentence => sentence.Split(": ", 2)[1])));
    }

    public static TheoryData<object?[], string> Wrong => new()
    {
        { ["Which?", "a", "b", null, null, 20, null], $"9: {Numbers}" },
        { ["Which?", "a", "b", null, null, 20, "3"], $"9: {Numbers}" },
        { ["Which?", "a", "b", null, null, 20, 1.2], $"9: {Numbers}" }, // 1,2 where a comma is for decimals
        { ["Which?", "a", "b", null, null, 20, "both"], $"9: {Numbers}" },
        { ["Which?", "a", "b", null, null, 20, "0"], $"9: {Numbers}" },
        { ["Which?", "a", null, null, null, 20, "1"], "9: Columns C to F must have two answers or more." },
        { ["Which?", null, null, null, null, 20, null], $"9: Columns C to F must have two answers or more.|9: {Numbers}" },
        { ["Which?", "a", "a", null, null, 20, "1"], "9: It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible." },
        { [null, "a", "b", null, null, 20, "1"], "9: Column B must have the question." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_taken_is_told(object?[] row, string said)
    {
        var import = Files.Read("kahoot", Zips.Kahoot(row));

        Assert.Equal(("error", said), (import.Statuses(), string.Join('|', import.Report.Items[0].Messages.Select(m => $"{m.Line}: {m.Sentence}"))));
    }

    [Fact]
    public void Rows_are_those_of_the_sheet_and_empty_ones_no_questions()
    {
        var import = Files.Read("kahoot", Zips.Kahoot(
            ["Who?", "a", "b", null, null, 20, 1], [null, " ", null], ["Why?", "a", "b", null, null, 20, 3], [], ["Where?", "a", "b", null, null, null, 2]));

        Assert.Equal([9, 11, 13], import.Report.Items.Select(item => item.Line));
        Assert.Equal("ok error ok", import.Statuses());
        Assert.Equal(Times, Assert.Single(import.Report.Messages).Sentence);
    }

    [Theory]
    [InlineData("<row r='1'><c r='A1' t='inlineStr'><is><t>Question</t></is></c></row>")]
    [InlineData("<row r='1'><c r='B1'><v>1</v></c></row>")]
    [InlineData("")]
    public void A_sheet_without_the_heading_is_none(string rows) => Assert.Contains(
        "which has the heading 'Question' in column B", Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", Zips.Sheet(rows))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_table_of_ones_own_is_known_by_its_columns() => Assert.Equal(
        "The file cannot be read: It is not Kahoot's template. A table of your own can be read once it is saved as CSV.",
        Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", Zips.Sheet("<row r='1'><c r='A1' t='inlineStr'><is><t>type</t></is></c>"
            + "<c r='B1' t='inlineStr'><is><t>question</t></is></c><c r='C1' t='inlineStr'><is><t>option1</t></is></c></row>"))).Message);

    [Theory]
    [InlineData("<row r='1'><c r='ZZZZZZ1'><v>1</v></c></row>")] // 300 million columns
    [InlineData("<row r='1'><c r='ZZZZZZZZZZZZ1'><v>1</v></c></row>")]
    [InlineData("<row r='1'><c r='XFE1'><v>1</v></c></row>")]
    [InlineData("<row r='2147483647'><c r='B2147483647'><v>1</v></c></row>")]
    [InlineData("<row r='-1'><c r='B1'><v>1</v></c></row>")]
    public void A_sheet_larger_than_any_is_refused(string rows) => Assert.Contains(
        "more than 16384 columns or 1048576 rows", Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", Zips.Sheet(rows))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_sheet_is_not_both_wide_and_long() => Assert.Contains(
        "something is far to the right, and something far down",
        Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", Zips.Sheet(
            "<row r='2'><c r='XFD2'><v>1</v></c></row><row r='1048576'><c r='B1048576'><v>1</v></c></row>"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_a_formula_did_not_find_is_told()
    {
        var row = "<row r='2'><c r='B2' t='inlineStr'><is><t>Which?</t></is></c><c r='C2'><v>5</v></c><c r='D2'><v>7</v></c>"
            + "<c r='E2' t=\"e\"><f>NA()</f><v>#N/A</v></c><c r='H2'><v>2</v></c></row>";

        var import = Files.Read("kahoot", Zips.Sheet("<row r='1'><c r='B1' t='inlineStr'><is><t>Question</t></is></c></row>" + row));

        Assert.Equal("""{"type":"single","question":"Which?","options":["5","7"],"correctAnswer":1}""", Files.Written(import.Questions.Single()));
        Assert.Equal(": Cells that have an error, as #N/A, are empty here.", Assert.Single(import.Said()));
    }

    [Fact]
    public void A_question_far_down_is_found()
    {
        const string Far = "<row r='1'><c r='B1' t='inlineStr'><is><t>question</t></is></c></row><row r='1048576'><c r='B1048576' t='s'><v>0</v></c></row>";

        var import = Files.Read("kahoot", Zips.Sheet(Far));

        Assert.Equal((1_048_576, "error"), (import.Report.Items[0].Line, import.Statuses()));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>")]
    [InlineData("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>")]
    [InlineData("<")]
    public void Its_XML_declares_nothing(string strings) => Assert.Contains(
        "no xlsx, or a broken one", Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", Zips.Sheet("", strings))).Message,
        StringComparison.Ordinal);
}
