using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>
/// Which board: of a <see cref="Period"/>, over every quiz or one. The key names the board in documents: the period, with <c>.quizId</c>
/// behind it for one quiz.
/// </summary>
public static class Board
{
    private const char QuizMark = '.';

    /// <summary>
    /// The boards an attempt counts on: those of its quiz, and, where it is ranked, those over all quizzes; in each case all time, the month and
    /// the week. None where the attempt does not count.
    /// </summary>
    public static IEnumerable<string> KeysOf(Attempt attempt) =>
        attempt.CountsOnBoard ? KeysOf(attempt.QuizId, attempt.SubmittedAt, attempt.Ranked) : [];

    /// <summary>The boards that what was told of may count on.</summary>
    public static IEnumerable<string> KeysOf(ResultSubmitted told) =>
        told.CountsOnBoard ? KeysOf(told.QuizId, told.SubmittedAt, ranked: !told.ByAuthor && !told.ByGuest) : [];

    /// <summary>
    /// What an attempt is worth on that board: its score on the board of its quiz; over all quizzes its percentage, so that no quiz is worth
    /// more than another.
    /// </summary>
    public static int Worth(string board, Attempt attempt) => board.Contains(QuizMark) ? attempt.Score : attempt.Percentage;

    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>: the one that <paramref name="now"/> is in.</param>
    public static string Key(string period, string? quizId, DateTimeOffset now) =>
        quizId is null ? Period.Key(period, now) : OfQuiz(Period.Key(period, now), quizId);

    public static string OfQuiz(string period, string quizId) => $"{period}{QuizMark}{quizId}";

    /// <summary>Null for a board over all quizzes.</summary>
    public static string? QuizOf(string board) => board.IndexOf(QuizMark) is >= 0 and var mark ? board[(mark + 1)..] : null;

    private static IEnumerable<string> KeysOf(string quizId, DateTimeOffset submittedAt, bool ranked)
    {
        foreach (var period in Period.KeysOf(submittedAt))
        {
            if (ranked)
                yield return period;
            yield return OfQuiz(period, quizId);
        }
    }
}
