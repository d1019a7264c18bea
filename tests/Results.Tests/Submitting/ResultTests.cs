namespace QuizPlatform.Results.Tests;

public class ResultTests
{
    [Theory]
    [InlineData(8, 1, 13)] // 12.5
    [InlineData(3, 1, 33)]
    [InlineData(3, 2, 67)]
    [InlineData(200, 1, 1)] // 0.5
    [InlineData(4, 4, 100)]
    [InlineData(4, 0, 0)]
    public void Percentages_are_rounded_half_away_from_zero(int questions, int right, int percentage)
    {
        Assert.Equal(percentage, A.Result("ann", A.Quiz(questions), right).Percentage);
    }

    [Theory]
    [InlineData(70, 7, true)]
    [InlineData(71, 7, false)]
    [InlineData(0, 0, true)]
    public void A_result_passes_from_the_quizs_pass_percentage_on(int pass, int right, bool passed)
    {
        Assert.Equal(passed, A.Result("ann", A.Quiz(10, pass: pass), right).Passed);
    }

    [Fact]
    public void Points_weigh_the_score()
    {
        var quiz = A.Quiz(2) with { Questions = [new("a", 4, 1, 3, null), new("b", 4, 1, 1, null)] };

        var result = A.Result("ann", quiz, right: 1);

        Assert.Equal((3, 4, 75, 1), (result.Score, result.MaxScore, result.Percentage, result.CorrectAnswers));
    }

    [Fact]
    public void A_question_without_an_answer_is_wrong()
    {
        var quiz = A.Quiz(2) with { Questions = [new("a", 4, 0, 1, null), new("b", 4, 0, 1, null)] };

        var result = Result.Submit(A.Id(), "ann", new KnownQuiz(quiz.QuizId), AnswerKey.From(quiz), [null, Scoring.Answer.OfOption(0)], null, null, A.Sunday);

        Assert.Equal(1, result.Score);
    }

    [Fact]
    public void Its_event_tells_of_it()
    {
        var result = A.Result("ann", A.Quiz(4), right: 3);

        var told = Platform.Event.Parse(A.Message(result)).Data<Contracts.ResultSubmitted>();
        Assert.Equal((result.PublicId, "ann", 3, 75), (told.ResultId, told.UserId, told.Score, told.Percentage));
    }
}
