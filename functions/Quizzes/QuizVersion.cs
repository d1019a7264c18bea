using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The answer key of a published version that a newer one replaced. It is written just before the quiz is saved with the newer one: a crash
/// between the two leaves a copy of what the quiz itself still holds, and writing it again writes the same.
/// </summary>
public sealed class QuizVersion : Document
{
    private QuizVersion()
    {
    }

    private QuizVersion(Quiz quiz)
        : base(DocumentId(quiz.PublicId, quiz.CurrentVersion), quiz.PublicId)
    {
        Number = quiz.CurrentVersion;
        Title = quiz.Title;
        Category = quiz.Category;
        PassPercentage = quiz.PassPercentage;
        TimeLimit = quiz.TimeLimit;
        PublishedAt = quiz.PublishedAt!.Value;
        Questions = [.. quiz.Questions.Select(q => new QuestionKey(q.Published()))];
    }

    public int Number { get; private set; }
    public string Title { get; private set; } = null!;
    public string Category { get; private set; } = null!;
    public int PassPercentage { get; private set; }

    /// <summary>Seconds; null: none, also in documents older than this field.</summary>
    public int? TimeLimit { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public List<QuestionKey> Questions { get; private set; } = [];

    public static string DocumentId(string quizId, int version) => $"version-{quizId}-{version}";

    /// <summary>The version of the quiz that is open to players now.</summary>
    public static QuizVersion Of(Quiz quiz) => new(quiz);
}

/// <summary>What is needed to score one question.</summary>
public sealed class QuestionKey
{
    private QuestionKey()
    {
    }

    internal QuestionKey(PublishedQuestion question)
    {
        QuestionId = question.QuestionId;
        Options = question.Options;
        CorrectAnswer = question.CorrectAnswer;
        Points = question.Points;
        Explanation = question.Explanation;
    }

    public string QuestionId { get; private set; } = null!;
    public int Options { get; private set; }
    public int CorrectAnswer { get; private set; }
    public int Points { get; private set; }
    public string? Explanation { get; private set; }

    internal PublishedQuestion Published() => new(QuestionId, Options, CorrectAnswer, Points, Explanation);
}
