namespace QuizPlatform.Results.Tests;

public class KnownQuizTests
{
    [Fact]
    public void A_late_mark_undoes_nothing()
    {
        var quiz = new KnownQuiz("js");

        quiz.Marked(true, revision: 5);
        quiz.Marked(false, revision: 4);

        Assert.True(quiz.Featured);
    }

    [Fact]
    public void A_mark_is_taken_away()
    {
        var quiz = new KnownQuiz("js");

        quiz.Marked(true, revision: 3);
        quiz.Marked(false, revision: 4);

        Assert.False(quiz.Featured);
    }
}
