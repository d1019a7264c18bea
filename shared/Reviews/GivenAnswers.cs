using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Reviews;

/// <summary>Reads the answers to a quiz, of which nothing is believed yet.</summary>
public static class GivenAnswers
{
    private const int MaxTogether = 200_000; // characters of answers: a document of Cosmos DB has at most 2 MB

    /// <summary>Notes a fault where it is no list.</summary>
    public static void Validate(Validation validation, JsonElement answers) =>
        validation.Check(answers.ValueKind == JsonValueKind.Array, "answers", "'answers' must be a list.");

    /// <summary>What was answered to each of the questions, null where nothing was.</summary>
    /// <param name="answers">A list of them in the quiz's order (which may end early), or of <c>{"questionId","answer"}</c>.</param>
    /// <exception cref="ProblemException">400 with the answer to blame, such as <c>answers[3]</c>.</exception>
    public static Answer?[] Read(JsonElement answers, IReadOnlyList<MarkedQuestion> questions)
    {
        var given = new Answer?[questions.Count];
        if (answers.GetArrayLength() > given.Length)
            throw Problem.Field("answers", $"There are more answers than this quiz has questions ({given.Length}).");

        var places = questions.Index().ToDictionary(question => question.Item.QuestionId, question => question.Index);
        var byQuestion = answers.GetArrayLength() > 0 && answers[0].ValueKind == JsonValueKind.Object;
        var answered = new HashSet<int>();
        foreach (var (place, item) in answers.EnumerateArray().Index())
        {
            var field = $"answers[{place}]";
            var (question, answer) = byQuestion ? Named(places, item, field) : (place, item);
            if (!answered.Add(question))
                throw Problem.Field(field, $"'{field}' answers a question that was answered before.");
            given[question] = Read(questions[question].Solution, answer, byQuestion ? $"{field}.answer" : field);
        }

        if (given.Sum(answer => answer?.Json.Length ?? 0) > MaxTogether)
            throw Problem.Field("answers", $"'answers' must have at most {MaxTogether} characters altogether.");
        return given;
    }

    private static (int Question, JsonElement Answer) Named(Dictionary<string, int> places, JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("questionId", out var id) || id.ValueKind != JsonValueKind.String)
            throw Problem.Field(field, $"'{field}' must be an object with a questionId and an answer, like the first one.");
        if (Texts.Of(id) is not { } questionId || !places.TryGetValue(questionId, out var question))
            throw Problem.Field($"{field}.questionId", $"'{field}.questionId' is no question of this version of the quiz.");
        return (question, item.TryGetProperty("answer", out var answer) ? answer : default);
    }

    private static Answer? Read(Solution solution, JsonElement answer, string field)
    {
        try
        {
            return solution.Read(answer);
        }
        catch (AnswerException e)
        {
            throw Problem.Field(field, $"'{field}' must be {e.Must}.");
        }
    }
}

/// <summary>How a question may be answered by its id; only told, never read as such.</summary>
/// <param name="Answer">As the question's type has it: the index of an option, a list of them, true or false, a number, a text; null for none.</param>
public sealed record NamedAnswer(
    [property: Required] string QuestionId,
    [property: Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<JsonElement?>))] JsonElement? Answer);
