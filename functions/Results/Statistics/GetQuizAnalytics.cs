using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed record QuizAnalyticsAnswer(string QuizId, AnalyticsView Analytics);

/// <param name="AverageScore">A percentage, as is <paramref name="HighestScore"/>.</param>
/// <param name="AverageTimeSpent">Seconds, over the attempts whose client told.</param>
/// <param name="PassRate">Per cent of the attempts.</param>
/// <param name="ScoreDistribution">Attempts by percentage, ten ranges from 0–9 to 90–100.</param>
/// <param name="Questions">For the quiz's author and admins; empty for others.</param>
public sealed record AnalyticsView(
    int TotalAttempts, double AverageScore, int HighestScore, double AverageTimeSpent, double PassRate,
    IReadOnlyList<ScoreRange> ScoreDistribution, IReadOnlyList<QuestionFigures> Questions);

public sealed record ScoreRange(int From, int To, int Count);

/// <param name="CorrectRate">Per cent of the attempts.</param>
/// <param name="Choices">How often each option was chosen, by index.</param>
public sealed record QuestionFigures(string QuestionId, int Attempts, int Correct, double CorrectRate, int Unanswered, IReadOnlyList<int> Choices);

/// <summary>How people did on a quiz; by question for its author and admins only.</summary>
public sealed class GetQuizAnalytics(ResultsDb db, AnswerKeys keys, HiddenQuizzes hidden, BearerTokens tokens)
{
    [Function(nameof(GetQuizAnalytics))]
    [Answer<QuizAnalyticsAnswer>]
    [Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/quiz/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        var quiz = await keys.Known(id, cancellation);
        if (await hidden.IsHiddenFrom(id, caller, cancellation))
            throw Problem.NotFound("quiz");
        var analytics = await db.Find<QuizAnalytics>(id, QuizAnalytics.IdOf(id), cancellation) ?? new QuizAnalytics(id);

        var maySeeQuestions = caller.Owns(quiz.AuthorId) || caller.IsAdmin;
        return TypedResults.Json(new QuizAnalyticsAnswer(id, View(analytics, maySeeQuestions)), Json.Options);
    }

    private static AnalyticsView View(QuizAnalytics a, bool withQuestions) => new(
        a.TotalAttempts,
        Attempts.Average(a.PercentageSum, a.TotalAttempts),
        a.HighestScore,
        Attempts.Average(a.TimeSpentSum, a.TimedAttempts),
        Attempts.Average(100L * a.Passes, a.TotalAttempts),
        [.. a.ScoreDistribution.Select((count, i) => new ScoreRange(i * 10, i == 9 ? 100 : (i * 10) + 9, count))],
        withQuestions ? [.. a.Questions.Select(Figures)] : []);

    private static QuestionFigures Figures(QuestionAnalytics q) => new(
        q.QuestionId, q.Attempts, q.Correct, Attempts.Average(100L * q.Correct, q.Attempts), q.Unanswered, q.Choices);
}
