using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Quizzes;

/// <summary>
/// A published version that a newer one replaced: its answer key, and what it asked. It is written just before the quiz is saved with the newer one: a crash
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
        TextFormat = quiz.TextFormat;
        Category = quiz.Category;
        PassPercentage = quiz.PassPercentage;
        TimeLimit = quiz.TimeLimit;
        PublishedAt = quiz.PublishedAt!.Value;
        Questions = [.. quiz.Questions.Select(q => new QuestionKey(q, quiz))];
    }

    public int Number { get; private set; }
    public string Title { get; private set; } = null!;

    /// <summary>As <see cref="Quiz.TextFormat"/>.</summary>
    public string? TextFormat { get; private set; }
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

/// <summary>What is needed to score one question, and to show it in a review.</summary>
public sealed class QuestionKey
{
    private QuestionKey()
    {
    }

    internal QuestionKey(Question question, Quiz quiz)
    {
        QuestionId = question.QuestionId;
        Text = question.Text;
        OptionTexts = [.. question.Options];
        Options = question.Options.Count;
        CorrectAnswer = question.CorrectAnswer ?? 0;
        Type = question.Type;
        Own = question.Own;
        Points = question.Points;
        Explanation = question.Explanation;
        PartialCredit = question.PartialCredit ?? quiz.PartialCredit;
        WrongPenalty = quiz.WrongPenalty;
    }

    public string QuestionId { get; private set; } = null!;

    /// <summary>Null, and no options' texts, in documents older than these fields.</summary>
    public string? Text { get; private set; }
    public List<string> OptionTexts { get; private set; } = [];
    public int Options { get; private set; }
    public int CorrectAnswer { get; private set; }

    /// <summary>Null, which is <c>single</c>, in documents older than this field.</summary>
    public string? Type { get; private set; }

    /// <summary>See <see cref="QuestionParts"/>; where it is there, <see cref="CorrectAnswer"/> is 0.</summary>
    public string? Own { get; private set; }
    public int Points { get; private set; }
    public string? Explanation { get; private set; }

    /// <summary>As it is for this question: a word of <see cref="Scoring.Rules.PartialCredits"/>; null: none.</summary>
    public string? PartialCredit { get; private set; }

    /// <summary>See <see cref="Quiz.WrongPenalty"/>; null, which is nothing, in documents older than this field.</summary>
    public double? WrongPenalty { get; private set; }

    // Of a document older than texts, so many options without any.
    private QuestionParts Parts => new(Type ?? QuestionParts.Single, Text is null ? new string[Options] : OptionTexts, CorrectAnswer, Own);

    internal PublishedQuestion Published() => Parts.Published(QuestionId, Points, Explanation, PartialCredit, WrongPenalty ?? 0);

    internal AskedQuestion? Asked() => Text is null ? null : Parts.Shown(QuestionId, Text, Points).Asked();
}
