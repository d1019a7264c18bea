using System.Text;
using System.Text.Json;

namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class OpenTdbTests
{
    private static readonly string[] Texts =
        ["multiple", "hard", "Art & Letters", "Who wrote \u201cEmma\u201d?", " Jane Austen ", "Mary Shelley", "George Eliot"];

    public static TheoryData<string> Encoded => new(
        Answer("multiple", "hard", "Art &amp; Letters", "Who wrote &ldquo;Emma&rdquo;?", " Jane Austen ", "Mary Shelley", "George Eliot"),
        Answer([.. Texts.Select(text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))]),
        Answer([.. Texts.Select(Uri.EscapeDataString)]));

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Questions_are_read_in_three_encodings(string file)
    {
        var import = Files.Read("opentdb", file);

        Assert.Equal(
            """{"type":"single","question":"Who wrote “Emma”?","options":["Mary Shelley","Jane Austen","George Eliot"],"correctAnswer":1}""",
            Files.Written(Assert.Single(import.Questions)));
        Assert.Equal(("Art & Letters", "advanced", null), (import.Quiz.Category, import.Quiz.Difficulty, import.Quiz.TimeLimit));
        Assert.Contains("CC BY-SA 4.0", import.Quiz.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_is_true_or_false()
    {
        const string File = """
            {"response_code":0,"results":[
            {"type":"boolean","difficulty":"easy","category":"A","question":"1 &lt; 2 ?","correct_answer":"True","incorrect_answers":["False"]},
            {"type":"boolean","difficulty":"hard","category":"B","question":"1 &gt; 2 ?","correct_answer":"Yes","incorrect_answers":["False"]}, 7]}
            """;

        var import = Files.Read("opentdb", File);

        Assert.Equal("""{"type":"trueFalse","question":"1 < 2 ?","correctAnswer":true}""", Files.Written(Assert.Single(import.Questions)));
        Assert.Equal("ok error error", import.Statuses());
        Assert.Equal((null, null), (import.Quiz.Category, import.Quiz.Difficulty));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("/+8=")]
    public void Bad_bytes_are_an_error(string question) => Assert.Equal(
        "error", Files.Read("opentdb", Answer("bXVsdGlwbGU=", "aGFyZA==", "QQ==", question, "QQ==", "Qg==", "Qw==")).Statuses());

    [Fact]
    public void A_plus_that_means_two_things_cannot_be_read() => Assert.Throws<UnreadableFileException>(
        () => Files.Read("opentdb", Answer("multiple", "hard", "Art", "Who+wrote+%22Emma%22%3F", "Jane+Austen", "Mary+Shelley", "George+Eliot")));

    [Fact]
    public void No_questions_are_told() => Assert.Equal(
        ["1: The Open Trivia Database had no questions: its 'response_code' is 5."],
        Files.Read("opentdb", """{"response_code":5,"results":[]}""").Said().Take(1));

    private static string Answer(params string[] texts)
    {
        var all = texts.Select(text => JsonSerializer.Serialize(text)).ToList();
        return $$"""
            {"response_code":0,"results":[{"type":{{all[0]}},"difficulty":{{all[1]}},"category":{{all[2]}},"question":{{all[3]}},
            "correct_answer":{{all[4]}},"incorrect_answers":[{{all[5]}},{{all[6]}}]}]}
            """;
    }
}
