using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;
using QuizPlatform.Scoring;

namespace QuizPlatform.Results;

/// <summary>What a client sends to submit: nothing in it is believed yet.</summary>
/// <param name="Answers">In the order of the questions, each the index of an option, or null; or by the questions' ids, in any order.</param>
/// <param name="TimeSpent">Seconds.</param>
/// <param name="QuizVersion">The version that was taken; the current one where it is left out.</param>
/// <param name="UserId">Nobody's but one's own: for the lesson's clients, who send it.</param>
public sealed record Submission(
    [property: Required, Length(1, 100)] string? QuizId,
    [property: Required, Either(typeof(IReadOnlyList<int?>), typeof(IReadOnlyList<JsonElement?>), typeof(IReadOnlyList<NamedAnswer>))] JsonElement Answers,
    [property: Range(0, Submission.MaxTimeSpent)] int? TimeSpent,
    [property: Range(1, int.MaxValue)] int? QuizVersion,
    string? UserId)
{
    internal const int MaxTimeSpent = 7 * 24 * 3600;

    /// <summary>Checks what can be checked without the quiz.</summary>
    /// <exception cref="ProblemException">400 with the fields to blame.</exception>
    public void Validate()
    {
        var validation = new Validation();
        validation.Text("quizId", QuizId, 1, 100);
        GivenAnswers.Validate(validation, Answers);
        validation.Number("timeSpent", TimeSpent, 0, MaxTimeSpent, 0);
        validation.Number("quizVersion", QuizVersion, 1, int.MaxValue, 1);
        validation.ThrowIfAny();
    }

    /// <summary>What was answered to each question of the key, null where nothing was.</summary>
    /// <exception cref="ProblemException">400 with the answer to blame, such as <c>answers[3]</c>.</exception>
    public Answer?[] AnswersTo(AnswerKey key) => GivenAnswers.Read(Answers, key.Questions.ConvertAll(question => question.Marked()));
}
