using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

/// <summary>Situations in words: <c>A.Quiz(questions: 4)</c>, <c>A.Attempt("ann", quiz, right: 3)</c>.</summary>
internal static class A
{
    public static readonly DateTimeOffset Sunday = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static int _next;

    public static string Id() => Interlocked.Increment(ref _next).ToString("x32");

    /// <summary>A published quiz whose right answer is always option 1 of 4.</summary>
    public static QuizPublished Quiz(int questions = 4, int version = 1, string? quizId = null, string? category = "web", int pass = 70, int points = 1) => new(
        quizId ?? Id(), version, "A quiz", category, "author", pass,
        [.. Enumerable.Range(0, questions).Select(i => new PublishedQuestion($"q{i}", 4, 1, points, $"Because {i}."))], Sunday);

    /// <summary>Answers of which the first <paramref name="right"/> are right.</summary>
    public static int?[] Answers(QuizPublished quiz, int right) => [.. quiz.Questions.Select((_, i) => (int?)(i < right ? 1 : 0))];

    /// <param name="again">Whether it is not the player's first on the quiz.</param>
    public static Result Result(string userId, QuizPublished quiz, int right, DateTimeOffset? at = null, int? timeSpent = null, bool again = false)
    {
        var known = new KnownQuiz(quiz.QuizId);
        known.Published(quiz.Version, quiz.AuthorId, quiz.LeaderboardCounts);
        return Results.Result.Submit(
            again ? Id() : Results.Result.FirstIdOf(userId, quiz.QuizId), userId, known, AnswerKey.From(quiz), Answers(quiz, right), timeSpent, null, at ?? Sunday);
    }

    public static Attempt Attempt(
        string quizId, int score, DateTimeOffset at, int maxScore = 10, string? category = null, int? timeSpent = null, bool counts = true, bool ranked = true) =>
        new(Results.Result.IdOf(Id()), quizId, category, score, maxScore, score * 100 / maxScore, timeSpent, at, counts, ByAuthor: false, ranked);

    /// <summary>The message that tells of a result, as the bus would deliver it.</summary>
    public static string Message(Result result) => result.PendingEvents.Count > 0
        ? result.PendingEvents[0]
        : throw new InvalidOperationException("Its event was sent already; take the message before saving.");

    public static string Message<T>(string type, T data) => Event.Write(Id(), type, Sunday, data);
}
