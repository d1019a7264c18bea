using QuizPlatform.Scoring;

namespace QuizPlatform.Reviews;

/// <summary>A question with all that answers to it are marked and reviewed by.</summary>
public sealed record MarkedQuestion(string QuestionId, Solution Solution, Rules Rules, int Points, string? Explanation)
{
    public Mark MarkOf(Answer? answer) => Solution.Mark(answer, Points, Rules);
}

/// <summary>What the answers to a quiz have earned altogether.</summary>
/// <param name="CorrectAnswers">How many have full credit.</param>
/// <param name="Percentage">Of the points there were, rounded half away from zero.</param>
public sealed record Total(decimal Score, int MaxScore, int CorrectAnswers, int Percentage)
{
    /// <param name="answers">As many as there are questions.</param>
    public static Total Of(IReadOnlyCollection<MarkedQuestion> questions, IEnumerable<Answer?> answers)
    {
        var marks = questions.Zip(answers, (question, answer) => question.MarkOf(answer)).ToList();
        var (score, maxScore) = (Mark.Score(marks), questions.Sum(question => question.Points));
        return new(score, maxScore, marks.Count(mark => mark.IsCorrect), Mark.Percentage(score, maxScore));
    }
}
