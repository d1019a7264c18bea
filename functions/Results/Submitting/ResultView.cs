namespace QuizPlatform.Results;

/// <summary>A result as its owner sees it, with the review of every question.</summary>
/// <param name="TimeSpent">Seconds.</param>
/// <param name="CountsOnBoard">Whether it counts on boards.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz: then it counts on that quiz's own board at most.</param>
/// <param name="QuizTitle">As it was in the version taken, told with the questions' texts; null where they are not.</param>
/// <param name="Language">Of the texts (BCP 47); null: not told.</param>
public sealed record ResultView(
    string Id, string QuizId, int QuizVersion, double Score, int MaxScore, int TotalQuestions, int CorrectAnswers, int Percentage, bool Passed,
    int? TimeSpent, DateTimeOffset SubmittedAt, bool CountsOnBoard, bool ByAuthor, string? QuizTitle, string? Language,
    IReadOnlyList<QuestionReview> Questions)
{
    /// <param name="paper">Null: the review is without what was asked.</param>
    /// <param name="hidden">Whether an admin has taken the quiz down: then no text of its author is told, explanations neither.</param>
    public static ResultView Of(Result result, AnswerKey key, Paper? paper, bool hidden) => new(
        result.PublicId, result.QuizId, result.QuizVersion, result.Score, result.MaxScore, key.Questions.Count, result.CorrectAnswers,
        result.Percentage, result.Passed, result.TimeSpent, result.SubmittedAt, result.CountsOnBoard, result.ByAuthor,
        paper?.Title, paper?.Language,
        [
            .. key.Questions.Select((question, i) => QuestionReview.Of(
                hidden ? question with { Explanation = null } : question, result.Answers[i], paper?.Questions.GetValueOrDefault(question.QuestionId))),
        ]);
}

/// <param name="Question">What was asked, with the <paramref name="Options"/> there were; null where the texts are not told.</param>
/// <param name="YourAnswer">The index of the chosen option; null where none was chosen.</param>
/// <param name="Points">Points earned, of <paramref name="MaxPoints"/>.</param>
public sealed record QuestionReview(
    string QuestionId, string? Question, IReadOnlyList<string>? Options, bool Correct, int? YourAnswer, int CorrectAnswer, string? Explanation, double Points,
    int MaxPoints)
{
    public static QuestionReview Of(KeyQuestion question, int? answer, AskedQuestion? asked)
    {
        var mark = question.MarkOf(answer);
        return new(
            question.QuestionId, asked?.Question, asked?.Options, mark.IsCorrect, answer, question.CorrectAnswer, question.Explanation,
            (double)mark.Points, question.Points);
    }
}
