using QuizPlatform.Contracts;
using QuizPlatform.Platform;
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
        Questions = [.. published.Questions.Select(q => new KeyQuestion(q.QuestionId, q.Options, q.CorrectAnswer, q.Points, q.Explanation))],
    };
}

/// <param name="Options">How many options there are: an answer is an index below it.</param>
public sealed record KeyQuestion(string QuestionId, int Options, int CorrectAnswer, int Points, string? Explanation)
{
    /// <summary>What is right in it.</summary>
    internal Solution Solution() => new SingleSolution(Options, CorrectAnswer);

    /// <param name="answer">As <see cref="Result.Answers"/> has it.</param>
    internal Mark MarkOf(int? answer) => Solution().Mark(answer is { } option ? Answer.OfOption(option) : null, Points, Rules.Default);
}
