namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class GiftTests
{
    [Theory]
    [InlineData("Who wrote Emma?{~Shelley =Austen ~Eliot}",
        """{"type":"single","question":"Who wrote Emma?","options":["Shelley","Austen","Eliot"],"correctAnswer":1}""")]
    [InlineData("::A name:: Water {=boils ~freezes} at 100 °C.",
        """{"type":"single","question":"Water _____ at 100 °C.","options":["boils","freezes"],"correctAnswer":0}""")]
    [InlineData("Primes?{~%50%2 ~%50%3 ~%-50%4 ~%-50%6}",
        """{"type":"multiple","question":"Primes?","options":["2","3","4","6"],"correctAnswer":[0,1],"partialCredit":"rightMinusWrong"}""")]
    [InlineData("Primes?{~%33.33333%2 ~%33.33333%3 ~%33.33333%5}",
        """{"type":"multiple","question":"Primes?","options":["2","3","5"],"correctAnswer":[0,1,2],"partialCredit":"proportional"}""")]
    [InlineData("Primes?{~%100%2 ~%-100%4}",
        """{"type":"multiple","question":"Primes?","options":["2","4"],"correctAnswer":[0]}""")]
    [InlineData("The sun is a star.{T}",
        """{"type":"trueFalse","question":"The sun is a star.","correctAnswer":true}""")]
    [InlineData("The sun is a planet.{FALSE}",
        """{"type":"trueFalse","question":"The sun is a planet.","correctAnswer":false}""")]
    [InlineData("Capital?{=Paris =%50%Lutetia}",
        """{"type":"text","question":"Capital?","correctAnswer":"Paris","alsoAccepted":[{"text":"Lutetia","credit":0.5}]}""")]
    [InlineData("Capital?{=%30%Lyon =%100%Paris =PARIS =%0%*}",
        """{"type":"text","question":"Capital?","correctAnswer":"Paris","alsoAccepted":[{"text":"Lyon","credit":0.3}]}""")]
    [InlineData("One?{One}",
        """{"type":"text","question":"One?","correctAnswer":"One"}""")]
    [InlineData("Capital?{=Par*}",
        """{"type":"text","question":"Capital?","correctAnswer":"Par*","wildcards":true}""")]
    [InlineData(@"A star?{=\*}",
        """{"type":"text","question":"A star?","correctAnswer":"*"}""")]
    [InlineData("g?{#9.81:0.05}",
        """{"type":"numeric","question":"g?","correctAnswer":9.81,"tolerance":0.05}""")]
    [InlineData("1 to 5?{#1..5}",
        """{"type":"numeric","question":"1 to 5?","correctAnswer":3,"tolerance":2}""")]
    [InlineData("Half?{#.5 =%50%-1.:2}",
        """{"type":"numeric","question":"Half?","correctAnswer":0.5,"alsoAccepted":[{"value":-1,"tolerance":2,"credit":0.5}]}""")]
    [InlineData("Pair.{=Italy -> Rome =Japan->Tokyo = -> Paris =Latium -> Rome}",
        """{"type":"matching","question":"Pair.","options":["Rome","Tokyo","Paris"],"correctAnswer":[0,1,0],"prompts":["Italy","Japan","Latium"],"""
        + "\"partialCredit\":\"proportional\"}")]
    [InlineData(@"2 \= 1 + 1\: \{yes\}, \#1 \~ \\n?\nReally?{T}",
        """{"type":"trueFalse","question":"2 = 1 + 1: {yes}, #1 ~ \\n?\nReally?","correctAnswer":true}""")]
    [InlineData("// [points:3] [tag:x]\nTrue?{T####Because.}",
        """{"type":"trueFalse","question":"True?","correctAnswer":true,"explanation":"Because.","points":3}""")]
    [InlineData("[html]<p>Is <b>H<sub>2</sub>O</b>&nbsp;wet?</p><p>1 &lt; 2<br>so</p>{TRUE}",
        """{"type":"trueFalse","question":"Is H₂O wet?\n1 < 2\nso","correctAnswer":true}""")]
    [InlineData("[html]<table><tr><th>x<th>y</tr><tr><td>1<td>2<sup>10</sup></table>?{TRUE}",
        """{"type":"trueFalse","question":"x y\n1 2¹⁰\n?","correctAnswer":true}""")]
    [InlineData("[markdown]**Bold**?\r\rFrance?{T}",
        """{"type":"trueFalse","question":"France?","correctAnswer":true}""")]
    public void Questions_are_read_as_Moodle_reads_them(string file, string question) => Assert.Equal(question, Files.Question("gift", file));

    [Theory]
    [InlineData("Which?{=a =b ~c}",
        """{"type":"multiple","question":"Which?","options":["a","b","c"],"correctAnswer":[0,1]}""",
        "1: Several answers are right: all of them must be chosen here, where Moodle takes any one.")]
    [InlineData("Which?{=a ~%50%b}",
        """{"type":"single","question":"Which?","options":["a","b"],"correctAnswer":0}""",
        "1: Answers that are right in part are wrong here.")]
    [InlineData("Which?{~%70%a ~%30%b ~c}",
        """{"type":"multiple","question":"Which?","options":["a","b","c"],"correctAnswer":[0,1],"partialCredit":"proportional"}""",
        "1: The right answers count equally here, whatever their weights.|1: Choosing more answers than are right costs points here, and none in Moodle.")]
    [InlineData("Primes?{~%50%2 ~%50%3 ~4 ~6}",
        """{"type":"multiple","question":"Primes?","options":["2","3","4","6"],"correctAnswer":[0,1],"partialCredit":"proportional"}""",
        "1: Choosing more answers than are right costs points here, and none in Moodle.")]
    [InlineData("Primes?{~%50%2 ~%50%3 ~%-100%4}",
        """{"type":"multiple","question":"Primes?","options":["2","3","4"],"correctAnswer":[0,1]}""",
        "1: Some of the right answers alone earn nothing here, and part of the points in Moodle.")]
    [InlineData("Which?{=a#Yes! ~b#No.}####",
        """{"type":"single","question":"Which?_____####","options":["a","b"],"correctAnswer":0,"explanation":"a: Yes!\nb: No."}""",
        "1: What is said to single answers is in the explanation.")]
    [InlineData("Is it?{TRUE#Look again.#Just so.}",
        """{"type":"trueFalse","question":"Is it?","correctAnswer":true,"explanation":"✗ Look again.\n✓ Just so."}""",
        "1: What is said to single answers is in the explanation.")]
    [InlineData("Is it?{F#Look again.}",
        """{"type":"trueFalse","question":"Is it?","correctAnswer":false,"explanation":"✗ Look again."}""",
        "1: What is said to single answers is in the explanation.")]
    [InlineData("How high?{#=2962:5 =%50%2900:100#Near. =%50%1..5#Low. ~#No.}",
        """{"type":"numeric","question":"How high?","correctAnswer":2962,"explanation":"No.\n2900 ± 100: Near.\n1–5: Low.","tolerance":5,"""
        + "\"alsoAccepted\":" + """[{"value":2900,"tolerance":100,"credit":0.5},{"value":3,"tolerance":2,"credit":0.5}]}""",
        "1: What is said to single answers is in the explanation.")]
    [InlineData("Is List<int> one?{T}",
        """{"type":"trueFalse","question":"Is List<int> one?","correctAnswer":true}""",
        "1: What looks like HTML stays text; write [html] before the question to have it read.")]
    [InlineData("$CATEGORY: Rivers\nTrue?{T}",
        """{"type":"trueFalse","question":"True?","correctAnswer":true}""", "1: Categories are left out.")]
    [InlineData("Read this.\n\nTrue?{T}",
        """{"type":"trueFalse","question":"True?","correctAnswer":true}""", "1: A text without braces is no question.")]
    [InlineData("\n[html]<img src=x>True?<!-- no -->{T}",
        """{"type":"trueFalse","question":"True?","correctAnswer":true}""",
        "2: Pictures, sounds and the like in it are left out.|2: Comments in it are left out.")]
    public void What_is_not_taken_as_it_was_is_told(string file, string question, string said)
    {
        Assert.Equal(question, Files.Question("gift", file));
        Assert.Equal(said, string.Join('|', Files.Read("gift", file).Said()));
    }

    [Theory]
    [InlineData("// [points:٣]\nWhy?{}", "2: Essays cannot be taken yet.")] // and no digits but ours
    [InlineData("Which?{~%٥٠%a ~%٥٠%b}", "1: It needs a right answer, of the kind that its type has.")]
    [InlineData("Why?{}", "1: Essays cannot be taken yet.")]
    [InlineData("True?{T", "1: Its answers must stand in braces, { and }.")]
    [InlineData("Capital?{=%50%Lyon}", "1: No answer earns all its points.")]
    [InlineData("g?{#9,81}", "1: '9,81' must be a number that can be kept exactly, with a tolerance (9.81:0.05) or a range (1..5).")]
    [InlineData("g?{#0.12345678901234567890123456789}",
        "1: '0.12345678901234567890123456789' must be a number that can be kept exactly, with a tolerance (9.81:0.05) or a range (1..5).")]
    [InlineData("Pair.{=a -> b =c}", "1: Each pair must have an arrow, -> .")]
    [InlineData("Which?{~a ~b}", "1: It needs a right answer, of the kind that its type has.")]
    [InlineData("Which?{=a ~a}", "1: It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible.")]
    [InlineData("[html]<p></p>{T}", "1: The question must have 1 to 2000 characters, none of them invisible, and each of its gaps once.")]
    [InlineData("// [points:101]\nTrue?{T}", "2: The points must be a whole number from 1 to 100.")]
    public void What_cannot_be_taken_is_told(string file, string said)
    {
        var import = Files.Read("gift", file);

        Assert.Equal("error", import.Statuses());
        Assert.Equal(said, string.Join('|', import.Said()));
    }

    [Fact]
    public void An_explanation_that_is_too_long_is_cut()
    {
        var import = Files.Read("gift", $"True?{{T####{new string('x', 3000)}}}");

        Assert.Equal(("warning", 2000), (import.Statuses(), import.Questions[0].Explanation!.Length));
    }

    [Theory]
    [InlineData("[markdown]*a*{T}\n\n[markdown]b{T}", "markdown", 0)]
    [InlineData("[markdown]*a*{T}\n\nb{T}", null, 1)]
    [InlineData("a{T}\n\n[plain]b{T}", null, 0)]
    public void Markdown_is_a_matter_of_the_whole_quiz(string file, string? format, int warnings)
    {
        var import = Files.Read("gift", file);

        Assert.Equal((format, warnings, 2), (import.Quiz.TextFormat, import.Report.Messages.Count, import.Report.Counts.Ok));
    }

    [Theory]
    [InlineData("1 &lt; 2?{T}", "What looks like HTML stays text; write [html] before the question to have it read.")]
    [InlineData("Which?{~%50%a ~%50%b ~%-25%c}",
        "Each wrong answer costs as much as a right one earns here, whatever its weight.")]
    [InlineData("Which?{=a ~%-25%b}",
        "Wrong answers cost nothing by themselves: their weights are left out. The quiz may have a penalty for all.")]
    [InlineData("[html]x<sup>k</sup>?{T}", "What is raised or lowered stands in the line.")]
    [InlineData("[html]x<sup><b>3</b></sup>?{T}", "What is raised or lowered stands in the line.")]
    [InlineData("[html]x<sub>111111111111111111111</sub>?{T}", "What is raised or lowered stands in the line.")]
    public void What_is_lost_is_told(string file, string said)
    {
        var import = Files.Read("gift", file);

        Assert.Equal(("warning", $"1: {said}"), (import.Statuses(), string.Join('|', import.Said())));
    }
}
