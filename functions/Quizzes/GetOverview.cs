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
    internal static Overview Of(CountedQuizzes quizzes) => new(
        quizzes.Count,
        quizzes.Questions,
        QuizContent.Difficulties.ToDictionary(difficulty => difficulty, difficulty => quizzes.Difficulties.GetValueOrDefault(difficulty)),
        Average(quizzes.Questions, quizzes.Count),
        Average(quizzes.TimeLimits, quizzes.Timed));

    private static double Average(long sum, int count) => count == 0 ? 0 : Math.Round((double)sum / count, 2, MidpointRounding.AwayFromZero);
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
