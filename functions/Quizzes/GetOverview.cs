using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <param name="AverageTimeLimit">Seconds, of the quizzes that have one.</param>
public sealed record Overview(
    int TotalQuizzes,
    int TotalQuestions,
    IReadOnlyDictionary<string, int> ByDifficulty,
    double AverageQuestionsPerQuiz,
    double AverageTimeLimit)
{
    public static Overview Of(IReadOnlyCollection<QuizFigures> quizzes) => new(
        quizzes.Count,
        quizzes.Sum(q => q.QuestionCount),
        QuizContent.Difficulties.ToDictionary(difficulty => difficulty, difficulty => quizzes.Count(q => q.Difficulty == difficulty)),
        Average(quizzes.Select(q => q.QuestionCount)),
        Average(quizzes.Select(q => q.TimeLimit).OfType<int>()));

    private static double Average(IEnumerable<int> numbers) => Math.Round(numbers.DefaultIfEmpty().Average(), 2, MidpointRounding.AwayFromZero);
}

/// <summary>How many published quizzes there are, and of which kind.</summary>
public sealed class GetOverview(Catalogue catalogue)
{
    [Function(nameof(GetOverview))]
    [Answer<Overview>, NotModified]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes/stats/overview")] HttpRequest request, CancellationToken cancellation) =>
        (await catalogue.Figures(cancellation)).Overview;
}
