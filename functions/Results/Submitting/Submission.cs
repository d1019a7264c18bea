using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QuizPlatform.Platform;
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

    private const int MaxTogether = 200_000; // characters of answers: a document of Cosmos DB has at most 2 MB

    /// <summary>Checks what can be checked without the quiz.</summary>
    /// <exception cref="ProblemException">400 with the fields to blame.</exception>
    public void Validate()
    {
        var validation = new Validation();
        validation.Text("quizId", QuizId, 1, 100);
        validation.Check(Answers.ValueKind == JsonValueKind.Array, "answers", "'answers' must be a list.");
        validation.Number("timeSpent", TimeSpent, 0, MaxTimeSpent, 0);
        validation.Number("quizVersion", QuizVersion, 1, int.MaxValue, 1);
        validation.ThrowIfAny();
    }

    /// <summary>
    /// What was answered to each question of the key, null where nothing was. <c>answers</c> is a list of them in the quiz's order (which
    /// may end early), or of <c>{"questionId","answer"}</c>.
    /// </summary>
    /// <exception cref="ProblemException">400 with the answer to blame, such as <c>answers[3]</c>.</exception>
    public Answer?[] AnswersTo(AnswerKey key)
    {
        var given = new Answer?[key.Questions.Count];
        if (Answers.GetArrayLength() > given.Length)
            throw Problem.Field("answers", $"There are more answers than this quiz has questions ({given.Length}).");

        var byQuestion = Answers.GetArrayLength() > 0 && Answers[0].ValueKind == JsonValueKind.Object;
        var answered = new HashSet<int>();
        foreach (var (place, item) in Answers.EnumerateArray().Index())
        {
            var field = $"answers[{place}]";
            var (question, answer) = byQuestion ? Named(key, item, field) : (place, item);
            if (!answered.Add(question))
                throw Problem.Field(field, $"'{field}' answers a question that was answered before.");
            given[question] = Read(key.Questions[question], answer, byQuestion ? $"{field}.answer" : field);
        }

        if (given.Sum(answer => answer?.Json.Length ?? 0) > MaxTogether)
            throw Problem.Field("answers", $"'answers' must have at most {MaxTogether} characters altogether.");
        return given;
    }

    private static (int Question, JsonElement Answer) Named(AnswerKey key, JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("questionId", out var id) || id.ValueKind != JsonValueKind.String)
            throw Problem.Field(field, $"'{field}' must be an object with a questionId and an answer, like the first one.");
        var questionId = Texts.Of(id);
        var question = key.Questions.FindIndex(q => q.QuestionId == questionId);
        if (question < 0)
            throw Problem.Field($"{field}.questionId", $"'{field}.questionId' is no question of this version of the quiz.");
        return (question, item.TryGetProperty("answer", out var answer) ? answer : default);
    }

    private static Answer? Read(KeyQuestion question, JsonElement answer, string field)
    {
        try
        {
            return question.Solution().Read(answer);
        }
        catch (AnswerException e)
        {
            throw Problem.Field(field, $"'{field}' must be {e.Must}.");
        }
    }
}

/// <summary>How a submission may answer a question by its id; only told, never read as such.</summary>
/// <param name="Answer">As the question's type has it: the index of an option, a list of them, true or false, a number, a text; null for none.</param>
public sealed record NamedAnswer(
    [property: Required] string QuestionId,
    [property: Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<JsonElement?>))] JsonElement? Answer);
