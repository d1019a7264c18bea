using System.Runtime.CompilerServices;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;
using QuizPlatform.Scoring;

namespace QuizPlatform.Results;

/// <summary>Results' own copy of one published version of a quiz. Never changes, so a result stays bound to what it was taken on.</summary>
public sealed class AnswerKey : Document
{
    private const int LongestTimeLimit = 86_400; // seconds
    private static readonly TimeSpan TimeToHandIn = TimeSpan.FromMinutes(10);

    private AnswerKey()
    {
    }

    private AnswerKey(string quizId, int version)
        : base(IdOf(quizId, version), quizId)
    {
        QuizId = quizId;
        QuizVersion = version;
    }

    public string QuizId { get; private set; } = null!;
    public int QuizVersion { get; private set; }
    public string? Category { get; private set; }
    public int PassPercentage { get; private set; }

    /// <summary>Seconds; null: none, also in keys older than this field.</summary>
    public int? TimeLimit { get; private set; }

    /// <summary>Null in keys older than this field.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }
    public List<KeyQuestion> Questions { get; private set; } = [];

    /// <summary>Whether one option is right in each question, so that answers are indexes.</summary>
    internal bool HasOptionsOnly => Questions.TrueForAll(question => question.SolutionJson is null);

    /// <summary>
    /// Until when the version is still accepted once <paramref name="next"/> has replaced it: whoever was in the middle of it has its time limit,
    /// and a little more to hand in.
    /// </summary>
    public DateTimeOffset AcceptedUntil(AnswerKey next) =>
        next.PublishedAt is { } replacedAt ? replacedAt + TimeSpan.FromSeconds(TimeLimit ?? LongestTimeLimit) + TimeToHandIn : DateTimeOffset.MinValue;

    public static string IdOf(string quizId, int version) => $"key-{quizId}-{version}";

    public static AnswerKey From(QuizPublished published) => new(published.QuizId, published.Version)
    {
        Category = published.Category,
        PassPercentage = published.PassPercentage,
        TimeLimit = published.TimeLimit,
        PublishedAt = published.PublishedAt,
        Questions = [.. published.Questions!.Select(q => new KeyQuestion(
            q.QuestionId, q.Options ?? 0, q.CorrectAnswer ?? 0, q.Points, q.Explanation, q.Solution?.GetRawText(), q.PartialCredit, q.WrongPenalty))],
    };
}

/// <param name="Options">How many options there are where one is right: an answer is an index below it. 0 for other types.</param>
/// <param name="CorrectAnswer">The index of the right option; 0 for other types.</param>
/// <param name="SolutionJson">What is right in a question of another type; null for one with one right option.</param>
/// <param name="PartialCredit">A word of <see cref="Rules.PartialCredits"/>; null: none.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the points; null: nothing.</param>
public sealed record KeyQuestion(
    string QuestionId, int Options, int CorrectAnswer, int Points, string? Explanation, string? SolutionJson = null, string? PartialCredit = null,
    double? WrongPenalty = null)
{
    // By the text, which is the same as long as the key is kept: a quiz is marked often.
    private static readonly ConditionalWeakTable<string, Solution> Solutions = [];

    /// <summary>What is right in it.</summary>
    internal Solution Solution() => SolutionJson is null
        ? new SingleSolution(Options, CorrectAnswer)
        : Solutions.GetValue(SolutionJson, Scoring.Solution.Parse);

    internal MarkedQuestion Marked() => new(QuestionId, Solution(), Rules.Of(PartialCredit, WrongPenalty ?? 0), Points, Explanation);

    /// <summary>How it was answered, for figures.</summary>
    internal AnsweredQuestion Answered(Answer? answer)
    {
        var correct = Marked().MarkOf(answer).IsCorrect;
        if (answer is not { } given)
            return new(QuestionId, null, correct);
        return SolutionJson is null ? new(QuestionId, given.Option, correct) : new(QuestionId, null, correct, Solution().Chosen(given));
    }
}
