using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Results;

/// <summary>What a version of a quiz asked, for reviews: from memory, else asked of the Quizzes app, which alone keeps texts.</summary>
public sealed class Papers(QuizzesClient quizzes, TimeProvider clock)
{
    private const int MaxKept = 200; // of a hundred questions each they are some 20 MB

    private readonly Kept<(string QuizId, int Version), Paper?> _kept =
        new(of => Read(quizzes, of.QuizId, of.Version), TimeSpan.FromHours(1), MaxKept, clock, isWorthKeeping: paper => paper is not null);

    /// <returns>Null when nobody kept the texts, or Quizzes is away: a review is worth reading without them.</returns>
    public async Task<Paper?> Of(string quizId, int version, CancellationToken cancellation)
    {
        try
        {
            return await Require(quizId, version, cancellation);
        }
        catch (ProblemException e) when (e.Status == 503)
        {
            return null;
        }
    }

    /// <returns>Null when nobody kept the texts.</returns>
    /// <exception cref="ProblemException">503: Quizzes is away.</exception>
    public Task<Paper?> Require(string quizId, int version, CancellationToken cancellation) => _kept.Get((quizId, version), cancellation);

    private static async Task<Paper?> Read(QuizzesClient quizzes, string quizId, int version) =>
        await quizzes.AnswerKey(quizId, version, CancellationToken.None) is { Asked: { Count: > 0 } asked } answer
            ? new(answer.Title, answer.Language, answer.TextFormat ?? "plain", asked.ToDictionary(q => q.QuestionId))
            : null;
}

/// <param name="Title">Of the quiz in this version.</param>
/// <param name="Language">Of the texts (BCP 47); null: not told.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>.</param>
public sealed record Paper(string Title, string? Language, string TextFormat, IReadOnlyDictionary<string, AskedQuestion> Questions);
