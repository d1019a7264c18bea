namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class AikenTests
{
    [Theory]
    [InlineData("Capital of Peru?\nA. Cusco\nB. Lima\nANSWER: B")]
    [InlineData("  Capital of Peru?\r\n\r\nA)Cusco\r\nB)\tLima\r\nANSWER:b is right\r\n")]
    [InlineData("x\nCapital of Peru?\rA. Cusco\rB. Lima\rANSWER: B")]
    public void A_question_is_a_line_with_its_options_and_its_answer(string file) => Assert.Equal(
        """{"type":"single","question":"Capital of Peru?","options":["Cusco","Lima"],"correctAnswer":1}""", Files.Question("aiken", file));

    [Theory]
    [InlineData("One\nWhich?\nA. a\nB. b\nANSWER: A", "error ok", "1: No line 'ANSWER:' ends it before the next question. A question is one line.")]
    [InlineData("One?\nA. a\nB. b", "error", "1: No line 'ANSWER:' ends it before the next question. A question is one line.")]
    [InlineData("A. a\nB. b\nANSWER: A", "error", "1: Before the options there is no line with the question.")]
    [InlineData("One?\nA. a\nB. b\nANSWER: C", "error", "4: 'ANSWER:' must name one of the options.")]
    [InlineData("One?\nA. a\nB. b\nANSWER:", "error", "4: 'ANSWER:' must name one of the options.")]
    [InlineData("One?\nA. a\nANSWER: A", "error", "1: It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible.")]
    [InlineData("One?\nA. a\nB. a\nANSWER: A", "error",
        "1: It needs 2 to 20 answers to choose from, of 1 to 500 characters, all different and none invisible.")]
    public void What_is_none_is_told(string file, string statuses, string said)
    {
        var import = Files.Read("aiken", file);

        Assert.Equal((statuses, said), (import.Statuses(), string.Join('|', import.Said())));
    }

    [Fact]
    public void Options_whose_order_tells_what_is_right_are_told_and_may_be_put_in_another()
    {
        const string File = "One?\nA. a\nB. b\nC. c\nANSWER: A\n\nWhich?\nA. a\nB. b\nC. c\nANSWER: A";

        Assert.StartsWith(": In every question the right options come first.", Assert.Single(Files.Read("aiken", File).Said()), StringComparison.Ordinal);

        var shuffled = Files.Read("aiken", File, shuffle: true);
        Assert.Empty(shuffled.Said());
        Assert.Equal(
            """{"type":"single","question":"Which?","options":["c","b","a"],"correctAnswer":2}""",
            Files.Written(shuffled.Questions[1]));
    }
}
