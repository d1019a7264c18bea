using QuizPlatform.Contracts;
using QuizPlatform.Reviews;

namespace QuizPlatform.Results;

/// <summary>A result as its owner sees it, with the review of every question.</summary>
/// <param name="TimeSpent">Seconds.</param>
/// <param name="CountsOnBoard">Whether it counts on boards.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz: then it counts on that quiz's own board at most.</param>
/// <param name="AnswersShown">Whether the review tells what is right, as the quiz's <c>settings.reveal</c> has it.</param>
/// <param name="Reveal">When it will, a word of <see cref="RevealRule"/>; null where it does.</param>
/// <param name="QuizTitle">As it was in the version taken, told with the questions' texts; null where they are not.</param>
/// <param name="Language">Of the texts (BCP 47); null: not told.</param>
/// <param name="TextFormat">Of the texts: <c>plain</c> or <c>markdown</c>; null where they are not told.</param>
public sealed record ResultView(
    string Id, string QuizId, int QuizVersion, double Score, int MaxScore, int TotalQuestions, int CorrectAnswers, int Percentage, bool Passed,
    int? TimeSpent, DateTimeOffset SubmittedAt, bool CountsOnBoard, bool ByAuthor, bool AnswersShown, string? Reveal, string? QuizTitle, string? Language,
    string? TextFormat, IReadOnlyList<QuestionReview> Questions)
{
    /// <summary>From when it will, where <see cref="Reveal"/> is <c>afterClose</c>.</summary>
    public DateTimeOffset? RevealAt { get; init; }

    /// <param name="paper">Null: the review is without what was asked.</param>
    /// <param name="hidden">Whether an admin has taken the quiz down: then no text of its author is told, explanations neither.</param>
    /// <param name="shown">Whether what is right is told.</param>
    public static ResultView Of(Result result, AnswerKey key, KnownQuiz quiz, Paper? paper, bool hidden, bool shown) => new(
        result.PublicId, result.QuizId, result.QuizVersion, result.Score, result.MaxScore, key.Questions.Count, result.CorrectAnswers,
        result.Percentage, result.Passed, result.TimeSpent, result.SubmittedAt, result.CountsOnBoard, result.ByAuthor,
        shown, shown ? null : quiz.Reveal ?? RevealRule.Immediately, paper?.Title, paper?.Language, paper?.TextFormat,
        [
            .. key.Questions.Zip(
                result.Given(),
                (question, answer) =>
                    QuestionReview.Of(question.Marked(), answer, paper?.Questions.GetValueOrDefault(question.QuestionId), hidden, shown)),
        ])
    {
        RevealAt = shown ? null : quiz.RevealAt,
    };
}
