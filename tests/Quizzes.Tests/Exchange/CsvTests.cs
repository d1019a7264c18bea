namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class CsvTests
{
    [Theory]
    [InlineData("question,option1,option2,correct\nCapital?,Rome,Paris,2",
        """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""")]
    [InlineData("\uFEFFtype;question;option1;option2;option3;correct;points\r\nMultiple;\"2; 3?\";a;b;c;1|3;2\r\n",
        """{"type":"multiple","question":"2; 3?","options":["a","b","c"],"correctAnswer":[0,2],"points":2}""")]
    [InlineData("correct\tquestion\ttype\tExplanation\nTRUE\t\"Two \"\"lines\"\"\nof text?\"\ttrueFalse\tSo.",
        """{"type":"trueFalse","question":"Two \"lines\"\nof text?","correctAnswer":true,"explanation":"So."}""")]
    [InlineData("type,question,correct,tolerance\nnumeric,g?,'-9.81,0.05", """{"type":"numeric","question":"g?","correctAnswer":-9.81,"tolerance":0.05}""")]
    [InlineData("type,question,correct\ntext,'=1+1?,two|2",
        """{"type":"text","question":"=1+1?","correctAnswer":"two","alsoAccepted":[{"text":"2"}]}""")]
    [InlineData("type,question,option1,option2,option3,correct\nordering,When?,1939,1914,1989,2|1|3",
        """{"type":"ordering","question":"When?","options":["1939","1914","1989"],"correctAnswer":[1,0,2]}""")]
    [InlineData("type,question,option1,option2\nordering,When?,1914,1939", """{"type":"ordering","question":"When?","options":["1914","1939"]}""")]
    [InlineData("type,question,option1,option2,option3\nmatching,Where?,Rome => Italy,Bonn=>Germany,=>Peru",
        """{"type":"matching","question":"Where?","options":["Italy","Germany","Peru"],"correctAnswer":[0,1],"prompts":["Rome","Bonn"]}""")]
    [InlineData("type;question;correct\ntrueFalse;Rhein?;WAHR", """{"type":"trueFalse","question":"Rhein?","correctAnswer":true}""")]
    [InlineData("type;question;correct\ntrueFalse;Odra?;FAŁSZ", """{"type":"trueFalse","question":"Odra?","correctAnswer":false}""")]
    [InlineData("type;question;correct;tolerance\nnumeric;Pi?;3,14;0,01",
        """{"type":"numeric","question":"Pi?","correctAnswer":3.14,"tolerance":0.01}""")]
    [InlineData("type\tquestion\tcorrect\nnumeric\tPi?\t3.14", """{"type":"numeric","question":"Pi?","correctAnswer":3.14}""")]
    [InlineData("question,option1,option2,correct\n'tis?,''yes,\"'a, ;' =b\",1",
        """{"type":"single","question":"'tis?","options":["''yes","a, ; =b"],"correctAnswer":0}""")]
    [InlineData("question,option1,option2,correct\n\"f('a','+','b')\",''=1,'＝1,1",
        """{"type":"single","question":"f('a','+','b')","options":["'=1","＝1"],"correctAnswer":0}""")]
    public void A_line_is_a_question(string file, string question) => Assert.Equal(question, Files.Question("csv", file));

    [Theory]
    [InlineData("single,Which?,a,b,3,", "2: 'correct' must be numbers of options, as 1|3.")]
    [InlineData("single,Which?,a,b,two,", "2: 'correct' must be numbers of options, as 1|3.")]
    [InlineData("single,Which?,a,b,1|2,", "2: 'correct' must be the number of one option.")]
    [InlineData("single,Which?,a,b,,", "2: It needs a right answer, of the kind that its type has.")]
    [InlineData("single,Which?,a,a,1,", "2: It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible.")]
    [InlineData("gaps,[[1]]?,a,b,1,", "2: Questions with gaps cannot be said in a table.")]
    [InlineData("trueFalse,Is it?,,,yes,", "2: 'correct' must be true or false.")]
    [InlineData("numeric,g?,,,\"9,81\",", "2: 'correct' must be a number from -1e15 to 1e15, as 3.14.")]
    [InlineData("matching,Where?,a=>b,c,,", "2: Each pair must have an arrow, => .")]
    [InlineData("essay,Why?,,,,", "2: There is no such type of question. Those are single, multiple, trueFalse, numeric, text, ordering, matching, gaps.")]
    [InlineData("single,Which?,a,b,1,1.5", "2: 'points' must be a whole number.")]
    [InlineData("single,Which?,a,b,1,1,more", "2: It has more cells than there are columns.")]
    [InlineData("single,Wh\"ich?,a,b,1,1", "2: Its quotes are not as they should be.")]
    public void What_is_none_is_told(string line, string said)
    {
        var import = Files.Read("csv", $"type,question,option1,option2,correct,points\n{line}");

        Assert.Equal(("error", said), (import.Statuses(), string.Join('|', import.Said())));
    }

    [Theory]
    [InlineData("1.234,5")]
    [InlineData("1,2,3")]
    public void A_comma_stands_for_decimals_or_for_nothing(string number) =>
        Assert.Equal("error", Files.Read("csv", $"type;question;correct\nnumeric;Pi?;{number}").Statuses());

    [Fact]
    public void Lines_are_those_of_the_file()
    {
        var import = Files.Read("csv", "question,option1,option2,correct\n\"a\nb\",x,y,1\n\n,,,\nc,x,y,2\nd,x,x,1");

        Assert.Equal([2, 6, 7], import.Report.Items.Select(item => item.Line));
    }

    [Fact]
    public void Blank_lines_before_the_columns_and_columns_without_a_name_behind_them_are_passed_over() => Assert.Equal(
        [4], Files.Read("csv", "\n\nquestion,option1,option2,correct,,\nc,x,y,2,,").Report.Items.Select(item => item.Line));

    [Fact]
    public void Broken_quotes_in_the_first_line_are_told_of_that_line() => Assert.Equal(
        2, Assert.Throws<UnreadableFileException>(() => Files.Read("csv", "\nques\"tion,option1,option2,correct\nc,x,y,2")).Line);

    [Theory]
    [InlineData("question,anwser\na,b")]
    [InlineData("question,question\na,b")]
    public void Columns_that_nobody_knows_are_refused(string file) =>
        Assert.Throws<UnknownColumnException>(() => Files.Read("csv", file));
}
