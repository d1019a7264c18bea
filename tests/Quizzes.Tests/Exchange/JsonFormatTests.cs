namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class JsonFormatTests
{
    [Fact]
    public void Questions_are_read_as_authors_send_them_and_may_be_unfinished()
    {
        var import = Files.Read("json", """
            { "format": "quizplatform/1", "quiz": { "title": "Mixed", "timeLimit": null, "status": "published", "version": 7,
              "questions": [
                { "id": "q7", "question": "Lima?", "options": ["yes", "no"], "correctAnswer": 0 },
                { "type": "trueFalse", "question": "Later?" },
                { "type": "numeric", "question": "g?", "correctAnswer": 1e300 },
                7, { "points": "many" },
                { "type": "trueFalse", "question": "Why?", "correctAnswer": true, "options": ["yes", "no"] },
                { "type": "gaps", "question": "[[1]]?", "gaps": [{ "kind": "choice", "options": ["a", "a"], "correctAnswer": 0 }] } ] } }
            """);

        Assert.Equal(("ok warning error error error error error", "Mixed", null), (import.Statuses(), import.Quiz.Title, import.Quiz.TimeLimit));
        Assert.Equal(
            [
                "4: It needs its correct answer before the quiz is published.", "5: It needs a right answer, of the kind that its type has.",
                "6: It must be a question.", "6: 'points' cannot be read: it has the wrong type or is malformed.",
                "7: 'options' does not belong to the type trueFalse.",
                "8: Gap 1: It needs 2 to 10 answers to choose from, of 1 to 200 characters, all different and none invisible.",
            ],
            import.Said());
        Assert.Equal("""{"type":"single","question":"Lima?","options":["yes","no"],"correctAnswer":0}""", Files.Written(import.Questions[0]));
    }

    [Theory]
    [InlineData("[]", 1)]
    [InlineData("{\n\"format\":\"quizplatform/2\",\"quiz\":{}}", 1)]
    [InlineData("""{"format":"quizplatform/1"}""", 1)]
    [InlineData("""{"format":"quizplatform/1","quiz":{"questions":{}}}""", 1)]
    [InlineData("{\"format\":\"quizplatform/1\",\n\"quiz\":{\"title\":\"a\",\n\"title\":\"b\"}}", null)]
    [InlineData("{\"format\":\"quizplatform/1\",\n\"quiz\":{\"questions\":[{\"points\":1,\"points\":2}]}}", null)]
    [InlineData("{\n\n", 3)]
    [InlineData("""{"format":"quizplatform/1","quiz":{"title":7}}""", null)]
    [InlineData("{\"\\ud800\":\n\"quizplatform/1\"}", 1)]
    [InlineData("{\"format\":\n\"\\udc00\"}", 2)]
    public void What_is_no_quiz_of_ours_cannot_be_read(string file, int? line) =>
        Assert.Equal(line, Assert.Throws<UnreadableFileException>(() => Files.Read("json", file)).Line);

    [Fact]
    public void Deep_nesting_cannot_be_read() => Assert.Throws<UnreadableFileException>(
        () => Files.Read("json", """{"format":"quizplatform/1","quiz":{"questions":[""" + new string('[', 100) + new string(']', 100) + "]}}"));
}
